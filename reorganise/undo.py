"""What stands in the way of undoing a reorganisation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import ForeignKey, Model, Q

from governance.models import BoardMeeting, Seat
from interface.words import count_words
from partnerships.models import (
    FormerAddress,
    Organisation,
    Place,
    Reorganisation,
    ReorganisationPart,
)
from reorganise.rules import references, rules_of

# Columns that say nothing that a person did.
_QUIET = ("created_at", "updated_at", "version")


def obstacles(reorganisation: Reorganisation) -> list[str]:
    """Sentences that say what was built on it since; none where it can be undone."""
    return [
        *_later(reorganisation),
        *_changed(reorganisation),
        *_built_on(reorganisation),
        *_sat_there(reorganisation),
        *_taken(reorganisation),
    ]


def forget_parts(reorganisation: Reorganisation) -> None:
    """What the undo takes away is no longer named by key; the title still says it.

    Also where a later act named them: it was undone before, or it would stand in the way.
    """
    made = reorganisation.moved.filter(act="insert")
    for of, key in ((Place, "place"), (Organisation, "organisation")):
        rows = made.filter(table=of._meta.label).values("row_id")
        ReorganisationPart.objects.filter(**{f"{key}__in": rows}).delete()


def keep_addresses(reorganisation: Reorganisation) -> None:
    """The addresses that places had while it stood lead to them: somebody may have kept one.

    One that led to another place before goes on leading there.
    """
    renamed = reorganisation.moved.filter(
        table="partnerships.Place", act="update", before__has_key="slug"
    )
    FormerAddress.objects.bulk_create(
        [
            FormerAddress(slug=row.after["slug"], place_id=row.row_id)
            for row in renamed
            if row.after
        ],
        ignore_conflicts=True,
    )


def _later(reorganisation: Reorganisation) -> Iterator[str]:
    """Another reorganisation of the same places or bodies came after it."""
    mine = ReorganisationPart.objects.filter(reorganisation=reorganisation)
    for name in ("place", "organisation"):
        same = mine.exclude(**{name: None}).values(name)
        later = Reorganisation.objects.done().filter(**{f"parts__{name}__in": same})
        after = later.filter(done_at__gt=reorganisation.done_at).exclude(pk=reorganisation.pk)
        for following in after.distinct():
            yield f"“{following.title}” came after it. Undo that first."


def _changed(reorganisation: Reorganisation) -> Iterator[str]:
    """Rows that it wrote and somebody has changed since."""
    kinds = reorganisation.moved.order_by().values_list("rule", "table").distinct()
    for rule, label in sorted(kinds):
        model: Any = apps.get_model(label)
        sql = f"""
            SELECT count(*) FROM partnerships_reorganisationchange m
            LEFT JOIN {model._meta.db_table} t ON t.id = m.row_id
            WHERE m.reorganisation_id = %s AND m.rule = %s AND m.act <> 'delete'
              AND (t.id IS NULL OR to_jsonb(t) <> to_jsonb(
                jsonb_populate_record(t, m.after - %s::text[])))
        """  # noqa: S608 - the table's name comes from the models
        with connection.cursor() as cursor:
            cursor.execute(sql, [reorganisation.pk, rule, list(_QUIET)])
            count = cursor.fetchone()[0]
        if count:
            verb = "was" if count == 1 else "were"
            yield f"{_counted(reorganisation, count, rule, label)} {verb} changed since."


def _counted(reorganisation: Reorganisation, count: int, rule: str, label: str) -> str:
    declared = (one for one in rules_of(reorganisation.kind) if one.key == rule)
    declared_rule = next(declared, None)
    if declared_rule and declared_rule.noun:
        return declared_rule.counted(count)
    said: Any = apps.get_model(label)._meta
    return count_words(count, str(said.verbose_name), str(said.verbose_name_plural))


def _built_on(reorganisation: Reorganisation) -> Iterator[str]:
    """Rows that name a place or body which it made, and that it did not write."""
    for of in (Place, Organisation):
        made = reorganisation.moved.filter(table=of._meta.label, act="insert")
        ids = list(made.values_list("row_id", flat=True))
        for key in references(of) if ids else ():
            if key.startswith(("partnerships.PlaceReach", "partnerships.ReorganisationPart")):
                continue
            count = _naming(key, of, ids, reorganisation)
            if count:
                verb = "was" if count == 1 else "were"
                said = _counted(reorganisation, count, key, key.rpartition(".")[0])
                yield f"{said} {verb} recorded for it since."


def _sat_there(reorganisation: Reorganisation) -> Iterator[str]:
    """A seat that it made and that a meeting keeps since it was held: who came and how they voted
    is still written down for it."""
    made = reorganisation.moved.filter(table=Seat._meta.label, act="insert")
    kept = [Q(held__seats__contains=[{"seat": pk}]) for pk in made.values_list("row_id", flat=True)]
    count = BoardMeeting.objects.filter(reduce(or_, kept)).count() if kept else 0
    if count:
        verb = "was" if count == 1 else "were"
        yield f"{count_words(count, 'meeting')} {verb} held since with a seat that it made."


def _naming(key: str, of: type[Model], ids: list[int], reorganisation: Reorganisation) -> int:
    label, _, column = key.rpartition(".")
    model: Any = apps.get_model(label)
    mine = reorganisation.moved.filter(table=label).values("row_id")
    field: Any = model._meta.get_field(column)
    if isinstance(field, ForeignKey):
        rows = model._meta.base_manager.filter(**{f"{column}__in": ids})
    elif isinstance(field, GenericForeignKey):
        kind = ContentType.objects.get_for_model(of)
        rows = model._meta.base_manager.filter(
            **{field.ct_field: kind, f"{field.fk_field}__in": ids}
        )
    else:
        return 0
    return int(rows.exclude(pk__in=mine).count())


def _taken(reorganisation: Reorganisation) -> Iterator[str]:
    """A row that it took away as a twin cannot come back where its like stands by now."""
    gone = reorganisation.moved.filter(act="delete").order_by().values_list("rule").distinct()
    keys = {key for (key,) in gone}
    for rule in rules_of(reorganisation.kind):
        if rule.key in keys and rule.once and not any("(" in column for column in rule.once):
            yield from _back(reorganisation, rule)


def _back(reorganisation: Reorganisation, rule: Any) -> Iterator[str]:
    unchanged = " AND ".join(
        f"to_jsonb(t) -> '{column.strip(chr(34))}' = m.before -> '{column.strip(chr(34))}'"
        for column in (*rule.once, rule.attname)
    )
    sql = f"""
        SELECT count(*) FROM partnerships_reorganisationchange m
        JOIN {rule.model._meta.db_table} t ON {unchanged}
        WHERE m.reorganisation_id = %s AND m.rule = %s AND m.act = 'delete'
          AND t.id NOT IN (SELECT row_id FROM partnerships_reorganisationchange o
            WHERE o.reorganisation_id = m.reorganisation_id AND o."table" = m."table")
    """  # noqa: S608 - the names come from the models
    with connection.cursor() as cursor:
        cursor.execute(sql, [reorganisation.pk, rule.key])
        count = cursor.fetchone()[0]
    if count:
        yield f"{rule.counted(count)} are there again by now."
