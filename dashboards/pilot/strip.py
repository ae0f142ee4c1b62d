"""The strip of a pilot: two figures, how long it has left, and the money here that ends next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q

from access.kept import kept
from access.subqueries import AmongAll
from funding.models import Flow, FlowPlace, FlowTopic
from interface.charts.planned_bar import planned_bar
from interface.words import count_words, in_sentence, pounds
from partnerships.models import Topic
from pilots.indicator.bars import BarRow, figure_words
from pilots.indicator.measures import Measure
from pilots.models import Pilot, PilotTopic
from records.dates import DateWithPrecision, Precision
from records.statements import Given

WEEK = 7
LONG = 730  # days from which on years are left


@dataclass(frozen=True, slots=True)
class Glance:
    """One figure of the strip, as ``components/glance.html`` takes it."""

    value: str
    label: str


def figures(measures: Iterable[Measure], most: int) -> list[Glance]:
    """The first of its own that are known, with what was planned where that counts the same."""
    own = [each for each in measures if not each.indicator.is_context]
    known = [each for each in own if each.latest and each.latest.value.known]
    return [_figure(measure) for measure in known[:most]]


def _figure(measure: Measure) -> Glance:
    value, rest = figure_words(replace(measure, whole=None))
    unit = measure.latest.value.unit_words if measure.latest else ""
    about, condition = in_sentence(measure.indicator.name), measure.indicator.condition
    is_named = bool(unit) and unit.split(" ")[0].lower() in about
    joint = "," if rest.startswith(" of ") else ""
    under = f"; {in_sentence(condition)}" if condition else ""
    label = f"{about}{joint}{rest}{under}"
    return Glance(value.removesuffix(f" {unit}") if is_named else value, label)


def time_left(pilot: Pilot, today: dt.date) -> Glance | None:
    """How long it has left, as exactly as its end is known; when it ended."""
    end = pilot.ended
    if end is None:
        return None
    if pilot.has_ended:
        return Glance(str(end), "ended")
    if end.precision != Precision.DAY:
        return Glance(str(end), "planned end")
    days = (end.last - today).days
    left = "left to run" if days >= 0 else "past its planned end"
    return Glance(_span(abs(days)), left)


def _span(days: int) -> str:
    if days < 2 * WEEK:
        return count_words(days, "day")
    if days < LONG:
        return count_words(round(days / WEEK), "week")
    return count_words(days // 365, "year")


def time_row(pilot: Pilot, today: dt.date) -> BarRow | None:
    """Time as one more bar: of a pilot that is under way, whose start and end are known."""
    start, end = pilot.started, pilot.ended
    if not (pilot.is_under_way and start and end and start.first <= today <= end.last):
        return None
    whole, gone = (end.last - start.first).days, (today - start.first).days
    is_exact = Precision.DAY == start.precision == end.precision
    bold = count_words(whole - gone, "day") if is_exact else f"Until {end}"
    rest = " left" if is_exact else ""
    bar = planned_bar(f"{bold}{rest}", gone, whole)
    return BarRow("Time", "", [f"since {start}"], bar, "", bold, rest)


def money(user: Any, pilot: Pilot, today: dt.date) -> Glance | None:
    """What is committed at its place for the same topics and ends next, as far as this reader sees
    it. No flow of money says which pilot it pays for. One query, none once the pilot has ended."""
    place = pilot.lead_place
    if place is None or not pilot.is_under_way:
        return None
    flow = next(iter(_ending_next(user, pilot=pilot, place=place, today=today)), None)
    if flow is None:
        return None
    amount = flow.amount
    exact = amount.high is None and not amount.qualifier_words
    value = pounds(amount.low) if exact else str(amount)
    end = DateWithPrecision.of(flow, "end")
    about_it = f"{flow.description}: " if flow.description else ""
    return Glance(value, f"{about_it}committed here for the same topic; ends {end}")


@kept
def _ending_next(user: Any, *, pilot: Any, place: Any, today: Given) -> Any:
    topics = PilotTopic.objects.filter(pilot=pilot)
    about = Topic.objects.filter(
        Q(pk__in=topics.values("topic")) | Q(pk__in=topics.values("topic__parent"))
    )
    tagged = FlowTopic.objects.filter(flow=OuterRef("flow"), topic__in=about)
    # Read first, else all money of the country is walked in the order of its ends
    here = FlowPlace.objects.filter(Exists(tagged), place=place).order_by().values("flow")
    flows = Flow.objects.visible_to(user).filter(
        AmongAll("id", here),
        end__gte=today,
        amount_low__isnull=False,
        meaning=Flow.Meaning.COMMITTED,
        kind=Flow.Kind.MONEY,
    )
    return flows.order_by("end", "-amount_low", "id")[:1]
