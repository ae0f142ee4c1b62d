"""How reporting duties take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from funding.fund.permissions import can_edit_part
from funding.models import DutyFigure, ReportingDuty
from funding.reporting_duty.figure_views import Figures
from funding.reporting_duty.views import Duties
from interface.parts import MenuItem, Theme
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports
from registry.search import FUND, PROGRAMME, SearchIndex

REGISTRATIONS = (
    *Duties.registrations(),
    *Figures.registrations(),
    HasErrorReports(model=ReportingDuty, pages=("reporting_duty",), reads=("fund",), of=("fund",)),
    MenuItem(
        page="reporting_duties",
        label="Reporting duties",
        says="What funds ask their recipients to report, how often and by when",
        theme=Theme.MONEY,
        order=17,
        words="monitoring returns reports burden funding grants",
        within="funding",
    ),
    HistoryLabel(model=ReportingDuty, named_by=("what",)),
    HistoryLabel(model=DutyFigure, public=True, noun="figure asked for", named_by=("name",)),
    CitesSource(
        model=ReportingDuty, key="duties", noun="reporting duty,reporting duties", order=303
    ),
    SourceKept(model=ReportingDuty, permission=can_edit_part),
    SearchIndex(
        model=ReportingDuty,
        label="reporting duty",
        plural="reporting duties",
        page="reporting_duty",
        title="what",
        text=("about",),
        note=("fund__name", "about"),
        within={FUND: "fund_id", PROGRAMME: "fund__programme_id"},
        made_up=Q(fund__is_example=True),
        order=88,
    ),
    Absent(
        model=ReportingDuty,
        at=Whole.FILES,
        why=("no format reads what a fund asks for, how often and of whom, nor the returns to it"),
        to_come=True,
    ),
    Absent(
        model=ReportingDuty,
        at=Whole.CALENDAR,
        fields=(
            "first_due",
            "last_due",
        ),
        why="the calendar tells each return that it asks for by its own day",
    ),
)
