"""The figures of a place: what was planned and what happened, of the pilots that are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F
from django.urls import reverse

from dashboards.place_pilots import Pilots
from pilots.measures import Measure
from pilots.models import Actual, Indicator, IndicatorPlan

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
    indicators = Indicator.objects.filter(pilot__in=list(by_id), is_context=False, ended_on=None)
    rows = list(indicators.order_by("pilot_id", "number")[:INDICATORS])
    for one in rows:
        one.pilot = by_id[one.pilot_id]
    order = {pk: number for number, pk in enumerate(by_id)}
    found = sorted(_measures(user, rows), key=lambda one: order[one.indicator.pilot_id])
    comparable = [one for one in found if one.has_plan and one.actual.known]
    differing = [one for one in comparable if one.same is not True]
    pairs = (differing or comparable[:1])[:PAIRS]
    others = [one for one in found if one not in pairs]
    only = pilots.only
    return Figures(
        pairs=pairs,
        others=others[: FIGURES - len(pairs)],
        more=max(len(others) - FIGURES + len(pairs), 0),
        url=reverse("pilot_indicators", args=[only.slug]) if only else pilots.url,
    )


def _measures(user: Any, rows: list[Indicator]) -> list[Measure]:
    """Each indicator with its plan and its latest figure alone. Two queries."""
    ids = [one.pk for one in rows]
    in_force = IndicatorPlan.objects.filter(indicator__in=ids, valid_to=None)
    plans = {one.indicator_id: one for one in in_force.select_related("source")}
    standing = Actual.objects.filter(indicator__in=ids).standing_for(user).select_related("source")
    latest = standing.order_by("indicator_id", F("as_of").desc(nulls_last=True), "-id")
    actuals = {one.indicator_id: one for one in latest.distinct("indicator_id")}
    made = {}
    for one in rows:
        plan, actual = plans.get(one.pk), actuals.get(one.pk)
        for part in (plan, actual):
            if part is not None:
                part.indicator = one
        made[one.pk] = Measure(one, plan, (actual,) if actual else ())
    return [replace(one, whole=made.get(one.indicator.part_of_id or 0)) for one in made.values()]
