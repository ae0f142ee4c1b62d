"""The figures of a place: what was planned and what happened, of the pilots that are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from dashboards.place.pilots import Pilots
from pilots.indicator.measures import Measure
from pilots.indicator.models.indicator import hide_few
from pilots.models import Actual, Indicator, IndicatorPlan, Pilot
from records import written
from records.models import Source

INDICATORS = 16
FIGURES = 10
PAIRS = 2

# Each indicator with its plan in force and the latest figure that stands for the reader.
ROWS = """
WITH asked AS (
  SELECT id, pilot_id, number, name, unit, definition, condition, concerns, part_of_id
  FROM pilots_indicator
  WHERE pilot_id = ANY(%s::bigint[]) AND NOT is_context AND ended_on IS NULL
  ORDER BY pilot_id, number LIMIT %s
)
SELECT asked.*,
  plan.id AS plan__id, plan.definition AS plan__definition, plan.unit AS plan__unit,
  plan.target_low AS plan__target_low, plan.target_high AS plan__target_high,
  plan.target_qualifier AS plan__target_qualifier,
  plan.due AS plan__due, plan.due_precision AS plan__due_precision,
  {plan_source},
  (SELECT min(until) FROM pilots_indicatordefinition
   WHERE indicator_id = asked.id AND until > coalesce(plan.valid_from, '0001-01-01')
  ) AS plan_until,
  was.until AS actual_until, was.definition AS actual_definition_then,
  actual.id AS actual__id, actual.value_low AS actual__value_low,
  actual.value_high AS actual__value_high, actual.value_qualifier AS actual__value_qualifier,
  actual.missing AS actual__missing, actual.definition AS actual__definition,
  actual.counts AS actual__counts, actual.difference AS actual__difference,
  actual.as_of AS actual__as_of, actual.as_of_precision AS actual__as_of_precision,
  actual.source_said AS actual__source_said,
  {actual_source}
FROM asked
LEFT JOIN pilots_indicatorplan plan ON plan.indicator_id = asked.id AND plan.valid_to IS NULL
LEFT JOIN records_source plan_source ON plan_source.id = plan.source_id
LEFT JOIN LATERAL (
  SELECT stands.id FROM {standing}
  WHERE stands.indicator_id = asked.id
  ORDER BY stands.as_of DESC NULLS LAST, stands.id DESC LIMIT 1
) latest ON true
LEFT JOIN pilots_actual actual ON actual.id = latest.id
LEFT JOIN LATERAL (
  SELECT until, definition FROM pilots_indicatordefinition
  WHERE indicator_id = asked.id AND until > coalesce(actual.as_of, '0001-01-01')
  ORDER BY until LIMIT 1
) was ON true
LEFT JOIN records_source actual_source ON actual_source.id = actual.source_id
ORDER BY asked.pilot_id, asked.number
"""
SOURCE = ("id", "title", "slug", "publisher", "published", "published_precision")


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
    found = sorted(_measures(user, by_id), key=lambda one: order[one.indicator.pilot_id])
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


def _measures(user: Any, pilots: dict[int, Pilot]) -> list[Measure]:
    """Each indicator with its plan and its latest figure alone. One query."""
    standing = written.seen(
        Actual.objects.standing_for(user), "stands", "id", "indicator_id", "as_of"
    )
    sql = ROWS.format(
        standing=standing,
        plan_source=_source("plan_source"),
        actual_source=_source("actual_source"),
    )
    rows = written.records(
        Indicator,
        sql,
        (list(pilots), INDICATORS, *standing.values),
        plan=IndicatorPlan,
        plan_source=Source,
        actual=Actual,
        actual_source=Source,
    )
    made = {}
    for one in rows:
        one.pilot = pilots[one.pilot_id]
        plan, actual = one.plan, one.actual
        if plan is not None:
            plan.indicator, plan.source, plan.until = one, one.plan_source, one.plan_until
        if actual is not None:
            actual.indicator, actual.source = one, one.actual_source
            actual.until, actual.definition_then = one.actual_until, one.actual_definition_then
            hide_few(user, actual, "value")
        made[one.pk] = Measure(one, plan, (actual,) if actual else ())
    return [replace(one, whole=made.get(one.indicator.part_of_id or 0)) for one in made.values()]


def _source(part: str) -> str:
    """The columns of a source, for those of a record that is called ``part``."""
    return ", ".join(f"{part}.{name} AS {part}__{name}" for name in SOURCE)
