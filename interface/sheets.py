"""A list as a spreadsheet: widths by what is in it, filters in the head row, dates, pounds, links.

Written a row at a time, so memory stays constant: widths are those of the first rows, and so many
addresses can be pressed; the others stand as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from interface.columns import Column
from interface.context import absolute

ROWS = 1_048_576
CELL_LENGTH = 32_767
NARROWEST, WIDEST = 8, 60
# Widths are measured in so many rows; so many rows at most have an address to press
MEASURED, LINKED = 200, 5_000
FORMATS = {datetime: "d mmm yyyy hh:mm", date: "d mmm yyyy"}
POUNDS, PENCE = "£#,##0", "£#,##0.00"
LEADS = Font(color="0B5A5F", underline="single")
HEAD = Font(bold=True)
# A day that a column writes out, where it is known to the day
DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]{2,8} \d{4}")


def write(
    file: IO[bytes],
    rows: Iterable[Any],
    columns: Sequence[Column],
    meanings: Iterable[tuple[Any, Any]],
    cells: Callable[[Any], Any],
) -> None:
    """The rows of ``columns``, and a sheet that says what they mean. ``cells`` makes a value plain
    and harmless."""
    book = Workbook(write_only=True)
    heads = [cells(column.heading) for column in columns]
    lines = ([cells(column.value(row)) for column in columns] for row in rows)
    _sheet(book, "Rows", columns, heads, lines)
    while left := list(islice(lines, 1)):
        name = f"Rows {len(book.worksheets) + 1}"
        _sheet(book, name, columns, heads, chain(left, lines))
    about = book.create_sheet("What the columns mean")
    about.column_dimensions["A"].width = 30
    about.column_dimensions["B"].width = 90
    for meaning in meanings:
        about.append(meaning)
    book.save(file)


def _sheet(
    book: Workbook,
    name: str,
    columns: Sequence[Column],
    called: Sequence[Any],
    lines: Iterator[list[Any]],
) -> None:
    """One sheet, as full as may be."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    first = list(islice(lines, min(MEASURED, ROWS - 1)))
    for number, column in enumerate(columns):
        letter = get_column_letter(number + 1)
        sheet.column_dimensions[letter].width = _width(column, [line[number] for line in first])
    heads = [WriteOnlyCell(sheet, value=_short(one)) for one in called]
    for head in heads:
        head.font, head.alignment = HEAD, Alignment(wrap_text=True, vertical="top")
    sheet.append(heads)
    written = 1
    for line in chain(first, islice(lines, ROWS - 1 - len(first))):
        written += 1
        sheet.append(
            [
                _cell(sheet, column, value, written)
                for column, value in zip(columns, line, strict=True)
            ]
        )
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written}"


def _width(column: Column, values: list[Any]) -> int:
    """As wide as what stands in it, within bounds; a head may wrap."""
    head = max(map(len, column.heading.split()), default=0) + 3
    longest = max((len(_in_words(value)) for value in values), default=0) + 2
    return max(NARROWEST, head, min(longest, WIDEST))


def _in_words(value: Any) -> str:
    if isinstance(value, Decimal | float | int):
        return f"£{value:,.0f}"
    return "" if value is None else str(value)


def _cell(sheet: Any, column: Column, value: Any, row: int) -> Any:
    """A value as a cell; numbers and dates in the format of their kind."""
    if isinstance(value, str):
        if column.is_address and value.startswith("/"):
            return _link(sheet, absolute(value), row)
        value = _as_day(value)
    if isinstance(value, date):
        return _formatted(sheet, value, FORMATS[type(value)])
    if column.pounds and isinstance(value, int | float | Decimal):
        return _formatted(sheet, value, POUNDS if value == int(value) else PENCE)
    return _short(value)


def _formatted(sheet: Any, value: Any, form: str) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = form
    return cell


def _link(sheet: Any, address: str, row: int) -> Any:
    """A whole address, which can be pressed."""
    if row > LINKED:
        return address
    cell = WriteOnlyCell(sheet, value=address)
    cell.hyperlink, cell.font = address, LEADS
    return cell


def _as_day(text: str) -> Any:
    """A date written out, as a date; any other text as it is."""
    if not DAY.fullmatch(text):
        return text
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return text


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > CELL_LENGTH:
        mark = " … (cut: a cell holds no more)"
        return value[: CELL_LENGTH - len(mark)] + mark
    return value
