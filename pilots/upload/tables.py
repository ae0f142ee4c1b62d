"""Tables out of an uploaded file, spreadsheet or CSV, as plain text with the address of each cell.

A file from outside is not trusted: its size is bounded before it is unpacked, macros and
declarations in its XML are refused, and a cell that is no plain value (a formula, an error, one
merged with others) is a problem at its address.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

LARGEST = 5 * 2**20  # of the file as it is sent
LARGEST_UNPACKED = 60 * 2**20
MOST_PARTS = 200
MOST_ROWS = 25_000
MOST_COLUMNS = 40
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z0-9:]{3,20})"')
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)


class Unreadable(ValueError):  # noqa: N818 - the message is for the person
    """The file as a whole cannot be used. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: "Figures, cell F7"; empty where it is the file as a whole."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass
class Table:
    """One sheet: its head, and its rows with the number that each has in the file.

    Cells are texts; an empty one is "". ``problems`` are those of single cells.
    """

    name: str
    head: list[str]
    rows: list[tuple[int, list[str]]]
    problems: list[Problem] = field(default_factory=list)
    is_plain: bool = False  # a CSV, whose cells have no letters
    head_row: int = 1

    def where(self, row: int, column: int | None = None) -> str:
        """The address of a cell, or of its row, as the program that shows the file says it."""
        if self.is_plain:
            named = column is not None and column < len(self.head) and self.head[column]
            return (
                f"line {row}, {self.head[column]}"
                if named and column is not None
                else f"line {row}"
            )
        if column is None:
            return f"{self.name}, row {row}"
        return f"{self.name}, cell {get_column_letter(column + 1)}{row}"


def read(content: bytes, name: str) -> list[Table]:
    """All tables of an uploaded file. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("The file is empty. Choose the file that you filled in")
    if len(content) > LARGEST:
        raise Unreadable("The file is larger than 5 MB. Send it in parts")
    if content.startswith(b"PK"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("This is an older or locked workbook. Save it as .xlsx without a password")
    return [_plain(content, name)]


def _workbook(content: bytes) -> list[Table]:
    merged = _check_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        tables = [_sheet(sheet) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as problem:
        raise Unreadable(
            "The spreadsheet cannot be read. Open it, save it as .xlsx again and send that"
        ) from problem
    if merged:
        said = Problem(f"cells {merged}", "are merged. Unmerge them: each figure has its own row")
        tables[0].problems.append(said)
    return tables


def _check_parts(content: bytes) -> str:
    """Refuses what could harm before anything is unpacked; the first merged cells, if any."""
    merged = ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            size = sum(part.file_size for part in listed)
            if len(listed) > MOST_PARTS or size > LARGEST_UNPACKED:
                raise Unreadable("The spreadsheet is too large once unpacked. Send it in parts")
            if any("vbaproject" in part.filename.lower() for part in listed):
                raise Unreadable("The spreadsheet holds a macro. Save it as .xlsx, without macros")
            for part in listed:
                if not part.filename.lower().endswith((".xml", ".rels")):
                    continue
                text = parts.read(part)
                if _DECLARED.search(text):
                    raise Unreadable("The spreadsheet holds declarations that are not accepted")
                if not merged and (found := _MERGED.search(text)):
                    merged = found[1].decode()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise Unreadable("The file is damaged, or it is not a spreadsheet") from problem
    return merged


def _sheet(sheet: Any) -> Table:
    sheet.reset_dimensions()  # what the file says of its size may be anything
    made = Table(sheet.title, [], [])
    for number, cells in enumerate(
        sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS), start=1
    ):
        texts = [_text(cell, number, at, made) for at, cell in enumerate(cells)]
        _add(made, number, texts)
    return made


def _text(cell: Any, row: int, column: int, table: Table) -> str:
    value = cell.value
    if value is None:
        return ""
    problem = ""
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=")):
        problem = "holds a formula. Copy it and paste the value in its place"
    elif cell.data_type == "e" or value in _ERRORS:
        problem = f"holds an error ({value}). Put the figure right or leave the cell empty"
    if problem:
        table.problems.append(Problem(table.where(row, column), problem))
        return ""
    return said(value)


def said(value: Any) -> str:
    """A cell's value as a person would type it: 41, 2.5, 2026-06-30, yes."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    return str(value).strip()


def _plain(content: bytes, name: str) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable("The file is not UTF-8. Save it as “CSV UTF-8” and send that") from problem
    if "\x00" in text:
        raise Unreadable("The file is neither a spreadsheet nor a CSV")
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    made = Table(name, [], [], is_plain=True)
    for number, texts in _lines(text, mark):
        _add(made, number, [one.strip() for one in texts[:MOST_COLUMNS]])
    return made


def _lines(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as problem:
        raise Unreadable(
            f"Line {reader.line_num} cannot be read: a quotation mark is missing or a text too long"
        ) from problem


def _add(table: Table, number: int, texts: Iterable[str]) -> None:
    """A row that holds something; the first of them is the head."""
    cells = list(texts)
    if not any(cells):
        return
    if not table.head:
        table.head.extend(cells)
        table.head_row = number
    elif len(table.rows) >= MOST_ROWS:
        raise Unreadable(f"There are more than {MOST_ROWS:,} rows. Send them in parts")
    else:
        table.rows.append((number, cells))
