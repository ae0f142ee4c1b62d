"""When something that everybody could read stopped being so, by the history of records.

A copy that was made before that moment holds what is not public any more. What decides is the rule
of who may see a record (``visible_to``), asked twice of each row that changed: as it is now, and as
it was before the change. So narrowing, withdrawing, taking back, removing and deleting are found
alike, whatever column a kind of record says it by. What is read by the rule of another record
needs nothing more: the change of that one is in history as well. But for a decision that comes
under a private item: its row stays as it was, and nobody read the item before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Max
from django.db.models.expressions import RawSQL
from django.utils import timezone

from governance.models import AgendaItem, Decision
from records.history import tracked_models
from records.models import HistoryEntry, SwitchedOff
from records.switches import counting_all

# Changes that are looked through for one answer. Of what changed before the newest of these it is
# not known, and so a copy that is older counts as one that holds something
MANY = 20_000


def narrowed_since(since: dt.datetime, *, by: Any = None) -> dt.datetime | None:
    """The last moment, from ``since`` on, at which something stopped being read by everybody; None
    where nothing did. ``by`` asks for what this account did."""
    found, unread = _changed(since)
    changed, kinds = [name for name, is_new in found.items() if not is_new], _public_kinds()
    moments = [_switched_off(since, by), None if by else unread]
    moments += [_narrowed(kinds[name], unread or since, by) for name in changed if name in kinds]
    if AgendaItem._meta.label_lower in found:
        moments.append(_under_private_items(unread or since, by))
    return max((moment for moment in moments if moment), default=None)


def _changed(since: dt.datetime) -> tuple[dict[str, bool], dt.datetime | None]:
    """The kinds of record in history, each with whether rows were added and none changed or went;
    and, where more changed than is looked through, the moment before which nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT model, count(*), min(at), bool_or(kind <> 'insert')
            FROM (SELECT model, at, kind FROM {_quoted(HistoryEntry)}
              WHERE at >= %s ORDER BY at DESC, id DESC LIMIT %s) AS latest
            GROUP BY model ORDER BY model
            """,  # noqa: S608 - the name of our own table
            [since, MANY],
        )
        found = cursor.fetchall()
    is_all = sum(count for _, count, _, _ in found) < MANY
    oldest = None if is_all else min(first for _, _, first, _ in found)
    return {model: not has_changed for model, _, _, has_changed in found}, oldest


@cache
def _public_kinds() -> dict[str, Any]:
    """The kinds of record of which everybody may read some, by their names in history."""
    return {
        model._meta.label_lower: model
        for model in tracked_models()
        if hasattr(model.objects.all(), "visible_to") and _is_public(model)
    }


def _is_public(model: Any) -> bool:
    try:
        _seen(model).query.sql_with_params()
    except EmptyResultSet:
        return False
    return True


def _seen(model: Any) -> Any:
    """What everybody may read of a kind of record, as if every part were in use: whether it is has
    a history of its own."""
    with counting_all():
        return model.objects.visible_to(AnonymousUser()).order_by()


def _narrowed(model: Any, since: dt.datetime, by: Any) -> dt.datetime | None:
    """The last moment at which a row of this kind was read by everybody and then was not.

    The rule is asked of rows as they were by putting these in the place of the table.
    """
    seen_now, now_values, seen_then, then_values = _statements(model, timezone.localdate())
    table, whose = _quoted(model), str(by.pk) if by else None
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {table} AS (
              SELECT was.*, change.at AS changed_at
              FROM {_quoted(HistoryEntry)} change
              LEFT JOIN {table} kept ON kept.{model._meta.pk.column} = change.object_id
              CROSS JOIN LATERAL jsonb_populate_record(kept, change.before) AS was
              WHERE change.model = %s AND change.at >= %s AND change.before IS NOT NULL
                AND (%s::text IS NULL OR change.context->>'user' = %s)
                AND NOT EXISTS ({seen_now})
            )
            SELECT max(moment) FROM ({seen_then}) AS seen (moment)
            """,  # noqa: S608 - names of our own tables and statements that Django wrote
            [model._meta.label_lower, since, whose, whose, *now_values, *then_values],
        )
        [found] = cursor.fetchone()
    return found


def _under_private_items(since: dt.datetime, by: Any) -> dt.datetime | None:
    """The last moment at which a decision that everybody may have read came under an item that is
    private: the item was made private, or the decision put there. One that was recorded in the same
    act was read by nobody before."""
    history, whose = _quoted(HistoryEntry), str(by.pk) if by else None
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT max(change.at)
            FROM {history} change
            JOIN {_quoted(Decision)} one ON one.id = (change.after->>'decision_id')::bigint
            WHERE change.model = %s AND change.at >= %s
              AND (%s::text IS NULL OR change.context->>'user' = %s)
              AND (change.after->>'is_private')::boolean
              AND NOT (coalesce((change.before->>'is_private')::boolean, false)
                AND change.before->'decision_id' = change.after->'decision_id')
              AND one.created_at < change.at
              AND (one.visibility = 'public' OR EXISTS (SELECT FROM {history} was
                WHERE was.model = %s AND was.object_id = one.id AND was.at >= %s
                  AND was.before->>'visibility' = 'public'))
              AND EXISTS (SELECT FROM {_quoted(AgendaItem)} item
                WHERE item.decision_id = one.id AND item.is_private)
            """,  # noqa: S608 - names of our own tables
            [AgendaItem._meta.label_lower, since, whose, whose, Decision._meta.label_lower, since],
        )
        [found] = cursor.fetchone()
    moment: dt.datetime | None = found
    return moment


@lru_cache(256)
def _statements(model: Any, day: dt.date) -> tuple[str, Sequence[Any], str, Sequence[Any]]:
    """Whether everybody may read the row that changed, as it is now; and when those changed that
    they may read as they were. Written once for each day, as what may be read can hang on it."""
    now = _seen(model).filter(pk=RawSQL("change.object_id", [])).values("pk")
    moment = RawSQL(f"{_quoted(model)}.changed_at", [])  # noqa: S611 - our own table
    then = _seen(model).annotate(moment=moment).values("moment")
    return (*now.query.sql_with_params(), *then.query.sql_with_params())


def _switched_off(since: dt.datetime, by: Any) -> dt.datetime | None:
    """When the last part was switched off that is off now."""
    periods = SwitchedOff.objects.filter(on_at=None, off_at__gte=since).order_by()
    if by:
        periods = periods.filter(off_by=by)
    moment: dt.datetime | None = periods.aggregate(last=Max("off_at"))["last"]
    return moment


def _quoted(model: Any) -> str:
    return connection.ops.quote_name(model._meta.db_table)
