"""A file of records: sent, matched, looked at, imported whole, taken back.

What is imported is what was looked at: everything is worked out again in the transaction that
writes it, and compared with the preview that the person confirmed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from imports.models import ImportedRecord, ImportRow, LeftOut, ReadRow, RecordImport
from imports.record_import import (
    answers,
    checking,
    guessing,
    left,
    matching,
    new_bodies,
    sent,
    sheets,
    together,
    undoing,
    writing,
)
from imports.record_import.lines import keep_lines
from imports.record_import.models import ASKED, KEPT, READY, REFUSED, SAME
from imports.record_import.permissions import (
    WROTE_AT,
    can_finish,
    can_undo,
    of_programme,
    places_of,
)
from imports.record_import.preview import preview
from imports.record_import.progress import Progress
from interface.words import one_line
from partnerships.models import Place, Programme
from records import history, large
from records.files.lists import ListRead
from records.subjects import registered
from registry.imported import NARROWED, ImportFormat, Scope


class NotTold(Exception):  # noqa: N818 - it is refused
    """Who sees the new records was not said."""


class MovedOn(Exception):  # noqa: N818 - no error
    """The record changed since the preview; nothing was written, and the preview is made anew."""


class Over(Exception):  # noqa: N818 - no error
    """It is imported, taken back or discarded already."""


def kind_of(row: RecordImport) -> ImportFormat:
    """What its subject declares of the records. Raises KeyError."""
    kind = {kind.key: kind for kind in registered(ImportFormat)}[row.kind]
    return of_programme(kind) if row.programme_id else kind


def scope_of(row: RecordImport, kind: ImportFormat, by: Any) -> Scope:
    """Who imports where, and into what: while it is not done, one that they may still choose."""
    within = None
    if kind.within is not None:
        within = kind.within(by, row.home).filter(pk=row.within).first()
        if within is None and row.imported_at is None:
            raise PermissionDenied
    kept = {"new_bodies": new_bodies.bodies_of(row), NARROWED: row.answers.get(NARROWED)}
    places = tuple(places_of(row.programme)) if row.programme else ()
    return Scope(by, row.place, within, kept, row.programme, places)


@large.transaction()
def send(
    *,
    by: Any,
    place: Place | None = None,
    programme: Programme | None = None,
    kind: ImportFormat,
    file: Iterable[ListRead],
    file_name: str,
    within: Any = None,
) -> RecordImport:
    """Keep the rows of a file, with its columns matched as the last of its shape or by headings.

    Each sheet is an import of its own; the one that is probably meant is given. Raises Unreadable.
    """
    name = one_line(file_name)[:200] or "a file without a name"
    kept = {"place": place, "programme": programme, "kind": kind.key, "by": by}
    kept["within"] = within.pk if within else None
    rows = [_keep(RecordImport(**kept, file_name=name), kind, sheet) for sheet in file]
    return sheets.set_apart(rows, kind)


def _keep(row: RecordImport, kind: ImportFormat, sheet: ListRead) -> RecordImport:
    row.sheet, row.head = sheet.sheet[:200], [text[:200] for text in sheet.head]
    row.head_row, row.is_plain, row.is_objects = sheet.head_row, sheet.is_plain, sheet.is_objects
    row.shape = guessing.shape_of(sheet.head)
    row.save()
    sent.keep(row, sheet)
    before = guessing.remembered(row)
    row.columns = (
        _within(before.columns, sheet.head) if before else guessing.guessed(kind, sheet.head)
    )
    row.answers = answers.remembered(row, kind, before)
    row.save()
    return row


def _within(columns: dict[str, str], head: Sequence[str]) -> dict[str, str]:
    """Those of these columns that a file has: the last one may have had more, of other sheets."""
    return {at: key for at, key in columns.items() if int(at) < len(head)}


@transaction.atomic
def match_columns(
    *,
    by: Any,
    row: RecordImport,
    columns: dict[str, str],
    narrowed: dict[str, Any] | None = None,
    sheets: Iterable[int] = (),
) -> None:
    """Say which column of the file is which, and which rows come in; what was worked out before is
    forgotten.

    Other ``sheets`` of the file come in with it.
    """
    locked, kind = _waiting(row, by), kind_of(row)
    locked.columns, locked.preview = columns, None
    if narrowed is not None:
        locked.answers[NARROWED] = narrowed
    locked.note_found(is_aside=False)
    chosen = set(sheets)
    joined = [other for other, _ in together.joinable(locked, kind) if other.pk in chosen]
    together.join(locked, joined, kind)
    locked.save()


@transaction.atomic
def keep_rows(*, by: Any, row: RecordImport, numbers: Collection[int]) -> None:
    """Say which of the rows that seem to be no records are some all the same."""
    locked = _waiting(row, by)
    locked.preview = None
    locked.note_found(kept=sorted(numbers))
    locked.save(update_fields=["notes", "preview"])


@transaction.atomic
def leave_out(*, by: Any, row: RecordImport, choices: left.Choices) -> None:
    """Say which rows and cells do not come in."""
    locked = _waiting(row, by)
    choices.keep(locked)
    locked.preview = None
    locked.save(update_fields=["notes", "preview"])


@transaction.atomic
def answer(*, by: Any, row: RecordImport, said: dict[str, dict[str, Any]]) -> None:
    """Say what unknown words mean; kept for the next file."""
    locked = _waiting(row, by)
    for column, meant in said.items():
        locked.answers[column] = {**locked.answers.get(column, {}), **meant}
    locked.preview = None
    locked.save(update_fields=["answers", "preview"])


@transaction.atomic
def forget(*, by: Any, row: RecordImport, words: Iterable[tuple[str, str]]) -> None:
    """Take back what words of columns mean: here, and for the next file of any kind."""
    locked = _waiting(row, by)
    answers.forget(locked, kind_of(locked), words)
    locked.preview = None
    locked.save(update_fields=["answers", "notes", "preview"])


@large.transaction()
def look(*, by: Any, row: RecordImport) -> str:
    """Work out what it would change, what is wrong or what has to be asked; gives its state.

    Raises Over.
    """
    locked = _waiting(row, by)
    kind = kind_of(locked)
    check = checking.Check(locked, kind, scope_of(locked, kind, by))
    _remember(locked, _work_out(check, locks=False))
    return locked.state


def write(*, by: Any, row: RecordImport, seen: str, level: str) -> RecordImport:
    """Write all of it. ``seen`` is the key of the preview that was confirmed.

    Raises MovedOn where it would do something else by now, NotTold and Over; then nothing is
    written.
    """
    with _noted(row), large.transaction():
        locked = _waiting(row, by)
        kind = kind_of(locked)
        scope = scope_of(locked, kind, by)
        offered = [value for value, *_ in kind.levels(scope)]
        if offered and level not in offered:
            raise NotTold
        before, before_key = locked.preview, locked.preview_key
        check = checking.Check(locked, kind, scope)
        made = _work_out(check, locks=True)
        _remember(locked, made)
        if made == before and seen == before_key and locked.state == READY:
            locked.level = level if offered else ""
            try:
                with transaction.atomic():
                    _carry_out(check)
            except ValidationError as problem:  # a number was given to another body meanwhile
                raise MovedOn from problem
            return locked
    raise MovedOn


@contextmanager
def _noted(row: RecordImport) -> Iterator[None]:
    """Note meanwhile that it is written or taken back: the note stays where that is cut off.

    All else that the work does is of one transaction, of which then nothing is left. Where it is
    done, the same transaction takes the note away: what was cut off after it was not cut off.
    """
    note = RecordImport.objects.filter(pk=row.pk)
    note.update(began_at=timezone.now())
    try:
        yield
    except (OperationalError, InterfaceError):  # the database went away, or ended it
        raise
    except Exception:
        note.update(began_at=None)
        raise
    note.update(began_at=None)


def _carry_out(check: checking.Check) -> None:
    row, scope = check.row, check.scope
    with history.context(user=scope.user.pk, imported=row.pk, file=row.file_name):
        new_bodies.add(row, scope)
        writing.write(row, check.kind, scope, check.filled)
        if row.programme_id:
            row.note_found(**{WROTE_AT: writing.places_written()})
    if check.kind.counted_by:
        column = check.kind.column(check.kind.counted_by)
        keep_lines(row, check.at.get(column.key), column)
    row.file_rows.exclude(number__in=row.left_rows.values("number")).delete()
    row.read_rows.all().delete()
    row.imported_at, row.began_at = timezone.now(), None
    row.save(update_fields=["imported_at", "level", "began_at", "notes"])


def _forget_rows(row: RecordImport) -> None:
    for rows in (row.file_rows, row.read_rows, row.left_rows):
        rows.all().delete()


def _work_out(check: checking.Check, *, locks: bool) -> dict[str, Any]:
    row, kind = check.row, check.kind
    Progress(row.pk).say("wait", 0, row.rows)
    with connection.cursor() as cursor:
        # Of two files for one list, the second sees what the first has made
        for place in sorted(check.scope.roots):
            name = f"record import {place} {row.kind}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    checked = check.run()
    if checked.problems:
        problems = [[problem.where, problem.message] for problem in checked.problems]
        return {"state": REFUSED, "problems": problems}
    Progress(row.pk).say("compare", 0, row.rows)
    matching.match(check)
    if checked.questions:
        order = [column.key for column in kind.columns]
        asked = sorted(checked.questions.values(), key=lambda q: (order.index(q.column), q.level))
        questions = [question.as_json for question in asked]
        return {"state": ASKED, "questions": questions, **_left_out(check)}
    left.drop_rows(row)
    with connection.cursor() as cursor:
        sorted_out = kind.sort_out(cursor, check.scope)
    remarks = [*check.reading.remarks(), *sorted_out]
    if kind.rests_on and sorted_out:
        left.note_sorted_out(row, "is recorded for another place, or is not for this place")
    matching.compare(kind, check.scope, locks=locks)
    made = preview(row, kind, check.scope) | {"remarks": remarks, "read_by": check.reading.by}
    with connection.cursor() as cursor:
        found = kind.unusual(cursor, check.scope)
        made["unusual"] = [
            [row.where(number, check.at.get(key), kind.noun), text] for number, key, text in found
        ]
    made |= _left_out(check)
    if made["new"] or made["changed"] or made["references"]:
        return made | {"state": READY}
    return made | {"state": REFUSED if made["out"] else SAME}


def _left_out(check: checking.Check) -> dict[str, Any]:
    """What does not come in, by kind, and how many rows because something is wrong in them."""
    faults = left.groups(check.row, check.kind)
    return {
        "faults": [group for group in faults if group["kind"] != left.ASIDE],  # named above
        "out": left.count_out(check.row),
        "can_change": any(group["may_be_empty"] for group in faults),
        "may_be_wrong": any(group["may_be_wrong"] for group in faults),
    }


def _remember(row: RecordImport, made: dict[str, Any]) -> None:
    """Keep what was worked out, as JSON gives it back."""
    row.preview = json.loads(json.dumps(made))
    row.new, row.changed, row.same, row.held = (
        made.get(name, 0) for name in ("new", "changed", "same", "held")
    )
    row.save(update_fields=["preview", "notes", "reading", "new", "changed", "same", "held"])


def _waiting(row: RecordImport, by: Any) -> RecordImport:
    """The import, to be changed by nobody else meanwhile. Raises Over."""
    rows = RecordImport.objects.select_for_update(of=("self",)).select_related("place", "programme")
    locked = rows.filter(pk=row.pk, imported_at=None).first()
    if locked is None:
        raise Over
    if not can_finish(by, locked):
        raise PermissionDenied
    return locked


def undo(*, by: Any, row: RecordImport) -> RecordImport:
    """Take an import back as far as nobody has changed its records since. Raises Over."""
    with _noted(row), large.transaction():
        rows = RecordImport.objects.select_for_update(of=("self",)).select_related(
            "place", "programme"
        )
        locked = rows.filter(pk=row.pk, imported_at__isnull=False, undone_at=None).first()
        if locked is None:
            raise Over
        if not can_undo(by, locked):
            raise PermissionDenied
        _take_back(locked, by)
    return locked


def _take_back(row: RecordImport, by: Any) -> None:
    kind = kind_of(row)
    Progress(row.pk).say("undo", 0, row.new + row.changed)
    undoing.lock(row, kind)
    stayed = undoing.find_untouched(row, kind)
    with history.context(user=by.pk, undone_import=row.pk, file=row.file_name):
        undoing.take_back(row, kind)
        new_bodies.take_back(row)
    row.records.exclude(object_id__in=stayed).delete()
    row.undone_at, row.undone_by, row.stayed = timezone.now(), by, len(stayed)
    row.began_at = None
    row.save(update_fields=["undone_at", "undone_by", "stayed", "began_at", "notes"])


def would_stay(row: RecordImport) -> list[int]:
    """The records that an undo would leave: somebody has changed them since, or added to them."""
    with large.transaction():
        stayed = undoing.find_untouched(row, kind_of(row))
        transaction.set_rollback(True)
    return stayed


@large.transaction()
def discard(*, by: Any, row: RecordImport) -> None:
    """Forget a file that was not imported, with the sheets that nobody turned to. Raises Over."""
    locked = _waiting(row, by)
    for each in (locked, *sheets.still_aside(locked)):
        _forget_rows(each)
        each.delete()


@large.transaction()
def forget_unimported() -> int:
    """Forget files that nobody imported for a week; gives their number.

    One that somebody works on just now stays. Rows that did not come in with the others go too.
    """
    waiting = RecordImport.objects.waiting().filter(sent_at__lt=timezone.now() - KEPT)
    old = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
    done = RecordImport.objects.done().filter(imported_at__lt=timezone.now() - KEPT)
    came_back = LeftOut.objects.filter(record_import__in=done.values("pk")).values("record_import")
    for pk in [*old, *came_back.order_by().distinct().values_list("record_import", flat=True)]:
        for rows in (ImportRow, ReadRow, LeftOut):
            rows.objects.filter(record_import=pk).delete()
    return RecordImport.objects.filter(pk__in=old).delete()[0]


def imported_by(row: RecordImport) -> list[int]:
    """The numbers of the records that an import made or changed, the first of them first."""
    rows = ImportedRecord.objects.filter(record_import=row).order_by("number")
    return list(rows.values_list("object_id", flat=True)[:200])
