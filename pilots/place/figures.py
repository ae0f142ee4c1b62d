"""The figures of a place: what was planned and what happened, of the pilots that are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from pilots.indicator.measures import Measure
from pilots.indicator.models.indicator import hide_few
from pilots.models import Actual, Indicator, IndicatorDefinition, Pilot
from pilots.place.pilots import Pilots

INDICATORS = 16
FIGURES = 10
PAIRS = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """What was planned and what happened, over the pilots that are shown.

    ``pairs`` stand large, side by side; ``others`` in a table. ``more`` is how many are left out.
    """

    pairs: list[Measure]
    others: list[Measure]
    more: int
    url: str

    @property
    def all(self) -> list[Measure]:
        """All that are shown."""
        return [*self.pairs, *self.others]

    def __bool__(self) -> bool:
        return bool(self.pairs or self.others)


def figures_of(user: Any, pilots: Pilots) -> Figures:
    """The figures of the pilots that are shown: first those whose plan counts something else."""
    by_id = {pilot.pk: pilot for pilot in pilots.pilots}
    order = {pk: number for number, pk in enumerate(by_id)}
    figures = sorted(_measures(user, by_id), key=lambda measure: order[measure.indicator.pilot_id])
    comparable = [measure for measure in figures if measure.has_plan and measure.actual.known]
    differing = [measure for measure in comparable if measure.same is not True]
    pairs = (differing or comparable[:1])[:PAIRS]
    others = [measure for measure in figures if measure not in pairs]
    only = pilots.only
    return Figures(
        pairs=pairs,
        others=others[: FIGURES - len(pairs)],
        more=max(len(others) - FIGURES + len(pairs), 0),
        url=reverse("pilot_indicators", args=[only.slug]) if only else pilots.url,
    )


def _measures(user: Any, pilots: dict[int, Pilot]) -> list[Measure]:
    """Each indicator with its plan in force and its latest figure alone. One query."""
    indicators = Indicator.objects.filter(pilot__in=pilots, is_context=False, ended_on=None)
    made = {}
    for indicator in _with_plan_and_latest(
        user, indicators.order_by("pilot_id", "number")[:INDICATORS]
    ):
        indicator.pilot = pilots[indicator.pilot_id]
        # What no row is joined to lacks the attribute
        plan, actual = getattr(indicator, "plan", None), getattr(indicator, "latest", None)
        if plan is not None:
            plan.until = indicator.plan_until
        if actual is not None:
            actual.until = indicator.actual_until
            actual.definition_then = indicator.actual_definition
            hide_few(user, actual, "value")
        made[indicator.pk] = Measure(indicator, plan, (actual,) if actual else ())
    return [
        replace(value, whole=made.get(value.indicator.part_of_id or 0)) for value in made.values()
    ]


def _with_plan_and_latest(user: Any, indicators: QuerySet[Indicator]) -> Any:
    """Each with ``plan`` and ``latest``, joined to it, and what they count where that changed."""
    live = Actual.objects.standing_for(user).filter(indicator__in=indicators.values("pk"))
    by_day = live.order_by("indicator_id", F("as_of").desc(nulls_last=True), "-id")
    latest = Subquery(by_day.distinct("indicator_id").values("pk"))
    earlier = IndicatorDefinition.objects.filter(indicator=OuterRef("pk")).order_by("until")

    def after(day: str) -> QuerySet[IndicatorDefinition]:
        return earlier.filter(until__gt=Coalesce(OuterRef(day), Value(dt.date.min)))

    rows: Any = indicators.annotate(
        plan=FilteredRelation("plans", condition=Q(plans__valid_to=None)),
        latest=FilteredRelation("actuals", condition=Q(actuals__in=latest)),
        plan_until=Subquery(after("plan__valid_from").values("until")[:1]),
        actual_until=Subquery(after("latest__as_of").values("until")[:1]),
        actual_definition=Subquery(after("latest__as_of").values("definition")[:1]),
    )
    return rows.select_related("plan__source", "latest__source")
