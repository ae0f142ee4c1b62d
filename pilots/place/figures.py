"""The figures of a place: what was planned and what happened, of the pilots that are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from access.kept import kept
from access.subqueries import Among, array
from interface.paging import BoundedCount, up_to
from pilots.indicator.measures import Measure
from pilots.models import Actual, Indicator, IndicatorDefinition, Pilot
from pilots.place.pilots import Pilots
from records.models import Source
from records.statements import Given

INDICATORS = 16  # looked at
MOST_OF_A_FEW = 60  # looked at, of the few pilots of which one figure each is shown
FIGURES = 6  # shown
PAIRS = 2
# What the page says of an indicator, and of its figure; nothing else of them is read.
SAID = (
    *("pilot", "number", "name", "unit", "concerns", "condition", "definition", "part_of"),
    *("is_context", "direction", "may_exceed_100"),
)
ACTUAL_SAID = (
    *(
        "value_low",
        "value_high",
        "value_qualifier",
        "numerator",
        "denominator",
        "missing",
        "definition",
        "counts",
    ),
    *("difference", "as_of", "as_of_precision", "source_said", *Source.said("source")),
    *(f"indicator__{name}" for name in SAID),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was planned and what happened, over the pilots that are shown.

    ``pairs`` stand large, side by side; ``others`` in a table. ``in_all`` counts those left out
    too.
    """

    pairs: list[Measure]
    others: list[Measure]
    in_all: BoundedCount
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
    read = _measures(user, by_id)
    figures = sorted(read[:INDICATORS], key=lambda measure: order[measure.indicator.pilot_id])
    comparable = [measure for measure in figures if measure.has_plan and measure.actual.known]
    differing = [measure for measure in comparable if measure.same is not True]
    pairs = (differing or comparable[:1])[:PAIRS]
    others = [measure for measure in figures if measure not in pairs]
    only = pilots.only
    return Figures(
        pairs=pairs,
        others=others[: FIGURES - len(pairs)],
        in_all=up_to(len(read), INDICATORS),
        url=reverse("pilot_indicators", args=[only.slug]) if only else pilots.url,
    )


def telling(user: Any, pilots: list[Pilot]) -> dict[int, list[Measure]]:
    """The figures of a few pilots, by the pilot's id, those that say most first. Two queries.

    What was counted like its plan says more than what was counted otherwise, that more than a plan
    alone; of two that say as much the one that its team names first.
    """
    by_id = {pilot.pk: pilot for pilot in pilots}
    found: dict[int, list[Measure]] = {}
    for measure in sorted(_measures(user, by_id, MOST_OF_A_FEW), key=_says_less):
        found.setdefault(measure.indicator.pilot_id, []).append(measure)
    return found


def _says_less(measure: Measure) -> tuple[int, int]:
    has_plan, counted = measure.has_plan, measure.actual.known
    order = 0 if counted and measure.verdict == "Yes" else 1 if counted else 2 if has_plan else 3
    return order, measure.indicator.number


def _measures(user: Any, pilots: dict[int, Pilot], most: int = INDICATORS) -> list[Measure]:
    """Each indicator with its plan in force and its latest figure alone. Two queries."""
    if not pilots:
        return []
    indicators = {row.pk: row for row in _with_plan(most, pilots=array(pilots))}
    latest: dict[int, Any] = {}
    if indicators:
        figures = _latest(user, indicators=array(indicators))
        latest = {figure.indicator_id: figure for figure in figures}
    made = {}
    for pk, indicator in indicators.items():
        indicator.pilot = pilots[indicator.pilot_id]
        # What no row is joined to lacks the attribute
        plan, actual = getattr(indicator, "plan", None), latest.get(pk)
        if plan is not None:
            plan.until, _ = _counted_by(indicator, plan.valid_from)
        if actual is not None:
            actual.indicator = indicator
            actual.until, actual.definition_then = _counted_by(indicator, actual.as_of)
        made[pk] = Measure(indicator, plan, (actual,) if actual else ())
    return [
        replace(value, whole=made.get(value.indicator.part_of_id or 0)) for value in made.values()
    ]


@kept
def _with_plan(most: int, *, pilots: Given) -> Any:
    """The first indicators and one more, each with ``plan`` and what it counted before."""
    earlier = IndicatorDefinition.objects.filter(indicator=OuterRef("pk")).order_by("until")
    rows: Any = Indicator.objects.filter(
        Among("pilot_id", pilots), is_context=False, ended_on=None
    ).annotate(
        plan=FilteredRelation("plans", condition=Q(plans__valid_to=None)),
        earlier=ArraySubquery(earlier.values(read=JSONObject(until="until", words="definition"))),
    )
    first = rows.select_related("plan__source").order_by("pilot_id", "number")[: most + 1]
    return first.only(*SAID)


@kept
def _latest(user: Any, *, indicators: Given) -> Any:
    """The figure of the latest date of each that stands for this reader."""
    # These are of pilots that the reader was found to see
    seen = Actual.objects.filter(Among("indicator_id", indicators)).reaching(user)
    by_day = seen.not_replaced_for(user).order_by(
        "indicator_id", F("as_of").desc(nulls_last=True), "-id"
    )
    return by_day.distinct("indicator_id").select_related("source").only(*ACTUAL_SAID)


def _counted_by(indicator: Any, day: dt.date | None) -> tuple[dt.date | None, str | None]:
    """The definition that held on a day and when it ended; None for the one in force."""
    for earlier in indicator.earlier:
        until = dt.date.fromisoformat(earlier["until"])
        if until > (day or dt.date.min):
            return until, earlier["words"]
    return None, None
