"""The sheets of a file: each waits as an import of its own, and the likeliest is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from imports.record_import.models import RecordImport
from registry.imported import NOTE, ImportFormat

EXPLAINS = "What the columns mean"  # the sheet that files of ours have beside their rows
ALIKE = 0.6  # of as many known headings: then the longer sheet is meant


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file, as it is listed: its import, and whether it is the one that is shown."""

    record_import: RecordImport
    is_here: bool
    is_hidden: bool


def proposed(rows: list[RecordImport], kind: ImportFormat) -> RecordImport:
    """The sheet that is probably meant: one with all headings that the kind needs, that is shown.

    Of several with nearly as many known headings it is the longest.
    """
    needed = {column.key for column in kind.columns if column.must_be_matched}

    def likeliness(row: RecordImport) -> tuple[bool, bool, bool]:
        fits = bool(row.columns) and needed <= set(row.columns.values())
        is_list = len(row.head) < 2 or row.sheet == EXPLAINS
        return fits and not row.found["is_hidden"], fits, not (row.found["is_hidden"] or is_list)

    best = max(map(likeliness, rows))
    likely = [row for row in rows if likeliness(row) == best]
    most = max(map(_known, likely))
    return max((row for row in likely if _known(row) >= ALIKE * most), key=lambda row: row.rows)


def _known(row: RecordImport) -> int:
    """How many of its headings are known."""
    return sum(key != NOTE for key in row.columns.values())


def set_apart(rows: list[RecordImport], kind: ImportFormat) -> RecordImport:
    """Note in each sheet which others there are; gives the one that is proposed."""
    chosen = proposed(rows, kind)
    if len(rows) > 1:
        for row in rows:
            row.note_found(sheets=[each.pk for each in rows], is_aside=row is not chosen)
            row.save(update_fields=["notes"])
    return chosen


def sheets_of(row: RecordImport) -> list[Sheet]:
    """The sheets of its file, those that are not hidden first; none where it has only one."""
    numbers = row.found.get("sheets", ())
    if not numbers:
        return []
    rows = RecordImport.objects.filter(pk__in=numbers, by=row.by_id).select_related(
        "place", "programme"
    )
    listed = [Sheet(each, each.pk == row.pk, each.found["is_hidden"]) for each in rows]
    return sorted(listed, key=lambda sheet: (sheet.is_hidden, sheet.record_import.pk))


def still_aside(row: RecordImport) -> QuerySet[RecordImport]:
    """The sheets of its file that nobody has turned to."""
    rows = RecordImport.objects.filter(pk__in=row.found.get("sheets", ()), by=row.by_id)
    return rows.aside().exclude(pk=row.pk)
