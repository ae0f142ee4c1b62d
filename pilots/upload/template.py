"""The file to fill in, its sheets and columns: what is due, and what was said last time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from interface.exports import harmless
from pilots.indicator.actual_forms import COUNTS_WORDS, OWN_RECORDS
from pilots.indicator.groups import ByGroup, lists_of
from pilots.indicator.measures import Measure
from pilots.models import Actual, Pilot, Update
from pilots.pilot.schedule import Period
from pilots.update.forms import ProgressForm
from records.figures import in_words

UPDATE, FIGURES = "Update", "Figures"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the figures: its head, the input of the figure's form that it fills (empty:
    only there to read), and what is to be entered."""

    head: str
    fills: str
    help: str


NUMBER = FileColumn("Number", "", "Which figure it is. Do not change it")
NAME = FileColumn("Figure", "", "What is counted. Do not change it")
UNIT = FileColumn("Unit", "", "What it is counted in. Do not change it")
PLANNED = FileColumn("Planned", "", "To read only")
LAST = FileColumn("Last time", "", "To read only")
GROUP = FileColumn("Group", "", "In a row of a group, such as “Sex: women”; empty: the whole")
ACTUAL = FileColumn("Actual", "value", "41, 7,000 to 15,000, over 550; empty: nothing to record")
OUT_OF = FileColumn("Out of", "", "For a per cent: 67 in “Actual” and 150 here make 45%")
DATE = FileColumn("Date of the figure", "as_of_day", "30 June 2026 or 2026-06-30")
COLUMNS = (
    *(NUMBER, NAME, GROUP, UNIT, PLANNED, LAST, ACTUAL, OUT_OF),
    FileColumn("Not known because", "missing", "Only where there is no figure"),
    FileColumn("Same as the plan", "counts", "yes, no or not sure"),
    FileColumn("What is different", "difference", "Where it counts something else than the plan"),
    DATE,
    FileColumn("Where it is from", "source_said", "The pilot’s own records, for example"),
    FileColumn("Anything to know", "note", "A condition, for example"),
    FileColumn("Replaces", "replaces", "yes, where there is a figure of that date already"),
)
NEEDED = (NUMBER, ACTUAL)
# The parts of the update, each a line of the first sheet: what log progress calls them.
ASKED = (
    *("report", "period_start", "period_end", "confidence", "happened"),
    *("next_steps", "help_needed", "public_sentence"),
)


_OFFERED = {
    "missing": [str(label) for label in Actual.Missing.labels],
    "counts": list(COUNTS_WORDS.values()),
}
_WIDTHS = {"Figure": 34, "Planned": 34, "Last time": 30, "What is different": 34}


def workbook(
    pilot: Pilot, period: Period, last: Update | None, measures: Sequence[Measure]
) -> bytes:
    """The template as a spreadsheet of two sheets and one that says how to fill them."""
    book = Workbook()
    sheet = book.active
    sheet.title = UPDATE
    for column, width in {"A": 38, "B": 70, "C": 70}.items():
        sheet.column_dimensions[column].width = width
    _head(sheet, ("Question", "Your answer", "Last time"))
    for row in _questions(period, last):
        sheet.append([harmless(text) for text in row])
    for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    _figures(book, pilot, period, measures)
    helps = book.create_sheet("How to fill it in")
    helps.column_dimensions["A"].width, helps.column_dimensions["B"].width = 24, 80
    for head, line in _how(pilot):
        helps.append([harmless(head), harmless(line)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain(period: Period, measures: Sequence[Measure]) -> str:
    """The figures alone, as a CSV."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([column.head for column in COLUMNS])
    writer.writerows([harmless(cell) for cell in row] for row in _rows(period, measures))
    return "\ufeff" + file.getvalue()


def _figures(book: Workbook, pilot: Pilot, period: Period, measures: Sequence[Measure]) -> None:
    sheet = book.create_sheet(FIGURES)
    sheet.freeze_panes = "C2"
    for at, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.head, 18)
        if offered := _OFFERED.get(column.fills):
            choices = DataValidation("list", formula1=f'"{",".join(offered)}"', allow_blank=True)
            choices.add(f"{letter}2:{letter}1000")
            sheet.add_data_validation(choices)
    _head(sheet, [column.head for column in COLUMNS])
    for row in _rows(period, measures):
        sheet.append([harmless(cell) for cell in row])


def _questions(period: Period, last: Update | None) -> Iterator[tuple[str, str, str]]:
    fields = ProgressForm.base_fields
    prefilled = {
        "report": "yes",
        "period_start": period.start.isoformat() if period.start else "",
        "period_end": period.end.isoformat(),
    }
    before = {
        "confidence": last.get_confidence_display() if last else "",
        **{name: getattr(last, name, "") for name in ProgressForm.WRITTEN[1:]},
    }
    for name in ASKED:
        yield str(fields[name].label), prefilled.get(name, ""), str(before.get(name, ""))


def _rows(period: Period, measures: Sequence[Measure]) -> Iterator[list[Any]]:
    for measure in measures:
        indicator, last = measure.indicator, measure.latest
        counts = last.counts if last and measure.has_plan else ""
        yield [
            indicator.number,
            indicator.name,
            "",
            indicator.unit,
            measure.planned_words if measure.has_plan else "No plan known",
            f"{last.words}, {last.day or 'date not known'}" if last else "",
            "",
            "",
            "",
            COUNTS_WORDS.get(counts, ""),
            last.difference if last and counts == Actual.Counts.DIFFERENT else "",
            period.end.isoformat(),
            (last.source_said if last else "") or OWN_RECORDS,
            "",
            "",
        ]
        yield from _group_rows(measure, period)


def _group_rows(measure: Measure, period: Period) -> Iterator[list[Any]]:
    """A row for each group, of which the number alone is asked."""
    indicator = measure.indicator
    planned = measure.plan.by_group if measure.plan else ByGroup()
    last = measure.latest.by_group if measure.latest else ByGroup()
    for name, groups in lists_of(indicator.groups).items():
        for group in groups:
            said = [by.get(name, {}).get(group) for by in (planned, last)]
            words = ["" if value is None else in_words(value) for value in said]
            head = [indicator.number, indicator.name, f"{name}: {group}", indicator.unit]
            yield [*head, *words, *("",) * 5, period.end.isoformat(), *("",) * 3]


def _how(pilot: Pilot) -> Iterator[tuple[str, str]]:
    yield "Pilot", pilot.title
    yield "Please don’t name residents", "Neither in the update nor beside a figure."
    yield "A figure left empty", "is not recorded this time. It never counts as zero."
    yield "By group", "Fill in the whole in its own row, and its groups in the rows below it."
    yield "Several dates", "Copy a row and change its date: one row for each date."
    yield "Answers", f"“Anything to report”: yes or no change. Confidence: {_confidence()}."
    for column in COLUMNS:
        yield column.head, column.help


def _confidence() -> str:
    return ", ".join(Update.Confidence.labels)


def _head(sheet: Any, heads: Sequence[str]) -> None:
    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
