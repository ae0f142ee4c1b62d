"""What of a file does not come in: which rows and cells, why, and what the person said of them.

A row in which something is wrong stays out, and comes back in a file with the reason beside it. A
cell that cannot be used may be left out of its row instead, by itself or with all of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from imports.models import LeftOut
from imports.record_import.models import LONGEST_CALLED, RecordImport
from interface.words import capitalised, shortened
from registry.imported import ImportColumn, ImportFormat

WHY = "Why it did not come in"  # the column of the file that comes back
# What is wrong with a cell, or between cells or rows
UNREAD, UNUSABLE, UNKNOWN, UNPLACED = "unread", "unusable", "unknown", "unplaced"
EMPTY, RULE, TWICE, BARRED = "empty", "rule", "twice", "barred"
# Rows that nothing is wrong with: seemingly no records, left out by the person or by an answer,
# for places elsewhere, for a whole country
ASIDE, CHOSEN, ANSWERED = "aside", "chosen", "answered"
ELSEWHERE, WHOLE = "elsewhere", "whole"
NOTHING_WRONG = (ASIDE, CHOSEN, ANSWERED, ELSEWHERE, WHOLE)
RULED = "ruled"  # by a rule of the kind of file, which is what they are all called by
CELLS = frozenset({UNREAD, UNUSABLE, UNKNOWN, UNPLACED})  # of which a cell alone can be left out
SAID = {
    UNREAD: "{} cannot be read",
    UNUSABLE: "{} cannot be used",
    UNKNOWN: "{} is not known here",
    UNPLACED: "{} is not a place that we know",
    EMPTY: "{} is empty",
    RULE: "{} does not fit the rest",
    BARRED: "Places where you may not add these",
    TWICE: "We can’t tell which record it is",
    ASIDE: "Headings and totals",
    CHOSEN: "Left out by you",
    ANSWERED: "Left out by your answers",
    ELSEWHERE: "For other places",
    WHOLE: "For a whole country",
    RULED: "{}",
}
SHOWN = 4
_COPIED = "record_import_id, number, at, kind, text, is_out, is_read"


@dataclass(frozen=True)
class Choices:
    """What the person said: rows and cells to leave out, the kinds of faults of which only the
    cell is, and rows that a rule wrongly leaves out."""

    rows: frozenset[int] = frozenset()
    cells: frozenset[tuple[int, int]] = frozenset()
    kinds: frozenset[str] = frozenset()
    wanted: frozenset[int] = frozenset()

    @classmethod
    def of(cls, row: RecordImport) -> Choices:
        """Those of an import."""
        said = row.found.get("left", {})
        cells = ((number, at) for number, at in said.get("cells", ()))
        rows, kinds, wanted = (
            frozenset(said.get(name, ())) for name in ("rows", "kinds", "wanted")
        )
        return cls(rows, frozenset(cells), kinds, wanted)

    def keep(self, row: RecordImport) -> None:
        """Note them in the import; it is saved with its notes."""
        names = ("rows", "cells", "kinds", "wanted")
        row.note_found(left={name: sorted(getattr(self, name)) for name in names})


def kind_of(key: str, sort: str) -> str:
    """What faults of one column and of one sort are called."""
    return f"{key}:{sort}"


def may_be_empty(column: ImportColumn | None, sort: str) -> bool:
    """Whether a row may come in without the cell that is at fault."""
    return sort in CELLS and column is not None and not column.is_needed


def may_be_wrong(name: str, kind: ImportFormat) -> bool:
    """Whether rows may be left out so wrongly, and come in where the person says it."""
    return name in {kind_of(rule, RULED) for rule in kind.perhaps_wrong}


@dataclass
class Left:
    """Writes down what is left out, some rows together."""

    row: RecordImport
    is_read: bool = True
    waiting: list[tuple[Any, ...]] = field(default_factory=list)

    def begin(self) -> None:
        """Forget what was found between rows; what was found as they were read, with them."""
        found = self.row.left_rows.all()
        (found if self.is_read else found.filter(is_read=False)).delete()

    def add(
        self, number: int, at: int | None, kind: str, text: str, *, is_out: bool = True
    ) -> None:
        """One more row or cell, with the reason."""
        self.waiting.append((self.row.pk, number, at, kind, text, is_out, self.is_read))

    def flush(self) -> None:
        """Keep what waits."""
        if not self.waiting:
            return
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY imports_leftout ({_COPIED}) FROM STDIN") as copy,
        ):
            for each in self.waiting:
                copy.write_row(each)
        self.waiting.clear()


def drop_rows(row: RecordImport) -> None:
    """Take rows that stay out from ``import_row``. Of each is noted why."""
    if not row.left_rows.filter(is_out=True).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM import_row WHERE is_out OR number IN "
            "(SELECT number FROM imports_leftout WHERE record_import_id = %s AND is_out)",
            [row.pk],
        )


def note_sorted_out(row: RecordImport, text: str) -> None:
    """Note the rows that were read and are in ``import_row`` no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO imports_leftout ({_COPIED}) "  # noqa: S608 - our own words
            "SELECT record_import_id, number, NULL, %s, %s, true, false FROM imports_readrow read "
            "WHERE record_import_id = %s AND NOT EXISTS (SELECT 1 FROM import_row WHERE "
            "import_row.number = read.number) AND NOT EXISTS (SELECT 1 FROM imports_leftout out "
            "WHERE out.record_import_id = read.record_import_id AND out.number = read.number "
            "AND out.is_out)",
            [ELSEWHERE, text, row.pk],
        )


