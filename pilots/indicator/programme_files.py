"""The files of figures that a programme's data holds: what each column says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from interface.columns import Column
from pilots.indicator.codebook import how_exact, key_of
from pilots.indicator.groups import rows_of
from pilots.models import Actual, Indicator, IndicatorDefinition, IndicatorPlan, Remeasure
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    day,
    figure,
    pilot,
    source,
    text,
    yes_no,
)

KEY = "The indicator: its key in indicators.csv"


def _indicators(scope: Scope) -> QuerySet[Any]:
    rows = Indicator.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    return rows.select_related("pilot", "part_of__pilot", "shared")


def _definitions(scope: Scope) -> QuerySet[Any]:
    rows = IndicatorDefinition.objects.visible_to(scope.user)
    return rows.filter(indicator__pilot__in=scope.ids).select_related("indicator__pilot")


def _of_indicator() -> Column:
    return Column("indicator", KEY, value=lambda row: key_of(row.indicator))


def _plans(scope: Scope) -> QuerySet[Any]:
    rows = IndicatorPlan.objects.visible_to(scope.user)
    return rows.filter(indicator__pilot__in=scope.ids).select_related("indicator__pilot", "source")


def _actuals(scope: Scope) -> QuerySet[Any]:
    live = Actual.objects.standing_for(scope.user).filter(pk=OuterRef("pk")).order_by()
    rows = Actual.objects.visible_to(scope.user).filter(indicator__pilot__in=scope.ids)
    earlier = Prefetch("replaces", Actual.objects.visible_to(scope.user))
    return (
        rows.annotate(stands=Exists(live))
        .select_related("indicator__pilot", "source", "update")
        .prefetch_related(earlier)
    )


def _remeasures(scope: Scope) -> QuerySet[Any]:
    rows = Remeasure.objects.visible_to(scope.user).with_done(scope.user)
    return rows.filter(indicator__pilot__in=scope.ids).select_related("indicator__pilot")


@dataclass(frozen=True)
class GroupOf:
    """A group of a plan or a figure, with its number; None for what its reader may not know."""

    whole: Any
    list: str
    group: str
    value: Decimal | None


def _groups(_scope: Scope, rows: list[Any]) -> list[GroupOf]:
    """In the place of plans or figures the groups of each."""
    return [GroupOf(row, *said) for row in rows for said in rows_of(row.by_group)]


def _of_group(what: str) -> tuple[Column, ...]:
    return (
        Column("indicator", KEY, value=lambda row: key_of(row.whole.indicator)),
        text("list", "The list that the group is of"),
        text("group", "The group; “not known” counts those whose group is not known"),
        text(
            "value",
            f"How many were {what}, in the unit of the whole",
            blank="not shown, because it tells of fewer than 5 people",
        ),
    )


INDICATORS = ProgrammeFile(
    "indicators",
    "Something that a pilot counts or judges, with its definition",
    _indicators,
    (
        Column("indicator", "Its key: the pilot’s and its number there", value=key_of),
        pilot(),
        text("number", "Its number within the pilot"),
        text("name", "Its name"),
        text("unit", "What is counted"),
        text("definition", "What is counted, and how"),
        text("condition", "A condition that travels with its figures", blank="none is said"),
        choice("direction", "Which way is better", Indicator),
        choice("outcome_level", "Its place in the chain of results", Indicator, "chain"),
        choice("concerns", "Who it is about", Indicator),
        choice("evidence_type", "How people know", Indicator, "method"),
        yes_no("independent", "Whether somebody else than the pilot counts", "is_independent"),
        Column(
            "part_of",
            "The indicator of which it is a part, its denominator: its key",
            value=lambda row: key_of(row.part_of) if row.part_of else "",
            blank="it is part of none",
        ),
        text("groups", "The lists by which it is counted as well, one a line", blank="none"),
        yes_no("context", "Whether it is about the area and not the pilot", "is_context"),
        yes_no("refusal", "Whether it counts who said no or could not take part", "is_refusal"),
        text("counted_by", "Whose figures they are", blank="nobody in particular"),
        choice("how_often", "How often it is counted", Indicator, blank="not known, or not agreed"),
        text(
            "shared_definition",
            "The shared definition that it follows: its key in shared_definitions.csv",
            "shared.slug",
            blank="it follows none",
        ),
        text(
            "shared_version",
            "The version of it that it follows; those of different versions are not added",
            "shared_edition",
            blank="it follows none",
        ),
        text(
            "shared_difference",
            "How it differs from it",
            blank="it follows it exactly, or follows none",
        ),
        text("ended_on", "The date after which it is not counted", values="date", blank="none"),
        address(),
    ),
    order=90,
)
EARLIER = ProgrammeFile(
    "earlier_definitions",
    "What an indicator counted until a day on which that was changed; before and after differ",
    _definitions,
    (
        text("definition_change", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("definition", "What it counted before"),
        text("until", "The first date on which that no longer applied", values="date"),
        text("why", "Why it was changed"),
    ),
    order=100,
)
PLANS = ProgrammeFile(
    "plans",
    "A version of what was planned for an indicator; earlier versions are kept",
    _plans,
    (
        text("plan", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("definition", "What the plan counts"),
        text("unit", "Its unit", blank="the indicator’s own"),
        *figure("target", "What was planned", lambda row: row.target),
        day("due", "When the target is to be reached"),
        *figure("baseline", "How it was before", lambda row: row.baseline),
        day("baseline_at", "When it was so"),
        text("valid_from", "The date from which the plan applied", values="date"),
        text(
            "valid_to",
            "The first date on which it no longer applied",
            values="date",
            blank="still applies",
        ),
        text("why", "Why it took the place of the one before", blank="the first, or not known"),
        source(),
    ),
    order=120,
)
ACTUALS = ProgrammeFile(
    "actuals",
    "A figure as it was given; corrected ones are kept and say so",
    _actuals,
    (
        text("figure", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("unit", "Its unit", "indicator.unit"),
        *figure("value", "What was counted", lambda row: row.value),
        text(
            "numerator",
            "How many of them, behind a percentage",
            blank="no percentage, or not known",
        ),
        text("denominator", "Out of how many", blank="no percentage, or not known"),
        choice("not_known_because", "Why it is not known", Actual, "missing", "it is known"),
        day("as_of", "The date that it is of"),
        Column(
            "as_of_precision",
            "How exact that date is",
            value=how_exact,
            values="month; year; financial year",
            blank="it is to the day, or not known",
        ),
        text("definition", "What this figure counts"),
        Column(
            "same_as_plan",
            "Whether it counts the same thing as the plan; only “yes” may be compared",
            value=lambda row: row.same_words,
            values="Yes; No, different; Not sure; No plan known",
        ),
        text("difference", "What is different from the plan", blank="nothing, or not known"),
        text("note", "To be read with the figure", blank="none"),
        text(
            "corrected_because",
            "Why it took the place of the one that it corrects",
            "why",
            blank="it corrects none, or no reason was given",
        ),
        yes_no("worked_out", "Worked out from its source, not stated in it", "is_worked_out"),
        Column(
            "state",
            "Whether it stands; a later row has the correction",
            value=lambda row: "stands" if row.stands else "corrected since",
            values="stands; corrected since",
        ),
        text("corrects", "The figure that it corrects: its number", "replaces.pk", blank="none"),
        text(
            "update", "The update that brought it: its number", "update.number", blank="no update"
        ),
        text("recorded_at", "When it was recorded", "created_at", "time in the UK"),
        source(),
        text(
            "source_said",
            "Where it is from, in words",
            blank="its source stands in the column before, or is not known",
        ),
    ),
    order=130,
)
REMEASURES = ProgrammeFile(
    "repeat_measures",
    "A day on which an indicator is to be counted again, often after its pilot ended",
    _remeasures,
    (
        text("repeat", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("due", "When it is to be counted again", values="date"),
        text("who", "The job role that counts"),
        choice("state", "Status", Remeasure),
        yes_no("done", "Whether a figure of that day or later is there for you", "is_done"),
        text("dropped_because", "Why it was given up", blank="it was not"),
        text("note", "Anything else to add", blank="nothing"),
    ),
    order=140,
)

PLANS_BY_GROUP = ProgrammeFile(
    "plans_by_group",
    "What was planned for a group; a part of the number of its plan, not to be added to it",
    lambda scope: _plans(scope).exclude(by_group=[]),
    (text("plan", "The plan: its number in plans.csv", "whole.pk"), *_of_group("planned")),
    _groups,
    order=125,
)
ACTUALS_BY_GROUP = ProgrammeFile(
    "actuals_by_group",
    "What was counted of a group; a part of the number of its figure, not to be added to it",
    lambda scope: _actuals(scope).exclude(by_group=[]),
    (text("figure", "The figure: its number in actuals.csv", "whole.pk"), *_of_group("counted")),
    _groups,
    order=135,
)

FILES = (
    *(INDICATORS, EARLIER, PLANS, PLANS_BY_GROUP, ACTUALS, ACTUALS_BY_GROUP),
    REMEASURES,
)
