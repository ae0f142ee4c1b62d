"""What is tried at a place: each pilot with the one figure that says most of it, as a bar where it
counts like its plan, else in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from interface.charts.planned_bar import PlannedBar, planned_bar
from interface.words import capitalised
from pilots.indicator.measures import Measure
from pilots.place.figures import telling
from pilots.place.pilots import PilotRow, Pilots
from records.figures import FEWER_THAN, Qualifier, Quantity

PILOTS, OF_ONE = 4, 3
APART = {
    "Yes": "",
    "No": "Plan and result count different things",
    "Not sure": "We don’t know whether plan and result count the same thing",
    "No actual known yet": "Not counted yet",
}
NO_PLAN, NO_FIGURES = "No plan is known", "No figures yet"


@dataclass(frozen=True)
class Tried:
    """A line: a pilot with its state and the figure that says most, or ``about`` what it is where
    there is none; or one more figure of the only pilot, under its own name."""

    title: str
    measure: Measure | None
    url: str = ""
    where: str = ""
    state: str = ""
    shape: str | None = None
    about: str = ""

    @cached_property
    def bar(self) -> PlannedBar | None:
        """Planned and actual, where they count the same or nothing is counted yet."""
        measure = self.measure
        if measure is None or measure.verdict not in ("Yes", "No actual known yet"):
            return None
        plan, actual = measure.planned.quantity, measure.actual.quantity
        if actual is not None and actual.known and actual.qualifier == FEWER_THAN:
            return None
        got = actual.low if actual is not None and actual.known else None
        words = f"{self.bold}{self.rest}"
        return planned_bar(words, got, plan.low, plan.high) if plan is not None else None

    @property
    def between(self) -> str:
        """What stands in place of a bar: why there is none."""
        return APART.get(self.measure.verdict, NO_PLAN) if self.measure else NO_FIGURES

    @property
    def bold(self) -> str:
        """The figure; what is planned where nothing was counted."""
        measure = self.measure
        if measure is None:
            return ""
        if measure.actual.known:
            return capitalised(str(measure.actual))
        return capitalised(str(measure.planned)) if measure.planned.known else ""

    @property
    def rest(self) -> str:
        """What was planned, beside the figure; why it was not counted, beside a plan alone."""
        measure = self.measure
        if measure is None:
            return self.about
        if not measure.actual.known:
            reason = f": {measure.actual.reason}" if measure.actual.reason else ""
            return f" planned; so far not known{reason}"
        target = measure.planned.quantity
        if target is None or not target.known:
            return ""
        return f" of {target.number} planned" if _is_plain(measure, target) else f"; plan: {target}"

    @property
    def name(self) -> str:
        """What was counted, where the line is not called so, with its condition and date."""
        measure = self.measure
        if measure is None:
            return ""
        actual = measure.actual
        day = (actual.as_of if actual.known else measure.planned.as_of) or ""
        name = "" if self.title == measure.indicator.name else measure.indicator.name
        return ", ".join(part for part in (name, actual.condition, day) if part)


def _is_plain(measure: Measure, target: Quantity) -> bool:
    """Whether "118 homes of 150 planned" says all: they count the same, up to one number."""
    return measure.verdict == "Yes" and target.qualifier == Qualifier.EXACTLY and not target.high


def tried_at(user: Any, pilots: Pilots) -> list[Tried]:
    """The first few pilots; of one alone a few of its figures. Two queries."""
    rows = pilots.rows[:PILOTS]
    figures = telling(user, [row.pilot for row in rows])
    made = []
    for row in rows:
        known = [one for one in figures.get(row.pilot.pk, ()) if _says_something(one)]
        made.append(_line(row, known[0] if known else None))
        if pilots.only is not None:
            made += [Tried(one.indicator.name, one) for one in known[1:OF_ONE]]
    return made


def _says_something(measure: Measure) -> bool:
    return measure.actual.known or measure.planned.known


def _line(row: PilotRow, measure: Measure | None) -> Tried:
    pilot = row.pilot
    state, shape = _state(row)
    about = pilot.summary or pilot.challenge
    return Tried(pilot.title, measure, pilot.get_absolute_url(), row.where, state, shape, about)


def _state(row: PilotRow) -> tuple[str, str | None]:
    """How confident its team is, to whom that is told; else where it stands."""
    pilot = row.pilot
    if row.confidence and pilot.is_under_way:
        return row.confidence, None
    if pilot.is_under_way and pilot.started and pilot.started.first > timezone.localdate():
        return f"Starts {pilot.started}", "early"
    return pilot.standing, pilot.shape