GROUPS = """
SELECT kind, count(DISTINCT number), bool_or(is_out), count(*) > 1 AND min(text) = max(text),
  array_agg(id ORDER BY id) FILTER (WHERE turn <= %s)
FROM (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY id) AS turn
  FROM imports_leftout WHERE record_import_id = %s) each
GROUP BY kind ORDER BY min(id)
"""


def groups(row: RecordImport, kind: ImportFormat) -> list[dict[str, Any]]:
    """All that is left out, by kind: how many rows, the first of them, what can be chosen. A reason
    that all of several have is ``said_once``."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, [SHOWN, row.pk])
        found = cursor.fetchall()
    first = LeftOut.objects.in_bulk([pk for *_, pks in found for pk in pks])
    titles = _titles(row, kind, {each.number for each in first.values()})
    return [
        {
            **_said(name, kind),
            "kind": name,
            "count": count,
            "is_out": is_out,
            "said_once": first[pks[0]].text if is_one_reason else "",
            "sample": [_shown(row, kind, first[pk], titles) for pk in pks],
        }
        for name, count, is_out, is_one_reason, pks in found
    ]


def _said(name: str, kind: ImportFormat) -> dict[str, Any]:
    key, _, sort = name.rpartition(":")
    column = next((column for column in kind.columns if column.key == key), None)
    called = capitalised(key) if sort == RULED else f"“{column.label if column else 'A row'}”"
    words = SAID[sort].format(called)
    in_note = kind.has_notes and sort == UNREAD
    without = "with that cell as a note" if in_note else "without that cell"
    is_fault = sort not in (*NOTHING_WRONG, RULED)
    return {
        "title": words,
        "is_fault": is_fault,
        "may_be_empty": may_be_empty(column, sort),
        "may_be_wrong": may_be_wrong(name, kind),
        "as_what": "not placed" if sort == UNPLACED else without,
    }


def _titles(row: RecordImport, kind: ImportFormat, numbers: set[int]) -> dict[int, str]:
    """What the file calls the records of these rows."""
    at = next((int(at) for at, key in row.columns.items() if key == kind.named_by), None)
    if at is None or not numbers:
        return {}
    rows = row.file_rows.filter(number__in=numbers).values_list("number", "cells")
    return {number: cells[at] for number, cells in rows if at < len(cells)}


def _shown(row: RecordImport, kind: ImportFormat, each: Any, titles: dict[int, str]) -> list[Any]:
    title = titles.get(each.number, "")
    where = row.where(each.number, each.at, kind.noun, title)
    if title and each.at is None and not row.is_objects:
        where = f"{where}, “{shortened(title, LONGEST_CALLED)}”"
    return [each.number, where, each.text]


def at_fault(row: RecordImport) -> QuerySet[LeftOut]:
    """What of rows is noted that stay out because something is wrong in them."""
    rows = row.left_rows.filter(is_out=True).exclude(kind__in=NOTHING_WRONG)
    return rows.exclude(kind__endswith=kind_of("", RULED)).order_by()


def count_out(row: RecordImport) -> int:
    """How many rows stay out because something is wrong in them."""
    return at_fault(row).values("number").distinct().count()


COMES_BACK = """
SELECT file.cells, string_agg(CASE WHEN out.is_out THEN '' ELSE 'Without the cell of ' END
  || coalesce((sent.head ->> out.at) || ': ', '') || out.text, '; ' ORDER BY out.id)
FROM imports_leftout out JOIN imports_importrow file USING (record_import_id, number)
JOIN imports_recordimport sent ON sent.id = record_import_id
WHERE record_import_id = %s GROUP BY file.number, file.cells ORDER BY file.number
"""


def comes_back(row: RecordImport) -> Iterator[list[str]]:
    """The rows that did not come in, or not whole, as the file has them, with the reason beside."""
    width = len(row.head)
    yield [*row.head, WHY]
    with connection.cursor() as cursor:
        cursor.execute(COMES_BACK, [row.pk])
        while some := cursor.fetchmany(2_000):
            for cells, why in some:
                yield [*cells, *[""] * (width - len(cells)), why]
