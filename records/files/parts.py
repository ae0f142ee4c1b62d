"""The parts of a spreadsheet, unpacked and looked through before anything reads their values.

An .xlsx is a zip of XML. What its directory says of sizes may be a lie, XML can declare entities
that multiply, and a cell may stand in row 1,048,576 of nothing. So every part is unpacked here in
small pieces that are counted, and goes through a parser that takes UTF-8 alone and stops at the
first declaration. The pieces are packed anew: what reads the values sees the very bytes that were
counted, and no other. On the way the parser notes what calamine does not tell: which cells hold
formulas and errors, which are merged, and how far each sheet reaches.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from records.files.tables import CANNOT, Limits, Unreadable, letters, too_many_cells

DAMAGED = "The file is damaged, or it is not a spreadsheet"
TOO_LARGE = "The spreadsheet is too large once unpacked. Send it in parts"
FORMULA = "holds a formula. Copy it and paste the value in its place"
_ROOT = "_rels/.rels"
_PIECE = 2**16
MERGED = 100  # so many are named at most
PERCENTS = 200_000
# Of all rows that a sheet lists most may be empty: programs list some that were only formatted
EMPTY_TOO = 4
_OWN_PERCENTS = {"9", "10"}  # formats that every spreadsheet has: 0%, 0.00%
_STYLES = "styles.xml"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def error(text: str) -> str:
    """What is wrong with a cell that shows #REF! or the like."""
    return f"holds an error ({text}). Correct the figure or leave the cell empty"


@dataclass
class Part:
    """What one part holds, as far as it was looked for."""

    relations: dict[str, str] = field(default_factory=dict)  # id to the part that is meant
    book: str = ""  # the one that is meant as the workbook
    sheets: list[tuple[str, str]] = field(default_factory=list)  # name and id of the relation
    rows: int = 0  # how far down something stands
    merged: list[str] = field(default_factory=list)  # the first merged cells: F2:F3
    is_cut: bool = False  # it reaches too far, and was read no further
    problems: dict[tuple[int, int], str] = field(default_factory=dict)  # by row, column from 0
    percents: set[tuple[int, int]] = field(default_factory=set)  # the first cells shown so: 60%


@dataclass
class Checked:
    """A spreadsheet within its limits: its sheets by name, and the file to read values from."""

    sheets: list[tuple[str, Part]]
    file: io.BytesIO


def checked(content: bytes, limits: Limits) -> Checked:
    """Unpack a spreadsheet and look through it. Raises Unreadable."""
    count, parts_read, packed = _Count(limits), {}, io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as parts,
            zipfile.ZipFile(packed, "w") as rewritten,
        ):
            # How cells are shown is known before the cells are
            for part in sorted(_listed(parts, limits), key=lambda part: not _is_of_styles(part)):
                with parts.open(part) as pieces, rewritten.open(part.filename, "w") as copy:
                    parts_read[part.filename] = _look(pieces, copy, count)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as problem:
        raise Unreadable(DAMAGED) from problem
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise Unreadable(CANNOT) from problem
    packed.seek(0)
    return Checked(_sheets(parts_read, limits), packed)


def _listed(parts: zipfile.ZipFile, limits: Limits) -> Iterator[zipfile.ZipInfo]:
    """The parts that hold the sheets, by the directory of the file, which is judged first."""
    listed = parts.infolist()
    names = {part.filename.lower() for part in listed}
    if len(listed) > limits.parts or sum(part.file_size for part in listed) > limits.inflated:
        raise Unreadable(TOO_LARGE)
    if any("vbaproject" in name for name in names):
        raise Unreadable("The spreadsheet holds a macro. Save it as .xlsx, without macros")
    if len(names) < len(listed) or any(part.compress_type not in _PACKED for part in listed):
        raise Unreadable(DAMAGED)
    for part in listed:
        is_xml = part.filename.endswith((".xml", ".rels"))
        if part.filename == _ROOT or (is_xml and part.filename.startswith("xl/")):
            yield part


