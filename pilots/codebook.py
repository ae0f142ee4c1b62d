"""Figures taken away as data: one row for each figure, with both definitions beside it.

An indicator without any figure has a row as well: nothing recorded is a finding too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from interface.exports import Column
from interface.paging import Sort
from pilots.models import Actual, Indicator, IndicatorPlan
from records.dates import DateWithPrecision, Precision

SORTS = (Sort("id", "pk"),)


@dataclass(frozen=True)
class FigureRow:
    """One figure of an indicator, or the one row of an indicator without figures."""

    indicator: Indicator
    plan: IndicatorPlan | None
    earlier_plans: str
    actual: Actual | None = None
    stands: bool = True


def prepared(user: Any, indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Indicators, which the caller has narrowed to pilots that the reader sees, with all of it."""
    actuals = Actual.objects.visible_to(user).select_related("source").order_by("id")
    plans = IndicatorPlan.objects.select_related("source").shown_to(user)
    return indicators.select_related("pilot__programme", "part_of").prefetch_related(
        Prefetch("actuals", actuals), Prefetch("plans", plans), "pilot__place_links__place"
    )


def rows(indicators: Iterable[Indicator]) -> Iterator[FigureRow]:
    """The rows of prepared indicators."""
    for indicator in indicators:
        yield from _of(indicator)


def _of(indicator: Indicator) -> Iterator[FigureRow]:
    plans, actuals = list(indicator.plans.all()), list(indicator.actuals.all())
    for each in (*plans, *actuals):
        each.indicator = indicator
    in_force = next((plan for plan in plans if plan.valid_to is None), None)
    earlier = "; ".join(
        f"{plan.target} until {plan.valid_to}" for plan in plans if plan.valid_to is not None
    )
    if not actuals:
        yield FigureRow(indicator, in_force, earlier)
    replaced = {one.replaces_id for one in actuals}
    last = {one.as_of: one.pk for one in actuals}
    for one in sorted(actuals, key=lambda each: (str(each.as_of or ""), each.pk)):
        stands = one.pk not in replaced and last[one.as_of] == one.pk
        yield FigureRow(indicator, in_force, earlier, one, stands)


def iso(date: DateWithPrecision | None) -> str:
    """A date for machines, no more exact than it is known: 2023-03-31, 2023-03, 2023, 2022/23."""
    if date is None:
        return ""
    match date.precision:
        case Precision.MONTH:
            return f"{date.day:%Y-%m}"
        case Precision.YEAR:
            return f"{date.day:%Y}"
        case Precision.FINANCIAL_YEAR:
            return f"{date.first:%Y}/{date.last:%y}"
    return date.day.isoformat()


def _indicator(name: str) -> Callable[[FigureRow], Any]:
    return lambda row: getattr(row.indicator, name)


def _plan(name: str) -> Callable[[FigureRow], Any]:
    return lambda row: getattr(row.plan, name) if row.plan else None


def _actual(name: str) -> Callable[[FigureRow], Any]:
    return lambda row: getattr(row.actual, name) if row.actual else None


def _target(row: FigureRow) -> str:
    known = row.plan is not None and row.plan.target.known
    return row.plan.get_target_qualifier_display() if known and row.plan else ""


def _baseline(row: FigureRow) -> str:
    known = row.plan is not None and row.plan.baseline.known
    return row.plan.get_baseline_qualifier_display() if known and row.plan else ""


def _qualifier(row: FigureRow) -> str:
    known = row.actual is not None and row.actual.value.known
    return row.actual.get_value_qualifier_display() if known and row.actual else ""


def _state(row: FigureRow) -> str:
    if row.actual is None:
        return "nothing recorded"
    return "stands" if row.stands else "corrected since"


def _place(row: FigureRow) -> str:
    return str(row.indicator.pilot.lead_place or "")


def _date(row: FigureRow, name: str) -> str:
    return iso(DateWithPrecision.of(row.plan, name)) if row.plan else ""


def _source(row: FigureRow) -> str:
    if row.actual is None:
        return ""
    return row.actual.source.title if row.actual.source else row.actual.source_said


