"""What a pilot counts: figures, their plans and definitions, and those to count again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pilots.indicator.groups import ByGroup
from pilots.models import Actual, Indicator, IndicatorDefinition, IndicatorPlan
from tests import builders, defined
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import PAST, SECRET, Seen, said
from tests.access.table import Family, Row, by_number, numbered_of_pilot, post
from tests.access.world import Level
from tests.builders import TODAY
from tests.pilots.pilot.sweep import EDITS, LOGS

AFTER = ("pilots.shared_definition",)


def value_of_figure(actual: Actual) -> list[Any]:
    """Its pilot's words, its figure's number and its own."""
    return [actual.indicator.pilot.slug, actual.indicator.number, actual.pk]


FAMILIES = {
    "indicator": Family(readers.BY_LEVEL, numbered_of_pilot),
    "remeasure": Family(readers.BY_LEVEL, by_number),
    "actual": Family(readers.BY_LEVEL, value_of_figure),
}

PROPOSES = LOGS | {"pfpp_lead", "evaluator"}

ROWS = [
    Row("indicator_add", "pilot", permission=LOGS),
    post("indicator_add", "pilot", permission=LOGS),
    Row("indicator_edit", "indicator", permission=LOGS),
    post("indicator_edit", "indicator", permission=LOGS),
    Row("indicator_take_back", "indicator", permission=EDITS),
    post("indicator_take_back", "indicator", permission=EDITS),
    Row("indicator_plan", "indicator", permission=LOGS),
    post("indicator_plan", "indicator", permission=LOGS),
    Row("indicator_redefine", "indicator", permission=LOGS),
    post("indicator_redefine", "indicator", permission=LOGS),
    Row("remeasure_add", "indicator", permission=PROPOSES),
    post("remeasure_add", "indicator", permission=PROPOSES),
    Row("remeasure_edit", "remeasure", permission=LOGS),
    post("remeasure_edit", "remeasure", permission=LOGS),
    Row("pilot_figures", public=True),
    Row("pilot_figures", public=True, query="?evidence=count&independent=no&chain=output"),
    Row("pilot_figures", public=True, query="?topic=no-such-topic"),
    Row("pilot_figures", public=True, query="?format=csv", page=False),
    Row("pilot_indicators", "pilot", public=True),
    Row("pilot_indicators", "pilot", public=True, query="?format=csv", page=False),
    Row("indicator", "indicator", public=True),
]


def at_level(at: Level) -> dict[str, Any]:
    """One with a figure, to be counted again."""
    indicator = builders.indicator(at["pilot"], target_low=100)
    actual = builders.actual(indicator, 67, counts="same")
    remeasure = defined.remeasure(indicator)
    return {"indicator": indicator, "remeasure": remeasure, "actual": actual}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One with two figures, and one of the second pilot."""
    first, second = seen.families["pilot"]
    indicator = builders.indicator(first, target_low=100)
    latest = builders.actual(indicator, 67, counts="same", source=seen.source)
    builders.actual(indicator, 41, counts="same", as_of=PAST, source=seen.source)
    return {
        "indicator": [indicator, builders.indicator(second, "Shops kept")],
        "remeasure": [defined.remeasure(indicator)],
        "actual": [latest],
    }


def hide_at(at: HiddenAt) -> None:
    """One that follows a shared definition and followed another, to be counted again."""
    counted = builders.indicator(at.pilot, f"{SECRET} figure", SECRET)
    IndicatorPlan.objects.create(
        indicator=counted, target_low=77, **said("definition", "unit", "why")
    )
    Indicator.objects.filter(pk=counted.pk).update(**said("definition", "condition"))
    groups = ByGroup.of({f"{SECRET} list": {f"{SECRET} group": 87}})
    Indicator.objects.filter(pk=counted.pk).update(groups=f"{SECRET} list: {SECRET} group, other")
    counted.plans.update(by_group=ByGroup.of({f"{SECRET} list": {f"{SECRET} group": 77}}))
    words = said("definition", "difference", "note", "source_said")
    texts = {**words, "by_group": groups}
    wrong = builders.actual(counted, 87, source=at.seen.source, **texts)
    right = said("why")
    builders.actual(
        counted, 88, source=at.seen.source, replaces=wrong, waits=True, **texts, **right
    )
    [shared] = at.seen.families["shared_definition"]
    Indicator.objects.filter(pk=counted.pk).update(
        shared=shared, shared_edition=1, **said("shared_difference", "counted_by")
    )
    IndicatorDefinition.objects.create(indicator=counted, until=PAST, **said("definition", "why"))
    at.hidden["indicator"].append(counted)
    at.hidden["remeasure"].append(defined.remeasure(counted, **said("who", "note")))
    defined.remeasure(counted, state="dropped", **said("dropped_because"))


def fill(more: More) -> None:
    """One that follows a shared definition and is counted again; the first one changed."""
    seen = more.seen
    shared, first = seen.first("shared_definition"), seen.first("indicator")
    day = TODAY - dt.timedelta(more.number + 400)
    builders.actual(first, 6, as_of=day, source=seen.source)
    for pilot in more.pilots:
        indicator = builders.indicator(pilot, target_low=9)
        Indicator.objects.filter(pk=indicator.pk).update(
            shared=shared, shared_edition=1, part_of=first, unit=shared.unit
        )
        for one in (indicator, first):
            day = TODAY - dt.timedelta(2_000 + one.earlier_definitions.count())
            defined.earlier(one, day)
            defined.remeasure(one)
        more.made["indicator"].append(indicator)
