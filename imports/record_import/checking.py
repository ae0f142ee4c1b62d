"""Every row of a file read as its columns say, into a table that lives as long as the transaction.

Rows are taken in slices, so that a long file takes no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from imports.models import RecordImport
from imports.record_import import left
from imports.record_import.again import note_again
from imports.record_import.answers import sure_words
from imports.record_import.aside import asides_of, left_out
from imports.record_import.cells import UNKNOWN, Cells, Said
from imports.record_import.lines import lines_told
from imports.record_import.names import (
    Question,
    TooManyNames,
    find_names,
    known_in,
    offer,
    words_in,
)
from imports.record_import.orders import orders_of
from imports.record_import.progress import Progress
from imports.record_import.reading import Reading
from imports.record_import.turns import turns_of
from interface.exports import FORMULA
from records.files.tables import Problem
from registry.import_dates import ORDER, Day
from registry.import_readers import WHOLE_COUNTRY, Known, plain
from registry.imported import (
    FILLED,
    FROM_TRACKER,
    NOTE,
    PLACE,
    ImportColumn,
    ImportFormat,
    Row,
    Scope,
)

SLICE = 2_000
MOST_QUESTIONS = 40
LONGEST_NOTE = 4_000


@dataclass
class Checked:
    """What is wrong with a file as a whole, and what has to be asked of it."""

    problems: list[Problem] = field(default_factory=list)
    questions: dict[tuple[str, str], Question] = field(default_factory=dict)


class Check:
    """Goes through the rows of one file."""

    def __init__(self, row: RecordImport, kind: ImportFormat, scope: Scope) -> None:
        self.row, self.kind, self.scope = row, kind, scope
        self.has_notes = kind.has_notes
        self.checked = Checked()
        self.columns = [
            (int(at), kind.column(key).under(row.head[int(at)]))
            for at, key in row.columns.items()
            if key in _keys(kind)
        ]
        self.at = {column.key: at for at, column in self.columns}
        self.known: dict[str, Known] = {}
        self.several: dict[str, Any] = {}
        self.shared: set[str] = set()  # columns with names that several records have
        self.sure: dict[str, dict[str, Any]] = {}  # words that are read as a choice
        self.cells: list[Cells] = []
        self.untold: dict[int, str] = {}
        self.unusable: dict[tuple[int, int], str] = {}
        self.turns: dict[int, int] = {}
        note_again(row, kind)
        self.aside = left_out(row, kind)  # rows that are no records
        self.chosen = left.Choices.of(row)
        self.left = left.Left(row)
        self.reading = Reading(row, kind, scope)

    @property
    def filled(self) -> dict[str, set[str]]:
        """Which columns the rows fill: of the record, and of its parts by their names."""
        return self.reading.filled

    def run(self) -> Checked:
        """Read all rows into ``import_row``; gives what is wrong with the file, and what to ask."""
        Progress(self.row.pk).say("check", 0, self.row.rows)
        self._cells_that_cannot_be_used()
        if self.checked.problems or not self._learn_names():
            return self.checked
        if not self.reading.is_kept(self.known):
            self._read_all()
        self.reading.finish(is_whole=not self.checked.questions)
        self.scope.kept[FILLED] = self.filled["fresh"]
        self.row.note_found(used=self._answers_used(), sure=self.sure)
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
                text = "holds too many different names. Match another column"
                self.checked.problems.append(Problem(head, text))
                return False
            before = self.known.get(column.key, Known())
            several = {**self.several.get(column.key, {}), **several}
            if sure := sure_words(self.row, at, column, known):
                self.sure[column.key] = sure
            self.known[column.key] = Known({**before.meant, **sure, **known.meant}, several)
            self.several[column.key] = several
        self.shared = {key for key, several in self.several.items() if several}
        self._learn_orders()
        told_by = self.kind.sector_by  # read first: what other columns ask rests on it
        ordered = sorted(self.columns, key=lambda one: one[1].key != told_by)
        is_bare = not (self.has_notes or self.unusable or self.chosen.cells)
        self.cells = [
            Cells(at, column, self.known[column.key], is_bare and column.key not in self.shared)
            for at, column in ordered
        ]
        for column in self.kind.columns:
            if column.if_empty and column.key not in self.known:
                self.known[column.key] = Known(self.row.answers.get(column.key, {}))
                self.cells.append(Cells(None, column, self.known[column.key]))
        return True

    def _answers_used(self) -> dict[str, list[str]]:
        """Which answers words of this file have, of those that are remembered too."""
        made = {}
        for at, column in self.columns:
            if answers := self.row.answers.get(column.key):
                made[column.key] = words_in(self.row, at, column, answers)
        return {key: words for key, words in made.items() if words}

    def _learn_orders(self) -> None:
        """Find out whether the day or the month comes first in dates, where the file tells it."""
        dates = {at: column.key for at, column in self.columns if isinstance(column.reads, Day)}
        for key, order in orders_of(self.row, dates).items():
            self.known[key] = Known({**self.known[key].meant, ORDER: order})

    def _read_all(self) -> None:
        self.reading.begin()
        self.left.begin()
        for aside in asides_of(self.row, self.kind):
            if not aside.is_kept:
                self.left.add(aside.number, None, left.ASIDE, f"seems to be {aside.called}")
        progress = Progress(self.row.pk)
        self.cells.sort(key=lambda cell: cell.column.key != PLACE)  # others may be told by it
        at = self.at.get(self.kind.counted_by)
        told = lines_told(self.row, at)
        self.turns, self.untold = turns_of(self.row, at) | told.turns, told.untold
        for done, rows in self._slices():
            progress.say("check", done, self.row.rows)
            for number, cells in rows:
                if number not in self.aside and (row := self._read(number, cells)).is_whole:
                    self.reading.add(row)
            self.reading.flush()
            self.left.flush()

    def _cells_that_cannot_be_used(self) -> None:
        used = {at for at, _ in self.columns}
        for number, at, text in self.row.unusable:
            if number in self.aside or (at is not None and at not in used):
                continue
            if number and at is not None:
                self.unusable[number, at] = text
            else:
                where = self.row.where(number, at, self.kind.noun) if number else ""
                self.checked.problems.append(Problem(where, text))

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
        row, width = Row(number, self.scope.at, self.known), len(cells)
        row.turn = self.turns.get(number, 1)
        row.is_wanted = number in self.chosen.wanted
        if number in self.chosen.rows:
            row.is_left_out = True
            self.left.add(number, None, left.CHOSEN, "left out by you")
            return row
        for each in self.cells:
            text = cells[each.at] if each.at is not None and each.at < width else ""
            if text and each.is_bare and (said := each.sounds.get(text) or each.sound(text)):
                row.texts[each.key] = text  # as most are
                each.put(row, said)
                continue
            if text or self.unusable:
                text = self._usable(row, each, text)
            if text:
                row.texts[each.column.key] = text
                self._put(row, each, text)
            elif each.column.is_needed:
                self._missing(row, each)
        if row.is_left_out:
            self._note_left(row, left.ANSWERED, "left out, as you answered")
        elif not row.lacks:
            self._finish(row)
        if row.notes:
            row.parts[NOTE] = [{"text": text} for text in in_notes(row.notes)]
        return row

    def _usable(self, row: Row, cell: Cells, text: str) -> str:
        """What a cell says that is not left out; empty where it says nothing."""
        if text[:1] == "'":
            text = unmarked(text)
        if text and text not in cell.remembered and cell.is_empty(text):
            row.blank |= {cell.column.key}
            text = ""
        if (self.unusable or self.chosen.cells) and self._is_passed_over(row, cell, text):
            return ""
        return text

    def _is_passed_over(self, row: Row, cell: Cells, text: str) -> bool:
        """Whether a cell cannot be used, or is left out by the person; then that is noted."""
        if cell.at is None:
            return False
        at = (row.number, cell.at)
        if wrong := self.unusable.get(at):
            self._fault(row, cell.column.key, left.UNUSABLE, wrong, cell.at)
            return True
        if not text or cell.column.is_needed or at not in self.chosen.cells:
            return False
        self.left.add(*at, left.CHOSEN, f"“{text[:60]}” left out by you", is_out=False)
        return True

    def _finish(self, row: Row) -> None:
        """Make of it what its kind makes of a row, and note what is wrong in that."""
        self.kind.finish(row, self.scope)
        if row.is_left_out:
            self._note_left(row, left.ELSEWHERE, "is not for this place")
            return
        if row.unplaced:
            key, why = row.unplaced
            self._fault(row, key, left.UNPLACED, why)
        if untold := self.untold.get(row.number):
            self._fault(row, self.kind.counted_by, left.TWICE, untold)
        for key, text in row.unknown:
            self._unknown(row, self.kind.column(key), text)
        for key, message in row.problems:
            if key not in row.wrong:
                sort = left.BARRED if row.is_barred and key == PLACE else left.RULE
                self._fault(row, key, sort, message)

    def _note_left(self, row: Row, otherwise: str, text: str) -> None:
        """Nothing is wrong with a row that is left out; ``otherwise`` where nobody said why."""
        kind = left.ELSEWHERE if row.why_left else otherwise
        if row.why_left == WHOLE_COUNTRY:
            kind = left.WHOLE
        if row.is_ruled_out:
            kind = left.kind_of(row.why_left, left.RULED)
        self.left.add(row.number, None, kind, row.why_left or text)

    def _fault(self, row: Row, key: str, sort: str, message: str, at: int | None = None) -> None:
        """Something is wrong in a row: it stays out, or only the cell does."""
        kind, column = left.kind_of(key, sort), self.kind.column(key)
        at = self.at.get(key) if at is None else at
        is_cell = (self.has_notes and key == NOTE) or (
            left.may_be_empty(column, sort)
            and (kind in self.chosen.kinds or (row.number, at) in self.chosen.cells)
        )
        self.left.add(row.number, at, kind, message, is_out=not is_cell)
        row.wrong |= {key}
        row.is_out |= not is_cell
        row.lacks |= column.is_needed and sort in left.CELLS

    def _put(self, row: Row, cell: Cells, text: str) -> None:
        said = cell.read(text)
        told = self._told_by_place(row, cell, text) if cell.column.key in self.shared else None
        if told is not None:  # its place says which, whatever was answered of other rows
            said = Said(told, cell.column.reads.into(cell.column.fills, told))
        if said.less:
            self.reading.note_less(cell.column.label, text, said.less)
            self._keep_in_words(row, cell, text)
        if self.has_notes and cell.column.key == NOTE and said.value:
            self._keep_in_words(row, cell, said.value)
            return
        if said is UNKNOWN:
            self._unknown(row, cell.column, text)
        elif said.problem:
            self._fault(row, cell.column.key, left.UNREAD, said.problem, cell.at)
            self._keep_in_words(row, cell, text)  # where the row comes in without that cell
        else:
            cell.put(row, said)
            if not self.has_notes or cell.column.is_needed or said.less or not text:
                return
            if said.value is None or cell.drops_some(text, said.value):
                self._keep_in_words(row, cell, text)  # it was answered that none is meant

    def _told_by_place(self, row: Row, cell: Cells, text: str) -> int | None:
        """Which of several records of one name is meant, where each row says its place."""
        key = cell.column.key
        if not (found := self.several[key].get(plain(text))):
            return None
        return self.kind.told_by_place(row, self.scope, key, [pk for pk, _ in found])

    def _keep_in_words(self, row: Row, cell: Cells, text: str) -> None:
        """What no column takes is kept with its heading, where the kind keeps notes."""
        if self.has_notes and cell.at is not None:
            heading = self.row.head[cell.at] or f"Column {cell.at + 1}"
            row.notes += (f"{heading}: {text}",)

    def _missing(self, row: Row, cell: Cells) -> None:
        """A cell that each row needs is empty, or holds what was told already."""
        column = cell.column
        if cell.at is not None and (row.number, cell.at) in self.unusable:
            return
        if column.left_if_empty:
            row.leave_out(column.left_if_empty)
            return
        if column.if_empty:
            self._put(row, cell, "")
            # Of a record that is there an empty cell changes nothing
            if column.fills in row.values:
                row.fresh[column.fills] = row.values.pop(column.fills)
            return
        row.lacks = True
        self._fault(row, column.key, left.EMPTY, f"is empty. Each row needs “{column.label}”")

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
                row.is_asked |= column.is_needed
            elif len(self.checked.questions) < MOST_QUESTIONS:
                question = Question(column.key, name[:200], row.number, about=about)
                question.sector = row.first(self.kind.sector_by) or ""
                self.checked.questions[key] = question
                row.is_asked |= column.is_needed
            else:
                self._fault(row, column.key, left.UNKNOWN, f"“{name[:60]}” is not known here")

    def _ask(self) -> None:
        for (key, _), question in self.checked.questions.items():
            offer(question, self.kind.column(key), self.scope, self.several.get(key, {}))


def in_notes(said: Iterable[str]) -> list[str]:
    """What no column takes, in as many notes as it needs."""
    room, made, held = LONGEST_NOTE - len(FROM_TRACKER), [], ""
    for text in dict.fromkeys(said):
        joined = f"{held}; {text}" if held else text
        if len(joined) <= room:
            held = joined
            continue
        pieces = [text[at : at + room] for at in range(0, len(text), room)]
        made += [held, *pieces[:-1]]
        held = pieces[-1]
    return [FROM_TRACKER + text for text in (*made, held) if text]


def unmarked(text: str) -> str:
    """A cell without the mark that our own files put before what a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def _keys(kind: ImportFormat) -> set[str]:
    return {column.key for column in kind.columns}
