"""How rounds of funds take part in the whole: calendars, sources, who says what is wrong. A search
finds the fund, whose page begins with its next deadline."""

from __future__ import annotations

from django.db.models import Q

from funding.fund.permissions import can_edit_part
from funding.models import FundRound
from funding.round.in_calendar import CALENDAR
from funding.round.views import Rounds
from interface.parts import MenuItem, Theme
from records.absent import Absent, Whole
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports
from registry.search import FUND, PROGRAMME, DayInWords, SearchIndex

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
    *CALENDAR,
)