def _is_of_styles(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith(_STYLES)


def _sheets(parts: dict[str, Part], limits: Limits) -> list[tuple[str, Part]]:
    book = parts.get(_ROOT, Part()).book
    folder, file = posixpath.split(book)
    sheets = parts.get(book, Part()).sheets
    targets = parts.get(f"{folder}/_rels/{file}.rels", Part()).relations
    if not sheets:
        raise Unreadable(CANNOT)
    if len(sheets) > limits.sheets:
        raise Unreadable(f"There are more than {limits.sheets} sheets. Keep those of the template")
    made = []
    for name, relation in sheets:
        part = parts.get(posixpath.normpath(targets.get(relation, "")))
        if part is None:
            raise Unreadable(CANNOT)
        if part.is_cut:
            raise Unreadable(_too_far(f"“{name[:60]}”", limits))
        made.append((name, part))
    if any(part.is_cut for part in parts.values()):
        raise Unreadable(_too_far("A sheet", limits))
    return made


def _too_far(sheet: str, limits: Limits) -> str:
    return (
        f"{sheet} reaches beyond cell {letters(limits.columns - 1)}{limits.rows + 1}. At most "
        f"{limits.rows:,} rows and {limits.columns} columns are read: delete what stands outside, "
        "empty rows too, or send it in parts"
    )


def _look(pieces: IO[bytes], copy: IO[bytes], count: _Count) -> Part:
    """What stands in a part, which is copied as far as it is read: one that reaches too far is read
    no further, for that alone would take a minute."""
    looked = _Looked(count)
    while not looked.part.is_cut and (piece := pieces.read(_PIECE)):
        if b"\0" in piece:  # UTF-16, in which calamine finds nothing and says so of no cell
            raise Unreadable(CANNOT)
        count.inflate(len(piece))
        looked.expat.Parse(piece, False)
        copy.write(piece)
    if not looked.part.is_cut:
        looked.expat.Parse(b"", True)
    return looked.part


@dataclass
class _Count:
    """What was found in all parts of one spreadsheet together."""

    limits: Limits
    inflated: int = 0
    cells: int = 0
    problems: int = 0
    formats: set[str] = field(default_factory=lambda: set(_OWN_PERCENTS))  # that show a percentage
    styles: list[str] = field(default_factory=list)  # the formats of cells, by their numbers

    def inflate(self, size: int) -> None:
        self.inflated += size
        if self.inflated > self.limits.inflated:
            raise Unreadable(TOO_LARGE)

    def cell(self) -> None:
        self.cells += 1
        if self.cells > self.limits.cells:
            raise too_many_cells(self.limits)

    def is_percentage(self, style: str) -> bool:
        """Whether cells of this style show a percentage."""
        at = int(style)
        return at < len(self.styles) and self.styles[at] in self.formats

    def problem(self) -> None:
        self.problems += 1
        if self.problems > self.limits.problems:
            raise Unreadable(
                f"More than {self.limits.problems:,} cells hold formulas or errors. "
                "Copy the sheet and paste its values in their place"
            )


class _Looked:
    """One part of XML, whatever it is for: its cells, sheets and relations by their names."""

    def __init__(self, count: _Count) -> None:
        self.count, self.part = count, Part()
        self.row = self.column = self.listed = 0
        self.is_in_cell = self.is_error = self.is_in_styles = False
        self.shown = ""
        self.expat = expat.ParserCreate("UTF-8")  # as calamine: whatever the part says of itself
        self.expat.buffer_text = True
        self.expat.StartDoctypeDeclHandler = self._declares
        self.expat.StartElementHandler = self._begins
        self.expat.EndElementHandler = self._ends

    def _declares(self, *args: object) -> None:
        raise Unreadable("The spreadsheet holds declarations that are not accepted")

    def _begins(self, name: str, given: dict[str, str]) -> None:
        match _plain(name):
            case "row":
                self._row(given)
            case "c":
                self._cell(given)
            case "v" | "is" | "f" as inner if self.is_in_cell:
                self._fill()
                if inner == "f":
                    self._problem(FORMULA)
                elif self.is_error:
                    self.expat.CharacterDataHandler = self._shows
            case "mergeCell":
                self.part.merged += [given.get("ref", "")[:20]][: MERGED - len(self.part.merged)]
            case "sheet":
                relation = next((value for key, value in given.items() if key.endswith(":id")), "")
                self.part.sheets.append((given["name"], relation))
            case "Relationship":
                self._relation(given)
            case "numFmt" | "cellXfs" | "xf" as style:
                self._style(style, given)

    def _row(self, given: dict[str, str]) -> None:
        self.row = int(given["r"]) if "r" in given else self.row + 1
        self.column = -1
        self.listed += 1
        if self.listed > self.count.limits.rows * EMPTY_TOO:
            self.part.is_cut = True

    def _fill(self) -> None:
        """Something stands in this cell."""
        self.part.rows = max(self.part.rows, self.row)
        limits = self.count.limits
        if self.row > limits.rows + 1 or self.column >= limits.columns:
            self.part.is_cut = True

    def _relation(self, given: dict[str, str]) -> None:
        target = self.part.relations[given["Id"]] = _target(given["Target"])
        if given.get("Type", "").endswith("/officeDocument"):
            self.part.book = target

    def _style(self, name: str, given: dict[str, str]) -> None:
        """How cells are shown, in the order by which they name it."""
        if name == "numFmt" and "%" in given.get("formatCode", ""):
            self.count.formats.add(given.get("numFmtId", ""))
        elif name == "cellXfs":
            self.is_in_styles = True
        elif name == "xf" and self.is_in_styles:
            self.count.styles.append(given.get("numFmtId", ""))

    def _cell(self, given: dict[str, str]) -> None:
        self.count.cell()
        self.is_in_cell, self.is_error, self.shown = True, given.get("t") == "e", ""
        if "r" in given:
            self.row, self.column = _position(given["r"])
        else:
            self.column += 1
        if self._is_percentage(given) and len(self.part.percents) < PERCENTS:
            self.part.percents.add((self.row, self.column))

    def _is_percentage(self, given: dict[str, str]) -> bool:
        is_number = "s" in given and given.get("t", "n") == "n"
        return is_number and self.count.is_percentage(given["s"])

    def _shows(self, text: str) -> None:
        self.shown = (self.shown + text)[:20]

    def _ends(self, name: str) -> None:
        if self.is_in_styles:
            self.is_in_styles = _plain(name) != "cellXfs"
        if not self.is_in_cell or _plain(name) != "c":
            return
        if self.is_error:
            self.expat.CharacterDataHandler = None
            self._problem(error(self.shown))
        self.is_in_cell = False

    def _problem(self, text: str) -> None:
        if (self.row, self.column) not in self.part.problems:
            self.part.problems[self.row, self.column] = text
            self.count.problem()


def _plain(name: str) -> str:
    """The name of an element without its prefix: asked for each cell, and few have one."""
    return name.rpartition(":")[2] if ":" in name else name


def _position(address: str) -> tuple[int, int]:
    """Row and column, counted from 0, of a cell: B7 is 7 and 1."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise Unreadable(CANNOT)
    return int(match[2]), _column(match[1])


@lru_cache(maxsize=256)
def _column(name: str) -> int:
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _target(text: str) -> str:
    """The name of the part that a relation of the workbook leads to."""
    if text.startswith("/"):
        return text[1:]
    return text if text.startswith("xl/") else f"xl/{text}"
