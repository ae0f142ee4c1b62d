"""How bids take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from access.visibility import reader_of
from funding.bid.permissions import can_edit_bid
from funding.bid.views import Bids
from funding.bid.waiting import TO_DECIDE
from funding.bid.write_views import Lines
from funding.models import Bid, BidLine, BidPlace
from interface.parts import MenuItem, Theme
from partnerships.models import Place, Programme
from partnerships.organisation.permissions import works_at
from partnerships.place.examples import made_up_rule
from pilots.models import Pilot
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.resting import CitesSource, SourceKept
from records.switches import SwitchablePart
from records.unlinked import Unlinked
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Entry, Reading
from registry.reported import HasErrorReports
from registry.search import BODY, FUND, PLACE, PROGRAMME, Pair, SearchIndex


def _waits(sides: Sides) -> Q:
    return Q(state__in=Bid.WAITING)


def _bid_waits(sides: Sides) -> Q:
    return Q(bid__state__in=Bid.WAITING)


def _of(calendar: Calendar) -> Q:
    """The bids that a calendar is of."""
    match calendar.subject:
        case Place():
            return Q(reach_ids__contains=[calendar.subject.pk])
        case Programme():
            return Q(programme=calendar.subject)
    reader = reader_of(calendar.user)
    if reader is None:
        return Q(pk__in=[])
    ids = sorted(reader.organisations)
    return works_at(reader) | Q(applicant__in=ids) | Q(decider__in=ids)


def _decisions(reading: Reading) -> DatedQuery | None:
    """When decisions are due. One that was not made is late."""
    if isinstance(reading.calendar.subject, Pilot):
        return None  # money goes to places and bodies
    seen = Bid.objects.visible_to(reading.user).waiting().filter(_of(reading.calendar))
    return DatedQuery(
        parts=(seen.filter(reading.window.on("decision_due", Q(state=Bid.State.SENT))),),
        day=F("decision_due"),
        queryset=lambda: Bid.objects.only("title", "decision_due", "updated_at"),
        entry=_decision,
        in_order=True,
    )


def _decision(bid: Any, reading: Reading) -> Entry:
    return Entry(
        kind="bids",
        key=f"bid-decision-{bid.pk}",
        when=DateWithPrecision(bid.decision_due),
        text=f"Decision due: {bid.title}",
        url=bid.get_absolute_url(),
        changed=bid.updated_at,
        is_late=bid.decision_due < reading.today,
    )


REGISTRATIONS = (
    SwitchablePart(
        key="bids",
        label="Bids",
        says="Money that was asked for, and what was decided",
        below=("funding/bids/", "funding/flows/<int:pk>/ask/"),
        order=80,
    ),
    *Bids.registrations(),
    *Lines.registrations(),
    TO_DECIDE,
    HasErrorReports(model=Bid, pages=("bid",), bodies=("applicant", "decider")),
    MenuItem(
        page="bids",
        label="Bids",
        says="Requests to funders, how long they took, and what was decided",
        theme=Theme.MONEY,
        order=25,
        words="bids applications extensions change requests decisions business case",
        within="funding",
    ),
    PlaceRule(
        BidPlace,
        "place",
        Does.MOVE,
        noun="bid",
        record="bid",
        order=192,
        open=_bid_waits,
        once=("bid_id",),
    ),
    BodyRule(
        Bid,
        "applicant",
        Does.MOVE,
        noun="bid by it,bids by it",
        order=192,
        open=_waits,
        in_time=InTime(Does.MOVE, _waits),
    ),
    BodyRule(
        Bid,
        "decider",
        Does.MOVE,
        noun="bid that it decides,bids that it decides",
        order=194,
        open=_waits,
        in_time=InTime(Does.MOVE, _waits),
    ),
    CitesSource(model=Bid, key="bids", noun="bid", order=296),
    CalendarEvents(key="bids", label="Decisions on bids", noun="Bid", dated=_decisions, order=57),
    HistoryLabel(model=BidPlace, noun="place"),
    HistoryLabel(model=Bid, units={"granted": "£"}),
    HistoryLabel(
        model=BidLine,
        public=True,
        noun="line of the bid",
        named_by=("item",),
        with_name=("amount_low",),
        financial_years=("year",),
    ),
    SourceKept(model=Bid, permission=can_edit_bid),
    SearchIndex(
        model=Bid,
        label="bid",
        page="bid",
        title="title",
        text=("asked",),
        note=("applicant__name", "asked"),
        status="state",
        within={
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            BODY: Pair("applicant_id", "decider_id"),
            FUND: "fund_id",
        },
        made_up=made_up_rule(Bid),
        order=91,
    ),
    Absent(
        model=Bid,
        at=Whole.FILES,
        why="no format reads a register of bids with their stage and decision",
        to_come=True,
    ),
    Unlinked(
        pages=("bid_decide",),
        on="bid",
        why="a bid that is being prepared or was withdrawn is not decided",
    ),
    Absent(
        model=Bid,
        at=Whole.CALENDAR,
        fields=(
            "until",
            "granted_until",
        ),
        why="it is asked for, or stands with the money that was granted, which the calendar tells",
    ),
)
