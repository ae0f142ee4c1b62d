"""What the process does that reads a long list: bytes come in, JSON goes out, a line for each row.

The first line says which sheet is read and its head, the last which cells cannot be used. So
nobody holds all rows at once who reads them.
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

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from records.files import objects, opendocument
from records.files.child import confine
from records.files.parts import FORMULA, checked, error
from records.files.tables import CANNOT, TOO_MUCH, Filling, Limits, Table, Unreadable
from records.files.workbook import ERRORS, as_typed

NOT_ONE = "The file is neither a spreadsheet nor a CSV. Save it as .xlsx, .ods or CSV and send that"
LOCKED = "This is an older or locked workbook. Save it as .xlsx without a password"
PACKED = b"\xd0\xcf\x11\xe0"  # what older workbooks begin with
EXPLAINS = "What the columns mean"  # the sheet that files of ours have beside their rows
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
    others: list[str] = field(default_factory=list)
    problems: dict[tuple[int, int], str] = field(default_factory=dict)  # by row, column from 0
    merged: list[str] = field(default_factory=list)
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
    """The head, each row, and what cannot be used. Raises Unreadable."""
    sheet = _sheet(file, limits)
    filling, head = Filling(limits), Table(sheet.name, [], [], is_plain=sheet.is_plain)
    count, waiting = 0, []
    for number, cells in sheet.rows:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if sheet.is_objects and len(cells) > limits.columns:
            raise Unreadable(MANY_PATHS.format(paths=len(cells), most=limits.columns))
        filling.count(head, number, cells, count)
        if not head.head:
            # A title above the table stands in a cell of its own; ten such rows are a list.
            waiting.append((number, cells))
            is_single = sum(map(bool, cells)) < 2
            if is_single and len(waiting) < 10:
                continue
            waiting = waiting if is_single else waiting[-1:]
            head.head_row, head.head = waiting[0]
            yield _said(sheet, head)
            yield from (list(row) for row in waiting[1:])
            count += len(waiting) - 1
            continue
        count += 1
        yield [number, cells]
    if not head.head and len(waiting) > 1:  # a list of one column
        head.head_row, head.head = waiting[0]
        yield _said(sheet, head)
        yield from (list(row) for row in waiting[1:])
        count = len(waiting) - 1
    if not count:
        raise Unreadable(NO_ROWS)
    yield {
        "problems": [[*where, text] for where, text in sorted(sheet.problems.items())],
        "merged": sheet.merged,
    }


def _said(sheet: Sheet, head: Table) -> dict[str, Any]:
    return {
        "sheet": sheet.name,
        "others": sheet.others,
        "head": head.head,
        "head_row": head.head_row,
        "is_plain": sheet.is_plain,
        "is_objects": sheet.is_objects,
        "encoding": sheet.encoding,
    }


def _sheet(file: IO[bytes], limits: Limits) -> Sheet:
    first = file.read(len(PACKED))
    file.seek(0)
    if first.startswith(b"PK"):
        content = file.read()
        if opendocument.is_one(content):
            return _longest_of(opendocument.tables(content, limits))
        return _of_workbook(content, limits)
    if first.startswith(PACKED):
        raise Unreadable(LOCKED)
    return _plain(file)


def _longest_of(tables: list[opendocument.Table]) -> Sheet:
    longest = max(tables, key=lambda table: len(table.rows))
    others = [table.name for table in tables if table is not longest and table.rows]
    return Sheet(longest.name, longest.rows, others, longest.problems, longest.merged)


def _of_workbook(content: bytes, limits: Limits) -> Sheet:
    """The sheet with most rows: a sheet of instructions or of choices may stand before it.

    The one with which our own files explain their columns holds no records, however long it is.
    """
    whole = checked(content, limits)
    try:
        book = CalamineWorkbook.from_filelike(whole.file)
    except CalamineError as problem:
        raise Unreadable(CANNOT) from problem
    listed = book.sheets_metadata
    if [sheet.name for sheet in listed] != [name for name, _ in whole.sheets]:
        raise Unreadable(CANNOT)
    kinds = zip(listed, whole.sheets, strict=True)
    parts = {
        at: part
        for at, (sheet, (_, part)) in enumerate(kinds)
        if sheet.typ == SheetTypeEnum.WorkSheet and part.rows
    }
    if not parts:
        raise Unreadable(NO_ROWS)
    longest = max(parts, key=lambda at: (listed[at].name != EXPLAINS, parts[at].rows, -at))
    others = [listed[at].name for at in parts if at != longest]
    made = Sheet(listed[longest].name, (), others, dict(parts[longest].problems))
    made.merged, made.rows = parts[longest].merged, _values(book, longest, made)
    return made


def _values(book: CalamineWorkbook, at: int, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    try:
        values = book.get_sheet_by_index(at)
    except CalamineError as problem:
        raise Unreadable(CANNOT) from problem
    for number, row in enumerate(values.iter_rows(), start=1):
        texts = [as_typed(value) for value in row]
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
