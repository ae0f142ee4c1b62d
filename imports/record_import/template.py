"""An empty spreadsheet with the columns of a kind of file, and what can be chosen in its cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from imports.record_import.sheets import EXPLAINS
from interface.exports import harmless
from registry.import_readers import Choice, Named, YesNo
from registry.imported import ADDRESS, NOTE, ImportColumn, ImportFormat

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLACES = "Its places"
LAST_ROW = 5_000
LONGEST_LIST = 255  # characters of a list that stands in its rule


def workbook(kind: ImportFormat, places: Sequence[str]) -> bytes:
    """The sheet to fill in, the places that can be chosen, and what the columns mean."""
    book = Workbook()
    sheet = book.active
    sheet.title = kind.heading[:31]
    columns = sorted(filter(partial(_is_filled_in, kind), kind.columns), key=_is_no_place)
    _rows(sheet, [[column.label for column in columns]])
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = max(16, len(column.label) + 4)
        if offered := _offered(column, places):
            rule = DataValidation("list", formula1=offered, allow_blank=True)
            rule.showErrorMessage = False  # a smaller place, or another name, may be typed
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)
    _rows(book.create_sheet(PLACES), [["Place"], *([name] for name in places)])
    said = ([column.label, _meaning(column)] for column in columns)
    _rows(book.create_sheet(EXPLAINS), [["Column", "What it means"], *said])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _is_filled_in(kind: ImportFormat, column: ImportColumn) -> bool:
    """Not what only says what becomes of a column, or which record of ours a row is about."""
    return column.key != ADDRESS and not (column.key == NOTE and kind.has_notes)


def _is_no_place(column: ImportColumn) -> bool:
    """False for the place, which stands first."""
    return not (isinstance(column.reads, Named) and column.reads.noun == "place")


def _rows(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        sheet.append([harmless(text) for text in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _offered(column: ImportColumn, places: Sequence[str]) -> str:
    """What can be chosen in a column, as a spreadsheet's rule says it; empty for anything."""
    reader = column.reads
    if not _is_no_place(column):
        return f"'{PLACES}'!$A$2:$A${len(places) + 1}" if places else ""
    words = ["Yes", "No"] if isinstance(reader, YesNo) else []
    if isinstance(reader, Choice):
        words = [label for _, label in reader.listed]
    text = ",".join(words)
    fits = words and len(text) <= LONGEST_LIST and not any("," in word for word in words)
    return f'"{text}"' if fits else ""


def _meaning(column: ImportColumn) -> str:
    return ". ".join(filter(None, (column.means, "Needed" if column.must_be_matched else "")))
