"""What became of the targets of a pilot: what is suggested when it closes, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from pilots.indicator.measures import Measure, of_pilot
from pilots.models import Indicator, IndicatorPlan, Pilot, TargetOutcome
from records.figures import Qualifier

Outcome = TargetOutcome.Outcome
MOST = 100


@dataclass(frozen=True, slots=True)
class Became:
    """A target with what was said to have become of it."""

    name: str
    url: str
    planned: str
    outcome: str
    note: str


def with_target(user: Any, pilot: Pilot) -> list[Measure]:
    """The figures of a pilot that have a target in force, as this reader sees them."""
    found = of_pilot(user, pilot, charts=0)
    return [one for one in found if one.plan is not None and one.plan.target.known][:MOST]


def suggested(measure: Measure) -> str:
    """What became of a target as the figures have it; "" where that is for a person to say.

    Only where plan and actual count the same thing, both are known, and no condition stands
    between them.
    """
    plan, latest = measure.plan, measure.latest
    if plan is None or latest is None or not measure.same or measure.indicator.condition:
        return ""
    target, value = plan.target, latest.value
    if not (target.known and value.known) or target.unit != value.unit:
        return ""
    if value.high is not None or value.qualifier != Qualifier.EXACTLY:
        return ""
    return _compared(measure.indicator.direction, target.low, value.low)


def _compared(direction: str, target: Decimal | None, value: Decimal | None) -> str:
    if target is None or value is None or direction != Indicator.Direction.UP:
        return ""
    if value >= target:
        return Outcome.REACHED
    return Outcome.PARTLY if value > 0 else Outcome.NOT_REACHED


def became(pilot: Pilot) -> list[Became]:
    """What was said of the targets of a pilot, in the order of its figures."""
    rows = TargetOutcome.objects.filter(plan__indicator__pilot=pilot)
    found = rows.select_related("plan__indicator").order_by("plan__indicator__number", "id")
    return [_row(pilot, one) for one in found[:MOST]]


def _row(pilot: Pilot, one: TargetOutcome) -> Became:
    plan: IndicatorPlan = one.plan
    return Became(
        name=plan.indicator.name,
        url=reverse("indicator", args=[pilot.slug, plan.indicator.number]),
        planned=str(plan.target),
        outcome=str(one.get_outcome_display()).capitalize(),
        note=one.note,
    )
