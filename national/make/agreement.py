"""Whether what was written agrees with what the triggers would have written, on a sample."""

from __future__ import annotations

from random import Random
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from pgtrigger.utils import quote

from access.reach import rebuild_reach
from barriers.models import ActionTried, Barrier
from funding.flow.standing_alone import STANDS_OTHERWISE
from national.make.copying import broken_references, history_sql, triggers_off
from national.make.world import World
from partnerships.models import PlaceReach
from records.history import is_tracked
from records.models import HistoryEntry

SAMPLE = 20
# What stands at places
RECORDS = (
    *("pilots.Pilot", "barriers.Barrier", "funding.Flow", "people.JobRole", "policy.Priority"),
    *("funding.Pool", "funding.Bid", "funding.Estimate"),
)


class DisagreementError(Exception):
    """The made-up rows are not as the triggers would have written them."""


def check(world: World) -> int:
    """Compare a sample; gives its size. Raises DisagreementError with the first difference."""
    for kind in world.filled:
        for name in broken_references(kind):
            raise DisagreementError(f"{name} refers to a row that is not there")
    _check_reach()
    checked = 0
    records = [apps.get_model(label) for label in RECORDS]
    for kind in records:
        number = kind.objects.count()
        for pk in Random(7).sample(range(1, number + 1), min(SAMPLE, number)):  # noqa: S311
            _check_record(kind, pk)
            checked += 1
    _check_outcomes()
    _check_standing()
    parts = [kind for kind in world.filled if kind not in records]
    return checked + sum(_check_parts(kind) for kind in dict.fromkeys(parts))


def _check_reach() -> None:
    def rows() -> set[tuple[int, int]]:
        return set(PlaceReach.objects.values_list("ancestor_id", "place_id"))

    before = rows()
    rebuild_reach()
    if rows() != before:
        raise DisagreementError("the closure of places is not what the database computes")


def _check_record(kind: Any, pk: int) -> None:
    """A copy of the record, made row by row with its triggers, comes out like the original."""
    links: Any = apps.get_model(f"{kind._meta.label}Place")
    owner = next(field.name for field in links._meta.fields if field.related_model is kind)
    with transaction.atomic():
        original = kind.objects.get(pk=pk)
        copied = kind.objects.get(pk=pk)
        copied.pk, copied.version, copied.updated_at = None, 1, original.created_at
        if hasattr(copied, "slug"):
            copied.slug = f"{copied.slug}-copy"
        copied.reach_ids = []
        copied.save(force_insert=True)
        _check_history(kind, copied.pk)
        places = links.objects.filter(**{owner: pk})
        for link in places:
            setattr(link, owner, copied)
            link.pk = None
        links.objects.bulk_create(places)
        copied.refresh_from_db()
        if copied.reach_ids != original.reach_ids:
            raise DisagreementError(f"{kind.__name__} {pk} should reach {copied.reach_ids}")
        if original.version < copied.version:
            raise DisagreementError(f"{kind.__name__} {pk} should have version {copied.version}")
        transaction.set_rollback(True)


def _check_outcomes() -> None:
    """What was tried, taken away from a barrier and put in again, gives it the same outcomes."""
    number = Barrier.objects.count()
    for pk in Random(7).sample(range(1, number + 1), min(SAMPLE, number)):  # noqa: S311
        with transaction.atomic():
            barrier = Barrier.objects.get(pk=pk)
            copied, tried = barrier.outcome_bits, list(barrier.actions.all())
            barrier.actions.all().delete()
            Barrier.objects.filter(pk=pk).update(outcome_bits=0)
            ActionTried.objects.bulk_create(tried)
            barrier.refresh_from_db()
            if barrier.outcome_bits != copied:
                raise DisagreementError(f"Barrier {pk} should keep {barrier.outcome_bits:b}")
            transaction.set_rollback(True)


def _check_standing() -> None:
    """Every flow stands alone, or does not, as its places, legs and years say."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM funding_flow record WHERE {STANDS_OTHERWISE} LIMIT 1"  # noqa: S608
        )
        if found := cursor.fetchone():
            raise DisagreementError(f"Flow {found[0]} does not stand as its places and legs say")


def _check_parts(kind: Any) -> int:
    """Some rows of a table, taken out and put in again with its triggers, come out as they were.

    What the triggers refuse cannot have been there. Gives how many rows were looked at.
    """
    last = kind.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    some = Random(7).sample(range(1, last + 1), min(SAMPLE, last))  # noqa: S311
    rows = list(kind.objects.filter(pk__in=some).order_by("pk"))
    for row in rows:
        try:
            with transaction.atomic():
                _put_in_again(kind, row)
                transaction.set_rollback(True)
        except DatabaseError as problem:
            raise DisagreementError(f"{kind.__name__} {row.pk}: {problem}") from problem
    return len(rows)


def _put_in_again(kind: Any, row: Any) -> None:
    pk, was = row.pk, _stored(row)
    if "version" in was:
        row.version, row.updated_at = 1, row.created_at
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quote(kind._meta.db_table)} WHERE id = %s", [pk])  # noqa: S608
        HistoryEntry.objects.of_kind(kind, [pk]).delete()
    row.save(force_insert=True)
    if is_tracked(kind):
        _check_history(kind, pk)
    now = _stored(kind.objects.get(pk=pk))
    for name in ("version", "updated_at"):
        now.pop(name, None)
    if any(was[name] != value for name, value in now.items()):
        raise DisagreementError(f"a trigger makes something else of {kind.__name__} {pk}")


def _stored(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _check_history(kind: Any, pk: int) -> None:
    """Our statement and the trigger write the same of one row."""
    with connection.cursor() as cursor:
        cursor.execute(history_sql(kind, {}, f"r.id = {int(pk)}"))
    same = ("kind", "object_id", "owners", "before", "after")
    written = list(HistoryEntry.objects.of_kind(kind, [pk]).values(*same))
    if len(written) != 2 or written[0] != written[1]:
        raise DisagreementError(f"a trigger writes the history of {kind.__name__} otherwise")
