"""Planned and actual in a row: a bar where both count the same, else why they are not compared.

What stands in the row is said in words as well, so the bar may be left unseen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interface.charts.planned_bar import PlannedBar, planned_bar
from interface.words import in_sentence
from pilots.indicator.measures import NO_PLAN_THEN, Measure
from pilots.models import Indicator
from records.figures import FEWER_THAN, Quantity

ALL_OF_IT = 100  # per cent
LONGEST = 180
NOT_COMPARED = {
    "No plan known": "No plan is known.",
    "Not sure": "We don’t know whether they count the same, so we don’t compare them.",
    "No": "They count different things, so we don’t compare them.",
    NO_PLAN_THEN: "No plan was known when it was counted, so we don’t compare them.",
    "No actual known yet": "Nobody has reported a figure.",
}


@dataclass(frozen=True, slots=True)
class BarRow:
    """One figure. ``below`` says of when and under which condition it is; ``bar`` is None where
    planned and actual are not compared, and ``said`` tells why. ``bold`` and ``rest`` are the
    figure in words, one after the other; ``bold`` is empty where it is not known."""

    name: str
    url: str
    below: list[str]
    bar: PlannedBar | None
    said: str
    bold: str
    rest: str

    @property
    def is_range(self) -> bool:
        return self.bar is not None and self.bar.is_range


def bar_rows(measures: Iterable[Measure]) -> list[BarRow]:
    """Each measure as a row, in their order."""
    return [_row(measure) for measure in measures]


def _row(measure: Measure) -> BarRow:
    bold, rest = figure_words(measure)
    bar = _bar(measure, f"{bold}{rest}")
    return BarRow(
        name=measure.indicator.name,
        url=measure.indicator.get_absolute_url(),
        below=_below(measure),
        bar=bar,
        said="" if bar else _why_not(measure),
        bold=bold,
        rest=rest,
    )


def figure_words(measure: Measure) -> tuple[str, str]:
    """What was counted, and after it what was planned, only where that counts the same: "118" and
    " of 150 homes", "22 homes" and "; plan 80 to 120"."""
    latest, plan = measure.latest, measure.plan
    if latest is None or not latest.value.known:
        if plan is None or not plan.target.known:
            return "", measure.actual.unknown_words
        return f"Plan {plan.target}", _before(measure)
    value = latest.value
    if share := measure.share_words:
        number = _number(value)
        return number, f"{share.removeprefix(number)}{_plan(measure)}"
    if value.parts_words:
        return str(value), _plan(measure) or _since(measure)
    if plan is not None and _plan(measure) and _is_to_reach(measure):
        return _number(value), f" of {plan.target}"
    return str(value), _plan(measure) or _since(measure)


def _since(measure: Measure) -> str:
    """Where it began, of a figure for which no number was planned."""
    plan, latest = measure.plan, measure.latest
    is_other = measure.verdict == "No" or latest is None or latest.until is not None
    return "" if plan is None or plan.target.known or is_other else _before(measure)


def _plan(measure: Measure) -> str:
    target = measure.plan.target if measure.plan else None
    is_compared = measure.verdict == "Yes" and target is not None and target.known
    return f"; plan {_number(target)}" if is_compared and target else ""


def _before(measure: Measure) -> str:
    baseline = measure.plan.baseline if measure.plan else None
    return f", from {_number(baseline)} before" if baseline and baseline.known else ""


def _is_to_reach(measure: Measure) -> bool:
    """Whether the plan is one number, of which what was counted is so much so far."""
    target = measure.plan.target if measure.plan else None
    value = measure.latest.value if measure.latest else None
    if target is None or value is None or target.low is None or value.low is None:
        return False
    is_down = measure.indicator.direction == Indicator.Direction.DOWN
    return target.high is None and value.high is None and not is_down and value.low <= target.low


def _bar(measure: Measure, words: str) -> PlannedBar | None:
    plan, latest = measure.plan, measure.latest
    if plan is None or not plan.target.known:
        return None
    actual = None
    if latest is not None and latest.value.known:
        if measure.verdict != "Yes" or latest.value.unit != plan.target.unit:
            return None
        if latest.value.qualifier == FEWER_THAN:  # which is drawn as no number
            return None
        actual = latest.value.low
    elif measure.split_on:
        return None
    whole = measure.whole_then if measure.share_words else None
    is_share = plan.target.unit == "%" and not measure.indicator.may_exceed_100
    return planned_bar(
        words,
        actual,
        plan.target.low,
        plan.target.high,
        None if measure.latest and measure.latest.until else plan.baseline_low,
        whole=ALL_OF_IT if is_share else whole.value.low if whole else None,
    )


def _why_not(measure: Measure) -> str:
    """Why there is no bar, in one sentence."""
    planned = measure.planned
    if measure.latest and measure.latest.value.qualifier == FEWER_THAN:
        return (
            f"Planned: {planned}. Too few to say how many." if planned.known else "Too few to say."
        )
    if measure.verdict == "Yes":
        return "No number was planned."
    if measure.verdict == NO_PLAN_THEN and not planned.known:
        return NOT_COMPARED["No plan known"]
    if measure.split_on:
        return measure.verdict_sentence
    difference = measure.latest.difference if measure.latest else ""
    if measure.verdict == "No" and difference and len(difference) <= LONGEST:
        why = f"{difference.rstrip('.')}. Not compared."
    else:
        why = NOT_COMPARED[measure.verdict]
    return f"Planned: {planned}. {why}" if planned.known else why


def _below(measure: Measure) -> list[str]:
    actual, planned = measure.actual, measure.planned
    known = actual.known
    when = f"at {actual.as_of}" if known and actual.as_of else planned.as_of
    said = [
        "about the area, not the pilot" if measure.indicator.is_context else "",
        in_sentence(actual.condition) if known and actual.condition else "",
        when,
        "" if known or not planned.known else actual.unknown_words,
        measure.larger_words,
    ]
    return [words for words in said if words]


def _number(quantity: Quantity) -> str:
    return " ".join(part for part in (quantity.qualifier_words, quantity.number) if part)
