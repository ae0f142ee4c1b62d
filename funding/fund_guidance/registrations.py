"""How guidance on funds takes part in the whole."""

from __future__ import annotations

from django.db.models import Q

from funding.fund.permissions import can_edit_part
from funding.fund_guidance.views import FundGuidances
from funding.models import FundGuidance, FundGuidanceTopic
from interface.parts import MenuItem, Theme
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports
from registry.search import FUND, PROGRAMME, SearchIndex

REGISTRATIONS = (
    *FundGuidances.registrations(),
    HasErrorReports(model=FundGuidance, pages=("fund_guidance",), reads=("fund",), of=("fund",)),
    MenuItem(
        page="fund_guidance_list",
        on_topic="Guidance on funds",
        label="Guidance on funds",
        says="What funds publish on how to apply, spend and report",
        theme=Theme.MONEY,
        order=18,
        words="prospectus rules handbook funding grants version",
        within="funding",
    ),
    HistoryLabel(model=FundGuidanceTopic, noun="topic"),
    CitesSource(
        model=FundGuidance,
        key="fund-guidance",
        noun="guidance of a fund,guidance of funds",
        order=299,
    ),
    SourceKept(model=FundGuidance, permission=can_edit_part),
    SearchIndex(
        model=FundGuidance,
        label="fund guidance",
        plural="fund guidance",
        page="fund_guidance",
        title="title",
        text=("about", "publisher"),
        note=("fund__name", "about"),
        within={FUND: "fund_id", PROGRAMME: "fund__programme_id"},
        made_up=Q(fund__is_example=True),
        order=87,
    ),
    Absent(
        model=FundGuidance,
        at=Whole.FILES,
        why="no format reads a list of guidance with when it was checked",
        to_come=True,
    ),
)
