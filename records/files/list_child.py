"""What the process does that reads a long list: bytes come in, JSON goes out, a line for each row.

Of each sheet the first line says its name and head, the last which cells cannot be used. So nobody
holds all rows at once who reads them.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from records.files import headings, objects, opendocument, told
from records.files.child import confine
from records.files.parts import FORMULA, checked, error
from records.files.tables import CANNOT, TOO_MUCH, Filling, Limits, Table, Unreadable
from records.files.workbook import ERRORS, as_percentage, as_typed

NOT_ONE = "The file is neither a spreadsheet nor a CSV. Save it as .xlsx, .ods or CSV and send that"
LOCKED = "This is an older or locked workbook. Save it as .xlsx without a password"
PACKED = b"\xd0\xcf\x11\xe0"  # what older workbooks begin with
NO_ROWS = "The file has no rows below its headings"
MANY_PATHS = (
    "The objects of the JSON have {paths:,} different values, each item of a list by itself. At "
    "most {most} are read: leave out what is not needed"
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
PIECE, LONGEST_HEAD = 2**20, 2**16


@dataclass
class Sheet:
    """One sheet of a file: its rows by number, from the top, and what cannot be used in it."""

    name: str
    rows: Iterable[tuple[int, list[str]]]
    problems: dict[tuple[int, int], str] = field(default_factory=dict)  # by row, column from 0
    merged: list[str] = field(default_factory=list)
    is_hidden: bool = False
    is_plain: bool = False
    is_objects: bool = False  # JSON
    encoding: str = ""


def main() -> None:
    """Read what comes in within the limits of the last argument."""
    limits = Limits(**json.loads(sys.argv[-1]))
    confine(limits)
    try:
        for line in lines(sys.stdin.buffer, limits):
            _write(line)
    except Unreadable as problem:
        _write({"refused": str(problem)})
    except MemoryError:
        _write({"refused": TOO_MUCH})
    sys.stdout.flush()


def _write(line: Any) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def lines(file: IO[bytes], limits: Limits) -> Iterator[Any]:
    """Of each sheet the head, each row, and what cannot be used. Raises Unreadable."""
    filling, is_empty = Filling(limits), True
    for sheet in _sheets(file, limits):
        for line in _lines_of(sheet, filling):
            is_empty = False
            yield line
    if is_empty:
        raise Unreadable(NO_ROWS)


def _lines_of(sheet: Sheet, filling: Filling) -> Iterator[Any]:
    """Nothing for a sheet without rows below its headings."""
    if (found := headings.find(_filled(sheet, filling), sheet.merged)) is None:
        return
    yield {
        "sheet": sheet.name,
        "is_hidden": sheet.is_hidden,
        "head": found.head,
        "head_row": found.row,
        "is_plain": sheet.is_plain,
        "is_objects": sheet.is_objects,
        "encoding": sheet.encoding,
        "merged": sheet.merged,
    }
    for row in found.below:
        yield list(row)
    yield {"problems": [[*where, text] for where, text in sorted(sheet.problems.items())]}


def _filled(sheet: Sheet, filling: Filling) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, counted, each up to its last cell that does."""
    table, count = Table(sheet.name, [], [], is_plain=sheet.is_plain), 0
    for number, cells in sheet.rows:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if sheet.is_objects and len(cells) > filling.limits.columns:
            most = filling.limits.columns
            raise Unreadable(MANY_PATHS.format(paths=len(cells), most=most))
        filling.count(table, number, cells, max(count - 1, 0))
        count += 1
        yield number, cells


def _sheets(file: IO[bytes], limits: Limits) -> Iterator[Sheet]:
    first = file.read(len(PACKED))
    file.seek(0)
    if first.startswith(b"PK"):
        content = file.read()
        if told.is_document(content):
            raise Unreadable(told.DOCUMENT)
        if opendocument.is_one(content):
            return _of_opendocument(opendocument.tables(content, limits))
        return _of_workbook(content, limits)
    if first.startswith(PACKED):
        raise Unreadable(LOCKED)
    return iter([_plain(file)])