COLUMNS = (
    Column("pilot", "Pilot", "Its name; empty where not known", lambda r: r.indicator.pilot.name),
    Column("place", "Place", "The place that leads the pilot", _place),
    Column("programme", "Programme", "", lambda r: r.indicator.pilot.programme),
    Column("indicator", "Figure", "What is counted or judged", _indicator("name")),
    Column("unit", "Unit", "The unit of the actual", _indicator("unit")),
    Column("definition", "Definition", "What is counted, and how", _indicator("definition")),
    Column("condition", "Condition", "Travels with the figure", _indicator("condition")),
    Column("part_of", "Part of", "The whole that it is a part of", _indicator("part_of")),
    Column(
        "chain",
        "Place in the results chain",
        "Input, activity, output, outcome or impact; empty where not known",
        lambda r: r.indicator.get_chain_display(),
    ),
    Column(
        "concerns",
        "Whom it concerns",
        "People, organisations or society",
        lambda r: r.indicator.get_concerns_display(),
    ),
    Column(
        "evidence",
        "Kind of evidence",
        "Count, survey, judgement or study",
        lambda r: r.indicator.get_method_display(),
    ),
    Column(
        "independent",
        "Independent",
        "Whether somebody else than the pilot counted; empty where not known",
        _indicator("is_independent"),
    ),
    Column(
        "context", "About the area", "About the area before the pilot", _indicator("is_context")
    ),
    Column("plan_definition", "Plan: definition", "What the plan counts", _plan("definition")),
    Column(
        "plan_unit",
        "Plan: unit",
        "The unit of the plan",
        lambda r: (r.plan.unit or r.indicator.unit) if r.plan else "",
    ),
    Column("plan_qualifier", "Plan: how exact", "Exactly, about, at least …", _target),
    Column("plan_low", "Plan: value or low end", "Empty is not known", _plan("target_low")),
    Column("plan_high", "Plan: high end", "Only for a range", _plan("target_high")),
    Column("plan_due", "Plan: by when", "As exact as known", lambda r: _date(r, "due")),
    Column("baseline_qualifier", "Before: how exact", "Exactly, about, at least …", _baseline),
    Column("baseline_low", "Before: value or low end", "", _plan("baseline_low")),
    Column("baseline_high", "Before: high end", "Only for a range", _plan("baseline_high")),
    Column("baseline_at", "Before: date", "", lambda r: _date(r, "baseline_at")),
    Column("earlier_plans", "Earlier plans", "And until when", lambda r: r.earlier_plans),
    Column("actual_definition", "Actual: definition", "What it counts", _actual("definition")),
    Column("actual_qualifier", "Actual: how exact", "Exactly, about, at least …", _qualifier),
    Column("actual_low", "Actual: value or low end", "Empty is not known", _actual("value_low")),
    Column("actual_high", "Actual: high end", "Only for a range", _actual("value_high")),
    Column(
        "not_known_because",
        "Why it is not known",
        "Not counted yet, not collected, not published, cannot be shared",
        lambda r: r.actual.get_missing_display() if r.actual and r.actual.missing else "",
    ),
    Column(
        "as_of",
        "As at",
        "The date that the figure is of, no more exact than known: 2023-03 is March 2023",
        lambda r: iso(r.actual.day) if r.actual else "",
    ),
    Column(
        "as_of_precision",
        "As at: how exact",
        "Day, month, year or financial year",
        lambda r: r.actual.get_as_of_precision_display() if r.actual and r.actual.as_of else "",
    ),
    Column(
        "counts_the_same",
        "Counts the same as the plan",
        "Yes; no, different; not sure; no plan known. Only “yes” may be compared",
        _actual("same_words"),
    ),
    Column("what_differs", "What is different", "From the plan", _actual("difference")),
    Column("note", "Note", "To be read with the figure", _actual("note")),
    Column("worked_out", "Worked out", "Not stated in the source", _actual("is_worked_out")),
    Column("source", "Source", "Where the figure is from", _source),
    Column(
        "state",
        "State",
        "Stands; corrected since (a later row has the correction); nothing recorded",
        _state,
    ),
    Column("recorded_at", "Recorded", "When it was written down", _actual("created_at")),
    Column(
        "address",
        "Address",
        "The page of the figure; it stays the same",
        lambda r: r.indicator.get_absolute_url(),
    ),
)
