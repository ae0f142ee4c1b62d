"""What the charts of a measure draw: a line where there are several dates, else dots and a band.

A target is drawn only where plan and actual count the same thing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from interface.charts.bands import BandChart, PlanActual, band_chart
from interface.charts.line import LineChart, line_chart
from interface.charts.series import Reading, Target, TargetChange
from interface.charts.spark import Spark, spark
from interface.words import date_words
from pilots.indicator.measures import Measure
from pilots.models import Actual, IndicatorPlan, PlanChange
from records.dates import DateWithPrecision
from records.figures import Qualifier, Quantity

CHART_AT_LEAST = 2
ANOTHER = "Definition changed: the figures above count something different"


def line(
    measure: Measure, plans: Sequence[IndicatorPlan] = (), changes: Iterable[PlanChange] = ()
) -> LineChart | None:
    """The series of a measure; None where fewer than two dated figures are known.

    ``plans`` are all its plans, oldest first, whose changes are marked on the time axis;
    ``changes`` those of the pilot's approach, marked as such where their day is known.
    """
    dated = [actual for actual in measure.series if actual.as_of is not None]
    known_values = [actual for actual in dated if actual.value.known]
    if len(known_values) < CHART_AT_LEAST:
        return None
    new = breaks(dated)
    marked = [
        TargetChange(
            plan.valid_from,
            f"{'Definition and plan changed' if plan.valid_from in new else 'Plan changed'}"
            f" to {_numbers(plan.target)}",
            ANOTHER if plan.valid_from in new else "",
        )
        for plan in plans
        if plan.valid_from is not None and plan.target.known
    ]
    change_days = {change.day for change in marked}
    marked += [
        TargetChange(day, "Definition changed", ANOTHER) for day in new if day not in change_days
    ]
    marked += [_approach(change.on, change) for change in changes if change.on is not None]
    return line_chart(
        f"line-{measure.indicator.pk}",
        measure.indicator.name,
        [_reading(before, actual) for before, actual in pairwise([dated[0], *dated])],
        _targets(measure, known_values),
        marked,
        unit=measure.indicator.unit,
    )


def small(measure: Measure) -> Spark | None:
    """The series of a measure beside its figure; None where fewer than two dated ones are known."""
    dated = [actual for actual in measure.series if actual.as_of is not None]
    known_values = [actual for actual in dated if actual.value.known]
    if len(known_values) < CHART_AT_LEAST:
        return None
    return spark(
        f"spark-{measure.indicator.pk}",
        measure.indicator.name,
        [_reading(before, actual) for before, actual in pairwise([dated[0], *dated])],
        _targets(measure, known_values),
    )


def bands(measure: Measure) -> BandChart | None:
    """The latest figure of a measure with its planned band, under the whole it is a part of."""
    shown = [measure]
    whole = measure.whole
    if whole is not None and whole.indicator.unit == measure.indicator.unit:
        shown = [whole, measure]
    return band_chart(
        f"band-{measure.indicator.pk}",
        measure.indicator.name,
        [_plan_actual(measure) for measure in shown],
        unit=measure.indicator.unit,
    )


def _approach(day: dt.date, change: PlanChange) -> TargetChange:
    """A change of approach: short on the drawing, in full in the table beside it."""
    when = str(change.day)
    text = f"Approach changed: from {change.before.rstrip('.')} to {change.after.rstrip('.')}"
    return TargetChange(day, f"Approach changed, {when}", text, when)


def breaks(series: Iterable[Actual]) -> list[dt.date]:
    """The days on which the definition changed between the figures of a series."""
    return sorted({actual.until for actual in series if actual.until is not None})


def changed_words(day: dt.date) -> str:
    """How a change of definition is told between two figures."""
    return f"Definition changed on {date_words(day)}"


def _reading(before: Actual, actual: Actual) -> Reading:
    """A figure, and whether it counts another thing than the one before it."""
    value = actual.value
    day = actual.as_of or dt.date.min
    differs = before.until is not None and before.until != actual.until
    common: dict[str, Any] = {
        "when": str(actual.day or ""),
        "starts_anew": changed_words(before.until) if differs and before.until else "",
    }
    if not value.known:
        return Reading(day, said=actual.words, **common)
    exact = actual.value_qualifier == Qualifier.EXACTLY
    text = _numbers(value)
    if value.high is not None:
        return Reading(day, low=value.low, high=value.high, said=text, **common)
    return Reading(day, value.low, said=text, exact=exact, **common)


def _targets(measure: Measure, values: Iterable[Actual]) -> list[Target]:
    """The planned band by its date, where every figure of the line counts what the plan counts."""
    plan = measure.plan
    if plan is None or plan.due is None or not plan.target.known:
        return []
    if any(value.counts != Actual.Counts.SAME or value.until != plan.until for value in values):
        return []
    target, due = plan.target, DateWithPrecision.of(plan, "due")
    low = target.low or 0
    high = low if target.high is None else target.high
    return [Target(plan.due, low, high, said=_numbers(target), when=str(due))]


def _plan_actual(measure: Measure) -> PlanActual:
    latest, plan = measure.latest, measure.plan
    value = latest.value if latest else None
    target = plan.target if plan else None
    known_target = target if target and target.known else None
    return PlanActual(
        label=measure.indicator.name,
        actual_low=value.low if value else None,
        actual_high=value.high if value else None,
        actual_words=latest.words if latest else "Not known",
        planned_low=known_target.low if known_target else None,
        planned_high=known_target.high if known_target else None,
        planned_words=str(known_target) if known_target else "Not known",
        same=measure.same,
        same_words=measure.verdict_words,
        condition=measure.indicator.condition,
        as_of=str(latest.day or "") if latest else "",
    )


def _numbers(quantity: Quantity) -> str:
    return " ".join(part for part in (quantity.qualifier_words, quantity.number) if part)
