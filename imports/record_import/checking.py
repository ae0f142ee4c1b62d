"""Every row of a file read as its columns say, into a table that lives as long as the transaction.

Rows are taken in slices, so that a long file takes no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from imports.models import RecordImport
from imports.record_import.aside import left_out
from imports.record_import.cells import UNKNOWN, Cells
from imports.record_import.names import Question, TooManyNames, find_names, known_in, offer
from imports.record_import.orders import orders_of
from imports.record_import.progress import Progress
from imports.record_import.reading import Reading
from interface.exports import FORMULA
from records.files.tables import Problem
from registry.import_dates import ORDER, Day
from registry.import_readers import Known, plain
from registry.imported import ImportColumn, ImportFormat, Row, Scope

SLICE = 2_000
NAMED = 100  # problems that are named singly
MOST_QUESTIONS = 40
LONGEST_REFERENCE = 100


@dataclass
class Checked:
    """What is wrong in a file, with the first problems named, and what has to be asked."""

    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    questions: dict[tuple[str, str], Question] = field(default_factory=dict)

    def add(self, where: str, message: str) -> None:
        """One more problem."""
        self.count += 1
        if len(self.problems) < NAMED:
            self.problems.append(Problem(where, message))


class Check:
    """Goes through the rows of one file."""

    def __init__(self, row: RecordImport, kind: ImportFormat, scope: Scope) -> None:
        self.row, self.kind, self.scope = row, kind, scope
        self.checked = Checked()
        self.columns = [
            (int(at), kind.column(key).under(row.head[int(at)]))
            for at, key in row.columns.items()
            if key in _keys(kind)
        ]
        self.at = {column.key: at for at, column in self.columns}
        self.known: dict[str, Known] = {}
        self.several: dict[str, Any] = {}
        self.cells: list[Cells] = []
        self.unusable: set[tuple[int, int]] = set()  # cells that are told already
        self.aside = left_out(row, kind)  # rows that are no records
        self.reading = Reading(row, kind, scope)

    @property
    def filled(self) -> dict[str, set[str]]:
        """Which columns the rows fill: of the record, and of its parts by their names."""
        return self.reading.filled

    def run(self) -> Checked:
        """Read all rows into ``import_row``; gives what is wrong and what is to be asked."""
        Progress(self.row.pk).say("check", 0, self.row.rows)
        self._cells_that_cannot_be_used()
        if not self._learn_names():
            return self.checked
        is_kept = self.reading.is_kept(self.known)
        if self.checked.count or not is_kept:
            self._read_all()
        if not (self.checked.count or self.checked.questions):
            self.reading.finish()
        self._ask()
        return self.checked

    def _learn_names(self) -> bool:
        """Find out what the names in the columns mean; False where there are too many of them."""
        find_names(self.row, self.columns)
        for at, column in self.columns:
            try:
                known, several = known_in(self.row, at, column, self.scope)
            except TooManyNames:
                head = self.row.where(self.row.head_row, at, self.kind.noun)
                self.checked.add(head, "holds too many different names. Match another column")
                return False
            before = self.known.get(column.key, Known())
            several = {**self.several.get(column.key, {}), **several}
            self.known[column.key] = Known({**before.meant, **known.meant}, several)
            self.several[column.key] = several
        self._learn_orders()
        self.cells = [Cells(at, column, self.known[column.key]) for at, column in self.columns]
        for column in self.kind.columns:
            if column.if_empty and column.key not in self.known:
                self.known[column.key] = Known(self.row.answers.get(column.key, {}))
                self.cells.append(Cells(None, column, self.known[column.key]))
        return True

    def _learn_orders(self) -> None:
        """Find out whether the day or the month comes first in dates, where the file tells it."""
        dates = {at: column.key for at, column in self.columns if isinstance(column.reads, Day)}
        for key, order in orders_of(self.row, dates).items():
            self.known[key] = Known({**self.known[key].meant, ORDER: order})

    def _read_all(self) -> None:
        self.reading.begin()
        progress = Progress(self.row.pk)
        for done, rows in self._slices():
            progress.say("check", done, self.row.rows)
            made = [self._read(*row) for row in rows if row[0] not in self.aside]
            if not (self.checked.count or self.checked.questions):
                # Else nothing will be written: only what else is wrong is looked for
                self.reading.add(made)

    def where(self, number: int, key: str = "", called: str = "") -> str:
        """The address of a row, or of its cell in the column of this key."""
        return self.row.where(number, self.at.get(key), self.kind.noun, called)

    def _cells_that_cannot_be_used(self) -> None:
        used = {at for at, _ in self.columns}
        for number, at, text in self.row.unusable:
            if number not in self.aside and (at is None or at in used):
                where = self.row.where(number, at, self.kind.noun) if number else ""
                self.checked.add(where, text)
                if at is not None:
                    self.unusable.add((number, at))

    def _slices(self) -> Iterator[tuple[int, list[tuple[int, list[str]]]]]:
        last, done = 0, 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT number, cells FROM imports_importrow "
                    "WHERE record_import_id = %s AND number > %s ORDER BY number LIMIT %s",
                    [self.row.pk, last, SLICE],
                )
                rows = cursor.fetchall()
            if not rows:
                return
            yield done, rows
            last, done = rows[-1][0], done + len(rows)

    def _read(self, number: int, cells: list[str]) -> Row:
        row, width = Row(number, self.scope.place.pk), len(cells)
        for each in self.cells:
            text = cells[each.at] if each.at is not None and each.at < width else ""
            if text[:1] == "'":
                text = unmarked(text)
            if text and each.is_empty(text):
                text = ""
            if text:
                row.texts[each.column.key] = text
                self._put(row, each, text)
            elif each.column.is_needed:
                self._missing(row, each)
        if not (row.problems or row.is_left_out):
            self.kind.finish(row, self.scope)
            for key, text in row.unknown:
                self._unknown(row, self.kind.column(key), text)
        for key, message in row.problems:
            called = row.texts.get(self.kind.named_by, "")
            self.checked.add(self.where(number, key, called), message)
        return row

    def _put(self, row: Row, cell: Cells, text: str) -> None:
        said = cell.read(text)
        if said.less:
            self.reading.note_less(cell.column.label, text, said.less)
        if said is UNKNOWN:
            self._unknown(row, cell.column, text)
        elif said.problem:
            row.problems.append((cell.column.key, said.problem))
        else:
            cell.put(row, said)

    def _missing(self, row: Row, cell: Cells) -> None:
        """A cell that each row needs is empty, or holds what was told already."""
        if (row.number, cell.at) in self.unusable:
            row.is_left_out = True
            return
        column = cell.column
        if column.left_if_empty:
            row.leave_out(column.left_if_empty)
            return
        if column.if_empty:
            self._put(row, cell, "")
            # Of a record that is there an empty cell changes nothing
            if column.fills in row.values:
                row.fresh[column.fills] = row.values.pop(column.fills)
            return
        message = f"is empty. Each row needs “{column.label}”"
        row.problems.append((column.key, message))

    def _unknown(self, row: Row, column: ImportColumn, text: str) -> None:
        known = self.known[column.key].meant
        each = getattr(column.reads, "each", lambda whole: (whole,))
        about = column.reads.asked_as(text)
        for name in each(text):
            key = (column.key, about or plain(name))
            if key[1] in known:
                continue
            if question := self.checked.questions.get(key):
                question.count += 1
            elif len(self.checked.questions) < MOST_QUESTIONS:
                question = Question(column.key, name[:200], row.number, about=about)
                self.checked.questions[key] = question
            else:
                row.problems.append((column.key, f"“{name[:60]}” is not known here"))

    def _ask(self) -> None:
        for (key, _), question in self.checked.questions.items():
            offer(question, self.kind.column(key), self.scope, self.several.get(key, {}))


def unmarked(text: str) -> str:
    """A cell without the mark that our own files put before what a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def _keys(kind: ImportFormat) -> set[str]:
    return {column.key for column in kind.columns}