def _of_opendocument(tables: list[opendocument.Table]) -> Iterator[Sheet]:
    for table in tables:
        yield Sheet(table.name, table.rows, table.problems, table.merged, table.is_hidden)


def _of_workbook(content: bytes, limits: Limits) -> Iterator[Sheet]:
    whole = checked(content, limits)
    try:
        book = CalamineWorkbook.from_filelike(whole.file)
    except CalamineError as problem:
        raise Unreadable(CANNOT) from problem
    listed = book.sheets_metadata
    if [sheet.name for sheet in listed] != [name for name, _ in whole.sheets]:
        raise Unreadable(CANNOT)
    for at, (sheet, (_, part)) in enumerate(zip(listed, whole.sheets, strict=True)):
        if sheet.typ == SheetTypeEnum.WorkSheet and part.rows:
            made = Sheet(sheet.name, (), dict(part.problems), part.merged)
            made.is_hidden = sheet.visible != SheetVisibleEnum.Visible
            made.rows = _values(book, at, made, part.percents)
            yield made


def _values(
    book: CalamineWorkbook, at: int, sheet: Sheet, percents: set[tuple[int, int]]
) -> Iterator[tuple[int, list[str]]]:
    try:
        values = book.get_sheet_by_index(at)
    except CalamineError as problem:
        raise Unreadable(CANNOT) from problem
    for number, row in enumerate(values.iter_rows(), start=1):
        texts = [
            as_percentage(value)
            if isinstance(value, float) and (number, column) in percents
            else as_typed(value)
            for column, value in enumerate(row)
        ]
        for column, text in enumerate(texts):
            if text.startswith("=") and text != "=":
                sheet.problems.setdefault((number, column), FORMULA)
            elif text in ERRORS:
                sheet.problems.setdefault((number, column), error(text))
        yield number, texts


def _plain(file: IO[bytes]) -> Sheet:
    """JSON; or a CSV in UTF-8, in UTF-16 ("Unicode text" of Excel) or in the code of Windows."""
    code = _code_of(file)
    encoding = "" if code == "utf-8-sig" else code

    def text() -> IO[str]:
        file.seek(0)
        return io.TextIOWrapper(_Kept(file), code, newline="")

    start = text().read(LONGEST_HEAD)
    if other := told.what_else(start):
        raise Unreadable(other)
    if start.lstrip()[:1] in ("{", "["):
        return Sheet("", objects.rows(text), is_plain=True, is_objects=True, encoding=encoding)
    first = start.partition("\n")[0]
    mark = max((",", ";", "\t"), key=first.count)
    return Sheet("", _cells(text(), mark), is_plain=True, encoding=encoding)


class _Kept(io.BufferedReader):
    """A file that stays open when what reads it is gone, to be read again."""

    def __init__(self, file: Any) -> None:
        super().__init__(file, PIECE)

    def close(self) -> None:
        """It is read again."""


def _code_of(file: IO[bytes]) -> str:
    """How its letters are written, which all of the file has to keep."""
    file.seek(0)
    first = file.read(8)
    if first.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")):
        raise Unreadable(NOT_ONE)
    is_wide = first[:2] in (b"\xff\xfe", b"\xfe\xff")
    for code in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        file.seek(0)
        if _is_all(file, code):
            return code
    raise Unreadable(NOT_ONE)


def _is_all(file: IO[bytes], code: str) -> bool:
    """Whether all of a file can be read so. Raises Unreadable where it is no text at all."""
    decoder = codecs.getincrementaldecoder(code)()
    try:
        while piece := file.read(PIECE):
            if _NO_TEXT.search(decoder.decode(piece)):
                raise Unreadable(NOT_ONE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _cells(text: IO[str], mark: str) -> Iterator[tuple[int, list[str]]]:
    reader, line = csv.reader(text, delimiter=mark, strict=True), 0
    try:
        for cells in reader:
            # A cell may hold several lines: the row is called by its first
            number, line = line + 1, reader.line_num
            yield number, [cell.strip() for cell in cells]
    except csv.Error as problem:
        raise Unreadable(
            f"Line {reader.line_num} cannot be read: a quotation mark is missing or a text too long"
        ) from problem
