"""A bulk change: chosen, looked at, made as it was looked at, and undone for a day.

Records are locked in the order of their keys, and everything is worked out again under the lock:
what changed since the preview is left as it is and named. A record that the person may not see is
neither changed nor counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from records import history
from records.bulk.lists import NOT_YOURS, BulkList, Look, Operation, bulk_list
from records.bulk.models import KEPT, BulkChange, BulkChangeRow
from records.bulk.putting_back import put_back

MOST = 1_000
CHANGED_SINCE = "Somebody changed it after you looked"
CHANGED_AFTER = "Somebody has changed it since"
# Said only to who sees it again later
NOT_SEEN = "You could not see it when you undid this"


class Over(Exception):  # noqa: N818 - it is refused
    """It was made, undone or discarded already, or it is too late."""


class MovedOn(Exception):  # noqa: N818 - no error
    """It is another preview than the one that was confirmed."""


class TooMany(Exception):  # noqa: N818 - it is refused
    """More than can be changed at once."""


def list_of(change: BulkChange) -> BulkList:
    """What its subject declares of the list. Raises Over where there is no such list any more."""
    of = bulk_list(change.list_key)
    if of is None:
        raise Over
    return of


def operation_of(change: BulkChange) -> Operation:
    """What is done with them. Raises Over."""
    operation = list_of(change).operation(change.operation)
    if operation is None:
        raise Over
    return operation


def form_of(change: BulkChange, user: Any) -> Any:
    """What was asked, with the answers as they were typed."""
    typed = QueryDict(mutable=True)
    for name, values in change.answers.items():
        typed.setlist(name, values)
    return operation_of(change).form(typed or None, user=user)


@transaction.atomic
def choose(*, by: Any, of: BulkList, operation: Operation, chosen: QuerySet[Any]) -> BulkChange:
    """Keep which records are chosen, of those that this person sees. Raises TooMany."""
    keys = list(chosen.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        raise TooMany
    change = BulkChange.objects.create(list_key=of.key, operation=operation.key, by=by)
    BulkChangeRow.objects.bulk_create(BulkChangeRow(change=change, object_id=key) for key in keys)
    return change


@transaction.atomic
def look(*, by: Any, change: BulkChange, typed: Mapping[str, list[str]]) -> None:
    """Work out what it would do. The answers were found right. Raises Over."""
    locked = _locked(change, by, BulkChange.objects.waiting())
    locked.answers = dict(typed)
    form = form_of(locked, by)
    form.full_clean()
    operation, of = operation_of(locked), list_of(locked)
    rows = of.model.objects.visible_to(by).filter(pk__in=_keys(locked)).order_by("pk")
    records = of.complete(rows, by)
    looks = operation.look(by, records, form.cleaned_data)
    _keep(locked, [_row(locked, record, looks[record.pk]) for record in records])
    locked.reason = operation.why(form.cleaned_data)
    changing = [record for record in records if not looks[record.pk].why_not]
    locked.notes = operation.notes(by, changing, looks, form.cleaned_data)
    locked.looks += 1
    locked.save(update_fields=["answers", "reason", "notes", "looks"])


@transaction.atomic
def make(*, by: Any, change: BulkChange, seen: int) -> BulkChange:
    """Change the records as they were looked at; ``seen`` is the preview that is confirmed.

    Raises Over and MovedOn; then nothing is changed.
    """
    locked = _locked(change, by, BulkChange.objects.waiting())
    form = form_of(locked, by)
    if not locked.looks or locked.looks != seen or not form.is_valid():
        raise MovedOn
    operation, of, said = operation_of(locked), list_of(locked), form.cleaned_data
    rows = {row.object_id: row for row in locked.rows.all()}
    wanted = [key for key, row in rows.items() if not row.why_not]
    records = _locked_records(of, by, wanted)
    looks = operation.look(by, records, said)
    good = [record for record in records if _still(rows[record.pk], record, looks[record.pk])]
    if good:
        with history.context(user=by.pk, bulk=locked.pk, why=locked.reason):
            kept = operation.write(by, good, said)
            operation.tell(by, good, said)
        versions = _versions(of, good)
        for record in good:
            row = rows[record.pk]
            row.put_back, row.version_after = kept[record.pk], versions[record.pk]
    read = {record.pk for record in records}
    _keep(locked, [row for key, row in rows.items() if row.why_not or key in read])
    locked.done_at = timezone.now()
    locked.save(update_fields=["done_at"])
    return locked


@transaction.atomic
def undo(*, by: Any, change: BulkChange) -> BulkChange:
    """Put back what it changed, as far as nobody has changed it since. Raises Over."""
    locked = _locked(change, by, BulkChange.objects.done())
    if not locked.can_be_undone:
        raise Over
    operation, of = operation_of(locked), list_of(locked)
    rows = {row.object_id: row for row in locked.rows.filter(version_after__isnull=False)}
    records = _locked_records(of, by, list(rows))
    kept = {record.pk: rows[record.pk].put_back for record in records}
    untouched = [record for record in records if record.version == rows[record.pk].version_after]
    refused = operation.cannot_undo(by, untouched, kept)
    for record in records:
        if record.version != rows[record.pk].version_after:
            rows[record.pk].stayed = CHANGED_AFTER
        elif not operation.permission(by, record):
            rows[record.pk].stayed = NOT_YOURS
        else:
            rows[record.pk].stayed = refused.get(record.pk, "")
    good = [record for record in records if not rows[record.pk].stayed]
    for key in rows.keys() - {record.pk for record in records}:
        rows[key].stayed = NOT_SEEN
    if good:
        with history.context(user=by.pk, bulk=locked.pk, why=locked.reason, undone_bulk=True):
            put_back(good, kept)
            form = form_of(locked, by)
            form.full_clean()
            operation.tell(by, good, form.cleaned_data, undone=True)
    stayed = [row for row in rows.values() if row.stayed]
    BulkChangeRow.objects.bulk_update(stayed, ["stayed"], batch_size=500)
    locked.undone_at = timezone.now()
    locked.save(update_fields=["undone_at"])
    return locked


@transaction.atomic
def discard(*, by: Any, change: BulkChange) -> None:
    """Forget one that was not confirmed. Raises Over."""
    _locked(change, by, BulkChange.objects.waiting()).delete()


def forget_unmade() -> int:
    """Forget those that nobody confirmed for a week; gives their number."""
    old = BulkChange.objects.waiting().filter(chosen_at__lt=timezone.now() - KEPT)
    return int(old.delete()[1].get(BulkChange._meta.label, 0))


def _locked(change: BulkChange, by: Any, rows: QuerySet[BulkChange]) -> BulkChange:
    """The person's own, to be changed by nobody else meanwhile. Raises Over."""
    locked = rows.select_for_update().filter(pk=change.pk, by=by).first()
    if locked is None:
        raise Over
    return locked


