"""Every row of a file read as its columns say, into a table that lives as long as the transaction.

Rows are taken in slices, so that a long file takes no more memory than a short one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from interface.exports import FORMULA
from partnerships.import_readers import Known, Unknown, Unread, plain
from partnerships.imported import PLACE, REFERENCE, ImportColumn, Imported, Row, Scope
from partnerships.models import PlaceReach, RecordImport
from partnerships.record_import.names import Question, TooManyNames, known_in, offer
from partnerships.record_import.progress import Progress
from records.files.tables import Problem, Table

SLICE = 2_000
NAMED = 100  # problems that are named singly
MOST_QUESTIONS = 40
LONGEST_REFERENCE = 100
_json = json.JSONEncoder(check_circular=False).encode
ROWS = """
DROP TABLE IF EXISTS import_row;
CREATE TEMP TABLE import_row (
  number int, place_id bigint, reference text, key text,
  match text GENERATED ALWAYS AS (lower(btrim(regexp_replace(key, '\\s+', ' ', 'g')))) STORED,
  ours bigint, object_id bigint, was_version int DEFAULT 0,
  is_new bool NOT NULL DEFAULT true, held text DEFAULT '',
  said jsonb, only_new jsonb, fresh jsonb, parts jsonb, new_parts jsonb,
  before jsonb DEFAULT '{}', adds jsonb DEFAULT '{}', added jsonb DEFAULT '{}'
) WITH (fillfactor = 50) ON COMMIT DROP
"""


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

    def __init__(self, row: RecordImport, kind: Imported, scope: Scope) -> None:
        self.row, self.kind, self.scope = row, kind, scope
        self.checked = Checked()
        self.table = Table(row.sheet, row.head, [], is_plain=row.is_plain, head_row=row.head_row)
        self.columns = [
            (int(at), kind.column(key)) for at, key in row.columns.items() if key in _keys(kind)
        ]
        self.at = {column.key: at for at, column in self.columns}
        self.known: dict[str, Known] = {}
        self.several: dict[str, Any] = {}
        self.reach: dict[int, list[int]] = {}
        # Which columns the rows fill: of the record by what says so, of its parts by their names
        also = {name: set(columns) for name, columns in kind.also_fills.items()}
        self.filled: dict[str, set[str]] = {"said": set(), "only_new": set(), "fresh": set()} | also
        fields = kind.makes._meta.local_concrete_fields
        self.has_reach = any(field.name == "reach_ids" for field in fields)

    def run(self) -> Checked:
        """Read all rows into ``import_row``; gives what is wrong and what is to be asked."""
        self._cells_that_cannot_be_used()
        for at, column in self.columns:
            try:
                known, several = known_in(self.row, at, column, self.scope)
            except TooManyNames:
                head = self.table.where(self.row.head_row, at)
                self.checked.add(head, "holds too many different names. Match another column")
                return self.checked
            before = self.known.get(column.key, Known())
            self.known[column.key] = Known({**before.meant, **known.meant})
            self.several[column.key] = {**self.several.get(column.key, {}), **several}
        with connection.cursor() as cursor:
            cursor.execute(ROWS)
        progress = Progress(self.row.pk)
        for done, rows in self._slices():
            progress.say("check", done, self.row.rows)
            self._write([self._read(number, cells) for number, cells in rows])
        self._ask()
        return self.checked

    def where(self, number: int, key: str = "") -> str:
        """The address of a row, or of its cell in the column of this key."""
        return self.table.where(number, self.at.get(key))

    def _cells_that_cannot_be_used(self) -> None:
        used = {at for at, _ in self.columns}
        for number, at, text in self.row.unusable:
            if at is None or at in used:
                where = self.table.where(number, at) if number else ""
                self.checked.add(where, text)

    def _slices(self) -> Iterator[tuple[int, list[tuple[int, list[str]]]]]:
        last, done = 0, 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT number, cells FROM partnerships_importrow "
                    "WHERE record_import_id = %s AND number > %s ORDER BY number LIMIT %s",
                    [self.row.pk, last, SLICE],
                )
                rows = cursor.fetchall()
            if not rows:
                return
            yield done, rows
            last, done = rows[-1][0], done + len(rows)

    def _read(self, number: int, cells: list[str]) -> Row:
        row = Row(number, self.scope.place.pk)
        for at, column in self.columns:
            text = unmarked(cells[at]) if at < len(cells) else ""
            if text:
                row.texts[column.key] = text
                try:
                    value = column.reads.read(text, self.known[column.key])
                except Unread as problem:
                    row.problems.append((column.key, str(problem)))
                except Unknown:
                    self._unknown(row, column, text)
                else:
                    self._put(row, column, value)
            elif column.is_needed:
                row.problems.append((column.key, f"is empty. Each row needs “{column.label}”"))
        if not (row.problems or row.is_left_out):
            self.kind.finish(row, self.scope)
            for key, text in row.unknown:
                self._unknown(row, self.kind.column(key), text)
        for key, message in row.problems:
            self.checked.add(self.where(number, key), message)
        return row

    def _put(self, row: Row, column: ImportColumn, value: Any) -> None:
        if value is None or value == "":
            row.is_left_out |= column.is_needed  # so it was answered
        elif "." in column.fills:
            part, _, name = column.fills.partition(".")
            values = value if isinstance(value, list) else [value]
            row.parts.setdefault(part, []).extend({name: each} for each in dict.fromkeys(values))
        elif column.fills:
            target = row.only_new if column.only_new else row.values
            target.update(column.reads.into(column.fills, value))
        elif column.key == REFERENCE:
            row.reference = value
        elif column.key == PLACE:
            row.place_id = value
        else:
            row.aside.setdefault(column.key, []).append(value)

    def _unknown(self, row: Row, column: ImportColumn, text: str) -> None:
        known = self.known[column.key].meant
        each = getattr(column.reads, "each", lambda whole: (whole,))
        for name in each(text):
            key = (column.key, plain(name))
            if key[1] in known:
                continue
            if question := self.checked.questions.get(key):
                question.count += 1
            elif len(self.checked.questions) < MOST_QUESTIONS:
                self.checked.questions[key] = Question(column.key, name[:200], row.number)
            else:
                row.problems.append((column.key, f"“{name[:60]}” is not known here"))

    def _ask(self) -> None:
        for (key, _), question in self.checked.questions.items():
            offer(question, self.kind.column(key), self.scope, self.several.get(key, {}))

    def _write(self, rows: list[Row]) -> None:
        if self.checked.count or self.checked.questions:
            return  # nothing will be written: only what else is wrong is looked for
        if self.has_reach:
            for row in rows:
                row.fresh.setdefault("reach_ids", self._reach(row.place_id))
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY import_row (number, place_id, reference, key, ours, said, only_new, fresh, "
                "parts, new_parts) FROM STDIN"
            ) as copy,
        ):
            for row in (row for row in rows if not row.is_left_out):
                ours = self.kind.is_ours(row.reference) if row.reference else None
                copy.write_row(
                    (
                        *(row.number, row.place_id, row.reference, self.kind.key_of(row), ours),
                        *(_json(said) if said else "{}" for said in self._said(row)),
                    )
                )

    def _said(self, row: Row) -> Iterator[dict[str, Any]]:
        """What a row says, as ``import_row`` keeps it; and note which columns it fills."""
        of_record = {"said": row.values, "only_new": row.only_new, "fresh": row.fresh}
        parts: dict[bool, dict[str, Any]] = {False: {}, True: {}}
        for name, values in of_record.items():
            self.filled[name].update(values)
        for name, rows in row.parts.items():
            parts[self.kind.parts[name].only_new][name] = rows
            for values in rows:
                self.filled.setdefault(name, set()).update(values)
        yield from (*of_record.values(), *parts.values())

    def _reach(self, place_id: int) -> list[int]:
        """A place and those above it, as the triggers of a record's places would keep them."""
        if place_id not in self.reach:
            self.reach[place_id] = sorted(PlaceReach.of([place_id]))
        return self.reach[place_id]


def unmarked(text: str) -> str:
    """A cell without the mark that our own files put before what a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def _keys(kind: Imported) -> set[str]:
    return {column.key for column in kind.columns}
