"""A filled-in file read back: the update and its figures, or every problem with its cell.

The same forms judge it that judge what is typed on the screen, so that a file can neither say more
nor less than *log progress* takes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from interface import forms
from interface.forms.dates import Typed
from pilots.indicator.actions import NewFigure
from pilots.indicator.actual_forms import COUNTS_WORDS, FigureForm
from pilots.indicator.measures import Measure
from pilots.models import Actual, Pilot, Update
from pilots.pilot.schedule import Period
from pilots.update.actions import Report
from pilots.update.forms import NO_CHANGE, ProgressForm
from pilots.upload.template import (
    ACTUAL,
    ASKED,
    COLUMNS,
    DATE,
    FIGURES,
    GROUP,
    LAST,
    NAME,
    NEEDED,
    NUMBER,
    OUT_OF,
    PLANNED,
    UNIT,
    UPDATE,
)
from records.files.tables import Problem, Table

_CHOICES: dict[str, dict[str, str]] = {
    "missing": {label.lower(): value for value, label in Actual.Missing.choices},
    "counts": {label: value for value, label in COUNTS_WORDS.items()},
    "replaces": {"yes": "on", "no": "", "": ""},
    "confidence": {label.lower(): value for value, label in Update.Confidence.choices},
    "report": {"yes": "yes", "no change": NO_CHANGE, "no": NO_CHANGE, "": "yes"},
}
_DAYS = ("period_start", "period_end")
# What a row of a group says; the rest is said of the whole.
OF_GROUPS = {column.head for column in (NUMBER, NAME, UNIT, PLANNED, LAST, GROUP, ACTUAL, DATE)}
OF_WHOLE = "write this in the row of the whole"
WHOLE_MISSING = "enter the figure as a whole too, in a row of the same date without a group"


@dataclass
class Read:
    """What a file says. ``report`` is None where it has no sheet for the update, or a bad one."""

    problems: list[Problem] = field(default_factory=list)
    figures: list[NewFigure] = field(default_factory=list)
    report: Report | None = None
    has_update: bool = False


def read(
    tables: Sequence[Table],
    *,
    pilot: Pilot,
    measures: Sequence[Measure],
    period: Period,
    today: dt.date,
) -> Read:
    """The update and figures of a file, judged as if typed. Nothing is recorded here."""
    result = Read()
    update = next((table for table in tables if table.name.strip().lower() == UPDATE.lower()), None)
    if update is not None:
        result.has_update = True
        result.problems += update.problems
        _read_update(update, result, pilot=pilot, period=period, today=today)
    figures = _sheet_of_figures(tables)
    if figures is None:
        if update is None:
            message = f"There is no sheet “{FIGURES}” with the columns of the template"
            result.problems.append(Problem("", message))
        return result
    result.problems += [problem for problem in figures.problems if problem not in result.problems]
    day = min(period.end, today)
    _Figures(figures, measures, day, today).read_into(result)
    return result


def _sheet_of_figures(tables: Sequence[Table]) -> Table | None:
    named = [
        table for table in tables if table.is_plain or table.name.strip().lower() == FIGURES.lower()
    ]
    return named[0] if named else None


def _read_update(
    table: Table, result: Read, *, pilot: Pilot, period: Period, today: dt.date
) -> None:
    """The questions stand in the first column, the answers in the second."""
    labels = {str(ProgressForm.base_fields[name].label).lower(): name for name in ASKED}
    data: dict[str, str] = {}
    at: dict[str, int] = {}
    for row, cells in table.rows:
        name = labels.get(cells[0].lower())
        if name is None:
            result.problems.append(
                Problem(table.where(row, 0), f"“{cells[0]}” is not a question of the template")
            )
            continue
        answer = cells[1] if len(cells) > 1 else ""
        at[name] = row
        if name in _CHOICES:
            data[name] = _chosen(name, answer, result, table.where(row, 1))
        else:
            data[f"{name}_day" if name in _DAYS else name] = answer
    form = ProgressForm(data, period=period, today=today)
    if form.is_valid():
        result.report = form.as_report
        return
    told = {problem.where for problem in table.problems}
    for name, messages in form.errors.items():
        where = table.where(at[name], 1) if name in at else table.name
        if where not in told:
            result.problems += [Problem(where, str(message)) for message in messages]


def _chosen(name: str, typed: str, result: Read, where: str) -> str:
    offered = _CHOICES[name]
    if typed.lower() in offered:
        return offered[typed.lower()]
    if typed:
        choices = ", ".join(choice for choice in offered if choice)
        result.problems.append(Problem(where, f"“{typed[:60]}” is none of: {choices}"))
    return ""


class _Figures:
    """The rows of one sheet of figures, each judged by the form of its indicator."""

    def __init__(
        self, table: Table, measures: Sequence[Measure], day: dt.date, today: dt.date
    ) -> None:
        self.table = table
        self.forms = {
            str(measure.indicator.number): FigureForm(measure=measure, day=day, today=today)
            for measure in measures
        }
        self.columns: dict[str, int] = {}
        self.taken: dict[tuple[str, dt.date | None], int] = {}
        # Of a figure of a date: by the box of each group its row and its number
        self.groups: dict[tuple[str, Any], dict[str, tuple[int, str]]] = {}

    def read_into(self, result: Read) -> None:
        """Add what the rows say, or what is wrong with them."""
        problems = list(self._read_head())
        result.problems += problems
        if problems:
            return
        wholes, dates = [], dict[str, str]()
        for row, cells in self.table.rows:
            answers = {
                head: cells[at] if at < len(cells) else "" for head, at in self.columns.items()
            }
            number, day = answers[NUMBER.head], answers.get(DATE.head)
            if answers.get(GROUP.head):
                # Without a date it is of the whole above it
                self._keep_group(row, {**answers, DATE.head: day or dates.get(number, "")}, result)
            else:
                dates[number] = day or ""
                wholes.append((row, answers))
        for row, answers in wholes:
            figure = self._figure(row, answers, result)
            if figure is not None:
                result.figures.append(figure)
        for groups in self.groups.values():
            result.problems += [
                Problem(self._where(row, ACTUAL.head), WHOLE_MISSING) for row, _ in groups.values()
            ]

    def _keep_group(self, row: int, answers: Mapping[str, str], result: Read) -> None:
        """The number of a group goes with the figure of its own number and date."""
        form = self._form(row, answers, result)
        if form is None:
            return
        result.problems += self._mismatches(form, answers, row)
        result.problems += [
            Problem(self._where(row, head), OF_WHOLE)
            for head, said in answers.items()
            if said and head not in OF_GROUPS
        ]
        if not answers[ACTUAL.head]:
            return
        boxes = form.group_boxes()
        typed = " ".join(answers[GROUP.head].split())
        box = boxes.get(typed.casefold())
        if box is None:
            known = ", ".join(str(cell.box.label) for one in form.groups for cell in one.cells)
            offered = f"Its groups: {known}" if known else "It has no groups"
            message = f"“{typed[:60]}” is not a group of this figure. {offered}"
            result.problems.append(Problem(self._where(row, GROUP.head), message))
            return
        kept = self.groups.setdefault(self._key(answers), {})
        if box in kept:
            message = f"this group is in row {kept[box][0]} already"
            result.problems.append(Problem(self._where(row, GROUP.head), message))
        kept[box] = (row, answers[ACTUAL.head])

    def _key(self, answers: Mapping[str, str]) -> tuple[str, Any]:
        """Which figure of which date, however that is written."""
        number, day = answers[NUMBER.head], answers.get(DATE.head, "")
        with suppress(ValidationError):
            return number, forms.parse_date(Typed(day, "", ""), allow_partial=True)
        return number, day

    def _read_head(self) -> Iterator[Problem]:
        heads = {column.head.lower(): column.head for column in COLUMNS}
        for at, text in enumerate(self.table.head):
            head = heads.get(text.lower())
            if head is None and text:
                yield Problem(
                    self.table.where(1, at), f"“{text[:60]}” is not a column of the template"
                )
            elif head in self.columns:
                yield Problem(self._head_at(at), f"the column “{text}” is there twice")
            elif head is not None:
                self.columns[head] = at
        for column in NEEDED:
            if column.head not in self.columns:
                yield Problem(self._head_at(None), f"the column “{column.head}” is missing")

    def _form(self, row: int, answers: Mapping[str, str], result: Read) -> FigureForm | None:
        form = self.forms.get(answers[NUMBER.head])
        if form is None:
            message = f"“{answers[NUMBER.head][:20]}” is not the number of a figure that is due"
            result.problems.append(Problem(self._where(row, NUMBER.head), message))
        return form

    def _figure(self, row: int, answers: Mapping[str, str], result: Read) -> NewFigure | None:
        form = self._form(row, answers, result)
        if form is None:
            return None
        mismatch = list(self._mismatches(form, answers, row))
        result.problems += mismatch
        before = len(result.problems)
        groups = self.groups.pop(self._key(answers), {})
        of_groups = {box: typed for box, (_, typed) in groups.items()}
        form.answer(self._data(answers, result, row) | of_groups)
        if not form.is_valid():
            result.problems += self._errors(form, row, groups)
        if mismatch or len(result.problems) > before:
            return None
        figure = form.figure
        if figure is not None and self._is_twice(answers[NUMBER.head], figure, row, result):
            return None
        return figure

    def _mismatches(
        self, form: FigureForm, answers: Mapping[str, str], row: int
    ) -> Iterator[Problem]:
        """Somebody moved rows or counts in another unit: better asked than recorded wrongly."""
        indicator = form.measure.indicator
        for head, expected in ((NAME.head, indicator.name), (UNIT.head, indicator.unit)):
            typed = answers.get(head, "")
            if typed and " ".join(typed.lower().split()) != " ".join(expected.lower().split()):
                message = f"number {indicator.number} is “{expected}”, not “{typed[:60]}”"
                yield Problem(self._where(row, head), message)

    def _data(self, answers: Mapping[str, str], result: Read, row: int) -> dict[str, str]:
        data = {}
        for column in COLUMNS:
            if not column.fills or column.head not in answers:
                continue
            typed = answers[column.head]
            if column.fills in _CHOICES:
                where = self._where(row, column.head)
                data[column.fills] = _chosen(column.fills, typed, result, where)
            else:
                data[column.fills] = typed
        data["unknown"] = "on" if data.get("missing") else ""
        if out_of := answers.get(OUT_OF.head):
            data["value"] = f"{data.get('value', '')} of {out_of}"
        return data

    def _errors(
        self, form: FigureForm, row: int, groups: Mapping[str, tuple[int, str]]
    ) -> Iterator[Problem]:
        """What the form says, but of a cell that was told already, such as one with a formula."""
        heads = {column.fills.removesuffix("_day"): column.head for column in COLUMNS}
        told = {problem.where for problem in self.table.problems}
        for name, messages in form.errors.items():
            where = self._where(
                groups[name][0] if name in groups else row, heads.get(name, ACTUAL.head)
            )
            for message in messages if where not in told else ():
                text = str(message).replace("Tick to replace it", "Write yes here to replace it")
                yield Problem(where, text)

    def _is_twice(self, number: str, figure: NewFigure, row: int, result: Read) -> bool:
        first = self.taken.setdefault((number, figure.as_of), row)
        if first != row:
            message = f"this figure and date are in row {first} already"
            result.problems.append(Problem(self.table.where(row), message))
        return first != row

    def _head_at(self, column: int | None) -> str:
        return self.table.where(self.table.head_row, column)

    def _where(self, row: int, head: str) -> str:
        return self.table.where(row, self.columns.get(head))