def _keys(change: BulkChange) -> list[int]:
    return list(change.rows.values_list("object_id", flat=True))


def _row(change: BulkChange, record: Any, seen: Look) -> BulkChangeRow:
    return BulkChangeRow(
        change=change,
        object_id=record.pk,
        version=record.version,
        before=seen.before,
        after=seen.after,
        why_not=seen.why_not,
    )


def _keep(change: BulkChange, rows: Sequence[BulkChangeRow]) -> None:
    """These rows and no others, written at once."""
    change.rows.all().delete()
    for row in rows:
        row.pk = None
    BulkChangeRow.objects.bulk_create(rows)


def _still(row: BulkChangeRow, record: Any, seen: Look) -> bool:
    """Whether it is changed as it was looked at; else its row says why not."""
    if record.version != row.version:
        row.why_not = CHANGED_SINCE
    elif seen.why_not:
        row.why_not = seen.why_not
    elif (seen.before, seen.after) != (row.before, row.after):
        row.why_not = CHANGED_SINCE
    return not row.why_not


def _locked_records(of: BulkList, by: Any, keys: Sequence[int]) -> Sequence[Any]:
    """Of these records those that the person sees once they are locked, in the order of keys."""
    rows = of.model.objects.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    seen = of.model.objects.visible_to(by).filter(pk__in=keys).order_by("pk")
    return of.complete(seen, by)


def _versions(of: BulkList, records: Sequence[Any]) -> dict[int, int]:
    rows = of.model._meta.base_manager.filter(pk__in=[record.pk for record in records])
    return dict(rows.values_list("pk", "version"))
