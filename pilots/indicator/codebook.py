"""What each column of figures that are taken away as data says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch

from interface.columns import Column, Type
from interface.paging import Sort
from pilots.indicator.figure_rows import FigureRow
from pilots.models import Actual, Indicator
from records.dates import DateWithPrecision, Precision
from records.figures import Qualifier
from registry import programme_files

SORTS = (Sort("id", "pk"),)


def _indicator(name: str) -> Callable[[FigureRow], Any]:
    return lambda row: getattr(row.indicator, name)


def _of_figure(field: str, **differs: Any) -> Column:
    """The column of a field of the figure itself."""
    value = Column.of(Indicator, field).value
    return Column.of(Indicator, field, value=lambda row: value(row.indicator), **differs)


def _plan(name: str) -> Callable[[FigureRow], Any]:
    return lambda row: getattr(row.plan, name) if row.plan else None


def _actual(name: str) -> Callable[[FigureRow], Any]:
    return lambda row: getattr(row.actual, name) if row.actual else None


def _whole(of: Callable[[FigureRow], Any]) -> Callable[[FigureRow], Any]:
    """What is said of the figure as a whole, and of none of its groups."""
    return lambda row: None if row.group else of(row)


def _target(row: FigureRow) -> str:
    if row.group:
        return "" if row.planned is None else Qualifier.EXACTLY.label
    is_known = row.plan is not None and row.plan.target.known
    return row.plan.get_target_qualifier_display() if is_known and row.plan else ""


def _baseline(row: FigureRow) -> str:
    if row.group:
        return ""
    is_known = row.plan is not None and row.plan.baseline.known
    return row.plan.get_baseline_qualifier_display() if is_known and row.plan else ""


def _qualifier(row: FigureRow) -> str:
    if row.group:
        return "" if row.counted is None else Qualifier.EXACTLY.label
    is_known = row.actual is not None and row.actual.value.known
    return row.actual.get_value_qualifier_display() if is_known and row.actual else ""


def _state(row: FigureRow) -> str:
    if row.actual is None:
        return "nothing recorded"
    return "stands" if row.stands else "corrected since"


def _place(row: FigureRow) -> str:
    return str(row.indicator.pilot.lead_place or "")


def _definition(row: FigureRow) -> str:
    """What it counts, by the definition of the day of the figure."""
    if row.actual is not None and row.actual.until is not None:
        return row.actual.definition_then or ""
    return row.indicator.definition


def _population(row: FigureRow) -> Any:
    """The newest population of the place that leads the pilot."""
    place = row.indicator.pilot.lead_place
    figures = (
        [figure.value for figure in place.figures.all() if figure.value is not None]
        if place
        else []
    )
    return round(figures[-1]) if figures else None


def _partner_mix(row: FigureRow) -> str:
    """How many partners of each sector take part today."""
    every = row.indicator.pilot.partners.all()
    partners = [one for one in every if one.end is None and one.kind in one.TAKES_PART]
    bodies = [partner.organisation for partner in partners if partner.organisation]
    counts = Counter(str(body.get_sector_display()) for body in bodies)
    parts = [f"{name}: {number}" for name, number in sorted(counts.items())]
    if others := len(partners) - len(bodies):
        parts.append(f"described in words: {others}")
    return "; ".join(parts)


def _follows(row: FigureRow) -> str:
    indicator = row.indicator
    if indicator.shared is None:
        return ""
    if indicator.shared_difference:
        return f"differs: {indicator.shared_difference}"
    current = indicator.shared_edition == indicator.shared.edition
    return "exactly" if current else f"an earlier version than {indicator.shared.edition}"


def _date(row: FigureRow, name: str) -> DateWithPrecision | None:
    return DateWithPrecision.of(row.plan, name) if row.plan else None


def _source(row: FigureRow) -> str:
    if row.actual is None:
        return ""
    return row.actual.source.title if row.actual.source else row.actual.source_said


COLUMNS = (
    Column("pilot", "Pilot", "Its name; empty where not known", lambda r: r.indicator.pilot.name),
    Column("place", "Place", "The place that leads the pilot", _place),
    Column(
        "tier",
        "Kind of place",
        "Of the place that leads the pilot",
        lambda r: p.get_kind_display() if (p := r.indicator.pilot.lead_place) else "",
    ),
    Column(
        "population",
        "Population",
        "Of that place, the newest that is known",
        _population,
        type=Type.NUMBER,
    ),
    Column(
        "partners",
        "Partners by sector",
        "Those of today, or of its end",
        _partner_mix,
    ),
    Column(
        "themes",
        "Themes",
        "What the pilot is about",
        lambda r: "; ".join(link.topic.name for link in r.indicator.pilot.topic_links.all()),
    ),
    Column("status", "Status", "The pilot’s own", lambda r: r.indicator.pilot.get_status_display()),
    Column("programme", "Programme", "", lambda r: r.indicator.pilot.programme),
    Column("indicator", "Figure", "What is counted or judged", _indicator("name")),
    Column(
        "list",
        "By group: list",
        "Which list the row is of; empty for the figure as a whole",
        attrgetter("list"),
        blank="the figure as a whole",
    ),
    Column(
        "group",
        "Group",
        "Its numbers are parts of those of the whole, which stands in a row above: add up one or "
        "the other",
        attrgetter("group"),
        blank="the figure as a whole",
    ),
    _of_figure("unit", meaning="The unit of the actual"),
    Column("definition", "Definition", "What is counted, by the one of its day", _definition),
    Column(
        "definition_until",
        "Definition held until",
        "The day on which that definition changed; empty for the current one",
        _actual("until"),
    ),
    _of_figure("shared"),
    Column("shared_version", "Version", "Of the shared definition", _indicator("shared_edition")),
    Column("follows", "Follows it", "Exactly, or what differs", _follows),
    _of_figure("counted_by", name="whose"),
    _of_figure("condition"),
    _of_figure("part_of"),
    _of_figure("chain"),
    _of_figure("concerns"),
    _of_figure("method", name="evidence"),
    _of_figure("is_independent", name="independent"),
    _of_figure("how_often"),
    _of_figure("is_refusal", name="refusal"),
    _of_figure("ended_on", name="ended"),
    _of_figure("is_context", name="context"),
    Column("plan_definition", "Plan: definition", "What the plan counts", _plan("definition")),
    Column(
        "plan_unit",
        "Plan: unit",
        "The unit of the plan",
        lambda r: (r.plan.unit or r.indicator.unit) if r.plan else "",
    ),
    Column("plan_qualifier", "Plan: how exact", "Exactly, about, at least …", _target),
    Column(
        "plan_low",
        "Plan: value or low end",
        "Empty is not known",
        attrgetter("planned"),
        type=Type.NUMBER,
    ),
    Column(
        "plan_high",
        "Plan: high end",
        "Only for a range",
        _whole(_plan("target_high")),
        type=Type.NUMBER,
    ),
    Column(
        "plan_due",
        "Plan: by when",
        "As exact as known",
        lambda r: _date(r, "due"),
        type=Type.REDUCED_DATE,
    ),
    Column("baseline_qualifier", "Before: how exact", "Exactly, about, at least …", _baseline),
    Column(
        "baseline_low",
        "Before: value or low end",
        "",
        _whole(_plan("baseline_low")),
        type=Type.NUMBER,
    ),
    Column(
        "baseline_high",
        "Before: high end",
        "Only for a range",
        _whole(_plan("baseline_high")),
        type=Type.NUMBER,
    ),
    Column(
        "baseline_at", "Before: date", "", lambda r: _date(r, "baseline_at"), type=Type.REDUCED_DATE
    ),
    Column("earlier_plans", "Earlier plans", "And until when", lambda r: r.earlier_plans),
    Column("actual_definition", "Actual: definition", "What it counts", _actual("definition")),
    Column("actual_qualifier", "Actual: how exact", "Exactly, about, at least …", _qualifier),
    Column(
        "actual_low",
        "Actual: value or low end",
        "Empty is not known",
        attrgetter("counted"),
        type=Type.NUMBER,
    ),
    Column(
        "actual_high",
        "Actual: high end",
        "Only for a range",
        _whole(_actual("value_high")),
        type=Type.NUMBER,
    ),
    Column(
        "numerator",
        "How many of them",
        "The first of the two numbers behind a percentage",
        _whole(_actual("numerator")),
    ),
    Column("denominator", "Out of how many", "The second", _whole(_actual("denominator"))),
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
        lambda r: r.actual and r.actual.day,
        type=Type.REDUCED_DATE,
    ),
    Column(
        "as_of_precision",
        "As at: how exact",
        "Month, year or financial year; empty where the date is to the day",
        lambda r: how_exact(r.actual) if r.actual else "",
    ),
    Column(
        "counts_the_same",
        "Counts the same as the plan",
        "Yes; no, different; not sure; no plan known. Only “yes” may be compared",
        _actual("same_words"),
    ),
    Column("what_differs", "What is different", "From the plan", _actual("difference")),
    Column(
        "corrected_because", "Why corrected", "The reason, where it is a correction", _actual("why")
    ),
    Column("note", "Note", "To be read with the figure", _actual("note")),
    Column(
        "worked_out",
        "Worked out",
        "Not stated in the source",
        _actual("is_worked_out"),
        type=Type.YES_NO,
    ),
    Column("source", "Source", "Where the figure is from", _source),
    Column(
        "state",
        "State",
        "Stands; corrected since (a later row has the correction); nothing recorded",
        _state,
    ),
    Column(
        "recorded_at", "Recorded", "When it was recorded", _actual("created_at"), type=Type.MOMENT
    ),
    Column(
        "address",
        "Address",
        "The page of the figure; it stays the same",
        lambda r: r.indicator.get_absolute_url(),
    ),
)


def how_exact(actual: Actual) -> str:
    """How exact the date of a figure is; empty where it is a day, or is not known."""
    if actual.as_of is None or actual.as_of_precision == Precision.DAY:
        return ""
    return actual.get_as_of_precision_display()


def key_of(indicator: Indicator) -> str:
    """An indicator by the pilot's key and its number there, which do not change."""
    return f"{indicator.pilot.slug}/{indicator.number}"


def indicator(meaning: str, blank: str) -> Column:
    """The indicator of a row, by its key."""
    return Column(
        "indicator",
        f"{meaning}: its key in indicators.csv",
        value=lambda row: key_of(row.indicator) if row.indicator else "",
        blank=blank,
    )


def seen_indicators(scope: programme_files.Scope) -> Prefetch:
    """The indicators of rows, as far as the reader sees them."""
    seen = Indicator.objects.visible_to(scope.user)
    return Prefetch("indicator", seen.select_related("pilot"))
