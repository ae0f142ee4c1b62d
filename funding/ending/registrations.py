"""How the ends of money take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from funding.ending.on_agenda import ON_AGENDA
from funding.ending.packed import PACKED
from funding.ending.waiting import TO_DECIDE
from funding.flow.registrations import flows_of
from funding.models import DECIDED_ENDING, AtRisk, Ending, Flow
from interface.parts import MenuItem, Theme
from interface.words import date_words
from pilots.models import Pilot
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, Sides
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.record_day import RecordDay
from registry.reported import HasErrorReports


def _is_open(sides: Sides) -> Q:
    return ~Q(outcome__in=DECIDED_ENDING)


def _undecided(reading: Reading) -> QuerySet[Any] | None:
    """Of money that ends, as long as it is not decided what follows."""
    if isinstance(reading.calendar.subject, Pilot):
        return None  # money goes to places and bodies
    flows = Flow.objects.visible_to(reading.user).filter(flows_of(reading.calendar))
    rows = Ending.objects.exclude(outcome__in=DECIDED_ENDING)  # as the indexes say it
    return rows.filter(flow__in=flows.order_by().values("pk"))


def _to_tell(reading: Reading) -> tuple[QuerySet[Any], ...] | None:
    """Until it is decided what follows; of money that stops until the day, as the people still have
    to be told."""
    undecided = _undecided(reading)
    if undecided is None:
        return None
    flows = Flow.objects.visible_to(reading.user).filter(flows_of(reading.calendar))
    stops = Ending.objects.filter(outcome=Ending.Outcome.STOPS, tell_by__gte=reading.today)
    return undecided, stops.filter(flow__in=flows.order_by().values("pk"))


def _decisions(reading: Reading) -> DatedQuery | None:
    """When it is decided what follows. What was not decided in time is late."""
    undecided = _undecided(reading)
    if undecided is None:
        return None
    return DatedQuery(
        parts=(undecided.filter(reading.window.on("decision_due", late=Q())),),
        day=F("decision_due"),
        queryset=lambda: Ending.objects.select_related("flow"),
        entry=_decision,
        in_order=reading.is_short,
    )


def _decision(ending: Any, reading: Reading) -> Entry:
    return Entry(
        kind="endings",
        key=f"ending-decision-{ending.pk}",
        when=DateWithPrecision(ending.decision_due),
        text=f"Decide what happens next: {ending.flow}",
        url=ending.get_absolute_url(),
        changed=ending.updated_at,
        note=f"People told by {date_words(ending.tell_by)}" if ending.tell_by else "",
        is_late=ending.decision_due < reading.today,
    )


TELL = RecordDay(
    key="people-told",
    rows=_to_tell,
    day="tell_by",
    in_order=True,
    text=lambda one: f"Last day to tell the people who work with it: {one.flow}",
    queryset=lambda: Ending.objects.select_related("flow"),
    to_do=True,
)
REGISTRATIONS = (
    ON_AGENDA,
    PACKED,
    HasErrorReports(model=AtRisk, pages=("at_risk",), reads=("flow",), of=("flow",)),
    MenuItem(
        page="money_ending",
        label="Money ending",
        says="What ends and when, what depends on it, and who decides what happens next",
        theme=Theme.MONEY,
        order=12,
        words="ends cliff edge timeline posts services at risk notice extension",
        within="funding",
    ),
    BodyRule(
        Ending,
        "decider",
        Does.MOVE,
        noun="end of money that it decides on,ends of money that it decides on",
        order=196,
        open=_is_open,
        in_time=InTime(Does.MOVE, _is_open),
    ),
    CalendarEvents(
        key="endings",
        label="Decisions on money that ends",
        noun="Decision",
        dated=_decisions,
        order=59,
    ),
    TELL.events(noun="Decision", order=205, within="endings"),
    TO_DECIDE,
    HistoryLabel(model=Ending, public=True, noun="what follows", named_by=("outcome",)),
    HistoryLabel(model=AtRisk, noun="what is at risk", named_by=("what",)),
    Absent(
        model=AtRisk,
        at=Whole.FILES,
        why="no format reads a list of posts and services that depend on money",
        to_come=True,
    ),
)
