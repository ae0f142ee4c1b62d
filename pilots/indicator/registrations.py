"""How figures of pilots take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Coalesce

from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in
from partnerships.place.examples import made_up_rule
from pilots.indicator.imported import IN_FILES
from pilots.indicator.packed import PACKED
from pilots.indicator.permissions import can_keep_figures
from pilots.indicator.programme_files import FILES
from pilots.indicator.waiting import (
    TARGETS,
    accept_section,
    days_to_count,
    to_accept,
    to_count_again,
)
from pilots.models import Actual, Indicator, IndicatorDefinition, IndicatorPlan, Remeasure
from pilots.subjects import NAMED, OF_PILOT
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.resting import CitesSource, Line
from registry.calendar import CalendarEvents
from registry.followed import ANYONE, MOST_READ, Asked, FollowedNews, News, as_it_is
from registry.reported import HasErrorReports
from registry.search import SearchIndex
from registry.waiting import TaskQuery, TaskSections

_INDICATOR = tuple(f"indicator__{path}" for path in NAMED)


def _figure(actual: Actual) -> Line:
    value = str(actual.value) if actual.value.known else actual.get_missing_display()
    as_of = DateWithPrecision.of(actual, "as_of")
    text = f"{actual.indicator}: {value}{f', at {as_of}' if as_of else ''}"
    return Line(text, actual.indicator.get_absolute_url(), actual.indicator.pilot.title)


def _plan(plan: IndicatorPlan) -> Line:
    amount = plan.target if plan.target.known else plan.definition or "not known how much"
    text = f"{plan.indicator}, planned: {amount}"
    return Line(text, plan.indicator.get_absolute_url(), plan.indicator.pilot.title)


def _news(asked: Asked) -> Iterator[News]:
    """Figures of pilots that came into public sight, one line for each thing that is counted:
    accepted with their update or by themselves, or open from the start."""
    rows = Actual.objects.visible_to(ANYONE).live()
    came = Coalesce("update__accepted_at", "accepted_at", "created_at")
    new = rows.annotate(came=came).filter(
        indicator__pilot__reach_ids__overlap=sorted(asked.places), **asked.on("came")
    )
    latest = {}
    for row in new.select_related("indicator__pilot").order_by("came", "id")[:MOST_READ]:
        latest[row.indicator_id] = row
    for row in latest.values():
        pilot = row.indicator.pilot
        line = as_it_is(f"A new figure of {pilot.title}: {row.indicator.name}")
        url = row.indicator.get_absolute_url()
        yield News(frozenset(pilot.reach_ids), row.came, line, url, row)


REGISTRATIONS = (
    IN_FILES,
    PACKED,
    HasErrorReports(
        model=Indicator,
        pages=("indicator",),
        keys=("pilot__slug", "number"),
        reads=("pilot",),
        of=("pilot",),
    ),
    MenuItem(
        page="pilot_figures",
        label="Figures of pilots",
        says="What pilots count, with their latest figures",
        theme=Theme.PILOTS,
        order=40,
        words="indicators numbers results outcomes measures targets baselines planned actual",
        within="pilots",
    ),
    MenuItem(
        page="figures_due",
        label="Figures due",
        says="The figures of your pilots that are due, entered in one grid",
        theme=Theme.PILOTS,
        order=45,
        words="count again record numbers indicators enter",
        permission=signed_in,
        within="log_progress",
    ),
    CitesSource(
        model=Actual,
        key="figures",
        noun="figure",
        order=20,
        line=_figure,
        needs=_INDICATOR,
        seen=Actual.objects.standing_for,
    ),
    CitesSource(
        model=IndicatorPlan, key="plans", noun="plan", order=30, line=_plan, needs=_INDICATOR
    ),
    *FILES,
    TaskSections(sections=to_count_again, order=40),
    TaskQuery(kind="figure", rows=to_accept, section=accept_section, order=5),
    CalendarEvents(
        key="recounts",
        label="Figures and evaluations due",
        noun="Figure",
        dated=days_to_count,
        order=70,
    ),
    TARGETS.events(noun="Target", order=232, within="recounts"),
    HistoryLabel(model=Indicator, public=True, noun="figure"),
    HistoryLabel(model=IndicatorPlan, noun="plan of a figure"),
    HistoryLabel(model=IndicatorDefinition, noun="definition of a figure"),
    SearchIndex(
        model=Indicator,
        label="figure",
        page="indicator",
        key=("pilot__slug", "number"),
        title="name",
        text=("definition", "unit"),
        note=("pilot__name", "definition"),
        within={**OF_PILOT},
        made_up=made_up_rule(Indicator, "pilot"),
        weight=-0.2,
        over=Q(ended_on__isnull=False),
        order=103,
    ),
    FollowedNews(read=_news, order=30),
    RecordMenuItem(
        page="pilot_indicators",
        label="Figures",
        says="What was planned, and what was counted",
        of="pilot",
        tab=3,
        counts=lambda counted: str(counted["figures"]),
    ),
    RecordMenuItem(
        page="indicator_add",
        label="Add a figure",
        says="What is counted, how, and what is planned",
        of="pilot",
        order=30,
        words="new indicator measure target outcome kpi",
        permission=can_keep_figures,
        adds=True,
    ),
    Absent(
        model=Actual,
        at=Whole.FILES,
        why="no format reads figures of several pilots and periods; one file fills one update",
        to_come=True,
    ),
    Absent(
        model=IndicatorDefinition,
        at=Whole.FILES,
        why="it is kept when somebody changes what a figure counts",
    ),
    Absent(
        model=Remeasure,
        at=Whole.FILES,
        why="an evaluator proposes it at one figure, and the team of the pilot takes it on",
    ),
    Absent(
        model=IndicatorDefinition,
        at=Whole.CALENDAR,
        fields=("until",),
        why="it is the day on which a newer definition took its place",
    ),
    Absent(
        model=IndicatorPlan,
        at=Whole.CALENDAR,
        fields=("valid_to",),
        why="it is the day on which a newer plan took its place",
    ),
    HistoryLabel(model=Remeasure, noun="figure to count again", named_by=("due",)),
)
