"""A spreadsheet of LibreOffice (.ods), read by a parser that counts and stops at declarations.

Its values stand as text beside the cells, so that nothing but the parser reads it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from records.files.parts import DAMAGED, FORMULA, MERGED, TOO_LARGE, error
from records.files.tables import CANNOT, Limits, Unreadable, letters, too_many_cells
from records.files.workbook import as_percentage, as_typed

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
LOCKED = "The spreadsheet has a password. Save it without one and send that"
_PIECE = 2**16


@dataclass
class Table:
    """One sheet: the rows that hold something, by number; its problems by row and column."""

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    is_hidden: bool = False


def is_one(content: bytes) -> bool:
    """Whether a zip is such a spreadsheet: its first part says so."""
    return MIMETYPE in content[:200]


def tables(content: bytes, limits: Limits) -> list[Table]:
    """All sheets. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _refuse(parts, limits)
            with parts.open("content.xml") as pieces:
                read = _read(pieces, limits)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as problem:
        raise Unreadable(DAMAGED) from problem
    except (expat.ExpatError, KeyError, ValueError) as problem:
        raise Unreadable(CANNOT) from problem
    if not read:
        raise Unreadable(CANNOT)
    return read


def _refuse(parts: zipfile.ZipFile, limits: Limits) -> None:
    if len(parts.infolist()) > limits.parts:
        raise Unreadable(TOO_LARGE)
    if b"encryption-data" in _start(parts, "META-INF/manifest.xml"):
        raise Unreadable(LOCKED)


def _start(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        return part.read(2**20)


def _read(pieces: IO[bytes], limits: Limits) -> list[Table]:
    reader, inflated = _Reader(limits), 0
    while piece := pieces.read(_PIECE):
        inflated += len(piece)
        if inflated > limits.inflated:
            raise Unreadable(TOO_LARGE)
        reader.expat.Parse(piece, False)
    reader.expat.Parse(b"", True)
    return reader.tables


class _Reader:
    """Goes through the content: tables, rows that may stand for many, cells that may as well."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.tables, self.cells = limits, [Table("")][:0], 0
        self.row = self.repeats = self.column = self.annotations = 0
        self.texts: dict[int, str] = {}
        self.cell: dict[str, str] | None = None
        self.shown: list[str] = []
        self.is_in_text = False
        self.style, self.hidden = "", set[str]()  # the styles of sheets that are not shown
        self.expat = expat.ParserCreate("UTF-8")
        self.expat.buffer_text = True
        self.expat.StartDoctypeDeclHandler = self._declares
        self.expat.StartElementHandler = self._begins
        self.expat.EndElementHandler = self._ends
        self.expat.CharacterDataHandler = self._writes

    def _declares(self, *args: object) -> None:
        raise Unreadable("The spreadsheet holds declarations that are not accepted")

    def _begins(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "table:table":
                if len(self.tables) >= self.limits.sheets:
                    raise Unreadable(f"There are more than {self.limits.sheets} sheets")
                is_hidden = given.get("table:style-name", "") in self.hidden
                self.tables.append(Table(given.get("table:name", ""), is_hidden=is_hidden))
                self.row = 0
            case "style:style" | "style:table-properties":
                self._style(given)
            case "table:table-row":
                self.row += 1
                self.repeats = int(given.get("table:number-rows-repeated", 1))
                self.column, self.texts = 0, {}
            case "table:table-cell" | "table:covered-table-cell":
                self.cell, self.shown = given, []
            case "office:annotation":
                self.annotations += 1
            case "text:p":
                self.is_in_text = True
                if self.shown:
                    self.shown.append("\n")
            case "text:s" | "text:line-break":
                self.shown.append(" " if name == "text:s" else "\n")

    def _style(self, given: dict[str, str]) -> None:
        """Note the styles of sheets that are not shown."""
        self.style = given.get("style:name", self.style)
        if given.get("table:display") == "false":
            self.hidden.add(self.style)

    def _writes(self, text: str) -> None:
        if self.is_in_text and self.cell is not None and not self.annotations:
            self.shown.append(text)

    def _ends(self, name: str) -> None:
        match name:
            case "text:p":
                self.is_in_text = False
            case "office:annotation":
                self.annotations -= 1
                self.shown = []
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()
            case "table:table-row":
                self._end_row()

    def _end_cell(self) -> None:
        given = self.cell or {}
        text = _value(given, "".join(self.shown).strip())
        repeats = int(given.get("table:number-columns-repeated", 1))
        if text:
            if self.column + repeats > self.limits.columns:
                raise Unreadable(f"More than {self.limits.columns} columns are filled")
            for column in range(self.column, self.column + repeats):
                self.texts[column] = text
            self._notes(given, text)
        self.column += repeats
        self.cell = None

    def _notes(self, given: dict[str, str], text: str) -> None:
        table, here = self.tables[-1], (self.row, self.column)
        if "table:formula" in given:
            table.problems[here] = FORMULA
        elif text.startswith(("#N/A", "#REF!", "Err:", "#VALUE!", "#DIV/0!", "#NAME?")):
            table.problems[here] = error(text)
        if len(table.problems) > self.limits.problems:
            raise Unreadable("Too many cells hold formulas. Paste their values in their place")
        wide = int(given.get("table:number-columns-spanned", 1))
        high = int(given.get("table:number-rows-spanned", 1))
        if (wide > 1 or high > 1) and len(table.merged) < MERGED:
            first = f"{letters(self.column)}{self.row}"
            table.merged.append(f"{first}:{letters(self.column + wide - 1)}{self.row + high - 1}")

    def _end_row(self) -> None:
        if self.texts:
            table, width = self.tables[-1], max(self.texts) + 1
            self.cells += width * self.repeats
            if self.cells > self.limits.cells:
                raise too_many_cells(self.limits)
            if len(table.rows) + self.repeats > self.limits.rows + 10:
                raise Unreadable(f"There are more than {self.limits.rows:,} rows")
            cells = [self.texts.get(column, "") for column in range(width)]
            table.rows += [(self.row + more, list(cells)) for more in range(self.repeats)]
        self.row += self.repeats - 1


def _value(given: dict[str, str], shown: str) -> str:
    """A cell as a person would type it: a date and a number whole, all else as it is shown."""
    match given.get("office:value-type"):
        case "date":
            return given.get("office:date-value", shown)[:10]
        case "percentage" if "office:value" in given:
            return as_percentage(float(given["office:value"]))
        case "float" | "currency":
            return as_typed(float(given["office:value"])) if "office:value" in given else shown
        case "boolean":
            return "yes" if given.get("office:boolean-value") == "true" else "no"
    return shown
