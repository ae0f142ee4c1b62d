"""A spreadsheet (.xlsx), its parts looked through and its values read by calamine; a CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from records.files.parts import FORMULA, Part, checked, error
from records.files.tables import CANNOT, Filling, Limits, Problem, Table, Unreadable

ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)


def tables(content: bytes, limits: Limits) -> list[Table]:
    """The sheets of a spreadsheet with their values. Raises Unreadable."""
    whole, filling = checked(content, limits), Filling(limits)
    try:
        with CalamineWorkbook.from_filelike(whole.file) as book:
            listed = book.sheets_metadata
            if [sheet.name for sheet in listed] != [name for name, _ in whole.sheets]:
                raise Unreadable(CANNOT)
            return [
                _table(book.get_sheet_by_index(at), part, filling)
                for at, (_, part) in enumerate(whole.sheets)
                if listed[at].typ == SheetTypeEnum.WorkSheet
            ]
    except CalamineError as problem:
        raise Unreadable(CANNOT) from problem


def _table(sheet: CalamineSheet, part: Part, filling: Filling) -> Table:
    made, problems = Table(sheet.name, [], []), dict(part.problems)
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        texts = [as_typed(value) for value in values]
        for column, text in enumerate(texts):
            if text.startswith("="):
                problems.setdefault((row, column), FORMULA)
            elif text in ERRORS:
                problems.setdefault((row, column), error(text))
            if (row, column) in problems:
                texts[column] = ""
        filling.add(made, row, texts)
    made.problems = [Problem(made.where(*at), problems[at]) for at in sorted(problems)]
    if part.merged:
        where = f"{made.name}, cells {part.merged[0]}"
        problem = "are merged. Unmerge them: each figure has its own row"
        made.problems.append(Problem(where, problem))
    return made


def as_typed(value: Any) -> str:
    """A cell's value as a person would type it: 41, 2.5, 2026-06-30, yes."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else as_shown(value)
    return str(value).strip()


def as_percentage(value: float) -> str:
    """A number that a spreadsheet shows as a percentage: 60% for 0.6."""
    return f"{as_typed(float(f'{value * 100:.15g}'))}%"


def as_shown(value: float) -> str:
    """A number with the 15 digits that spreadsheets show: 41133.77 for 41133.770000000004."""
    return f"{Decimal(f'{value:.15g}'):f}"


def table(content: bytes, limits: Limits) -> Table:
    """The rows of a CSV in UTF-8, whose cells are parted by commas or semicolons."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable("The file is not UTF-8. Save it as “CSV UTF-8” and send that") from problem
    if "\x00" in text:
        raise Unreadable("The file is neither a spreadsheet nor a CSV")
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    made, filling = Table("", [], [], is_plain=True), Filling(limits)
    for number, texts in _lines(text, mark):
        filling.add(made, number, [cell.strip() for cell in texts])
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
