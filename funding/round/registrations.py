"""How rounds of funds take part in the whole: calendars, sources, who says what is wrong. A search
finds the fund, whose page begins with its next deadline."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from funding.fund.permissions import can_edit_part
from funding.models import Flow, FundRound
from funding.round.views import Rounds
from interface.parts import MenuItem, Theme
from partnerships.models import Place, Programme
from partnerships.place.examples import sees_demo_data
from pilots.models import Pilot
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.resting import CitesSource, SourceKept
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Entry, Reading
from registry.reported import HasErrorReports
from registry.search import FUND, PROGRAMME, DayInWords, SearchIndex


def _of(calendar: Calendar) -> Q:
    """The rounds that a calendar is of: all that somebody signed in sees, those of a programme's
    funds, those of funds whose money reaches a place."""
    user = calendar.user
    match calendar.subject:
        case Place():
            flows = Flow.objects.visible_to(user).filter(fund=OuterRef("fund"))
            return Q(Exists(flows.in_place(calendar.subject).order_by()))
        case Programme():
            return Q(fund__programme=calendar.subject)
    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q() if sees_demo_data(user) else Q(fund__is_example=False)


def _deadlines(reading: Reading) -> DatedQuery | None:
    """When rounds close, as precisely as known. That one closed is nothing to do: none is late."""
    if isinstance(reading.calendar.subject, Pilot):
        return None  # money goes to places and bodies
    seen = FundRound.objects.visible_to(reading.user).filter(_of(reading.calendar))
    return DatedQuery(
        parts=(seen.filter(reading.window.near("closes")),),
        day=F("closes"),
        precision=F("closes_precision"),
        queryset=lambda: FundRound.objects.select_related("fund"),
        entry=_deadline,
        in_order=True,
    )


def _deadline(record: Any, reading: Reading) -> Entry:
    return Entry(
        kind="deadlines",
        key=f"fund-round-{record.pk}",
        when=DateWithPrecision(record.closes, record.closes_precision),
        text=f"Closes: {record.name}",
        url=record.get_absolute_url(),
        changed=record.updated_at,
        about=str(record.fund),
    )


REGISTRATIONS = (
    *Rounds.registrations(),
    HasErrorReports(model=FundRound, pages=("fund_round",), reads=("fund",), of=("fund",)),
    MenuItem(
        page="fund_rounds",
        label="Rounds and deadlines",
        says="When funds take applications: what opens and what closes",
        theme=Theme.MONEY,
        order=16,
        words="funding windows apply bids grants closing dates calls",
        within="funding",
    ),
    CalendarEvents(
        key="deadlines", label="Deadlines of funds", noun="Deadline", dated=_deadlines, order=55
    ),
    CitesSource(
        model=FundRound, key="fund-rounds", noun="round of a fund,rounds of funds", order=298
    ),
    SourceKept(model=FundRound, permission=can_edit_part),
    SearchIndex(
        model=FundRound,
        label="round of a fund",
        plural="rounds of funds",
        page="fund_round",
        title="name",
        text=("who_may", "note"),
        note=(DayInWords("Closes", "closes", "closes_precision"), "fund__name", "who_may"),
        within={FUND: "fund_id", PROGRAMME: "fund__programme_id"},
        made_up=Q(fund__is_example=True),
        order=89,
    ),
    Absent(
        model=FundRound,
        at=Whole.FILES,
        why="no format reads a list of rounds with their deadlines",
        to_come=True,
    ),
)
