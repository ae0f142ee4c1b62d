"""How packs and reports take part in the whole."""

from __future__ import annotations

import datetime as dt
from operator import itemgetter
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from governance.board.sight import boards_of, kept_by
from governance.models import Pack, ReportPlan
from governance.pack.plan_views import ReportPlans
from governance.pack.sections import PACKED
from interface.paging import BoundedCount
from interface.parts import RecordMenuItem
from interface.sections import Section, Task
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, Sides, not_over
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.reported import HasErrorReports
from registry.waiting import Row, TaskQuery, Work, in_columns


def _drafts(sides: Sides) -> Q:
    """What was issued stays with the body that it was for."""
    return Q(state=Pack.State.DRAFT)


def _to_send(work: Work) -> QuerySet[Any]:
    """Reports of boards that they keep whose day is near or past."""
    soon = ReportPlan.objects.near(work.today).filter(kept_by(work.user))
    return in_columns(
        "report",
        soon,
        key="board__slug",
        what="to__name",
        of="board__organisation__name",
        day="next_on",
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="reports",
        title="Reports of boards that you look after",
        short="Reports to send",
        items=[
            Task(
                title=f"Send the report to {to}",
                url=reverse("packs", args=[slug]),
                action="Send",
                note=board,
                due=day,
            )
            for _, slug, to, board, _, day in rows
        ],
        count=count,
        note="read it, say what comes first, and send it",
    )


def _of(reading: Reading) -> Q | None:
    """In one's own calendar those of boards that one keeps or sits on; they are news to nobody
    else."""
    if reading.calendar.subject is not None or not reading.user.is_authenticated:
        return None
    return kept_by(reading.user) | Q(board__in=sorted(boards_of(reading.user)))


def _due(reading: Reading) -> DatedQuery | None:
    rule = _of(reading)
    if rule is None:
        return None
    rows = ReportPlan.objects.visible_to(reading.user).going_on().filter(rule)
    return DatedQuery(
        parts=(rows.filter(reading.window.on("next_on", late=Q())),),
        day=F("next_on"),
        queryset=lambda: ReportPlan.objects.select_related("board__organisation", "to"),
        entry=_entry,
    )


def _entry(plan: Any, reading: Reading) -> Entry:
    return Entry(
        kind="reports",
        key=f"report-plan-{plan.pk}",
        when=DateWithPrecision(plan.next_on),
        text=f"{plan.board} reports to {plan.to}",
        url=plan.get_absolute_url(),
        changed=plan.updated_at,
        is_late=plan.next_on < reading.today,
    )


REGISTRATIONS = (
    *PACKED,
    *ReportPlans.registrations(),
    HasErrorReports(
        model=Pack,
        pages=("pack",),
        keys=("board__slug", "number"),
        reads=("board__organisation",),
        of=("board",),
    ),
    CalendarEvents(
        key="reports", label="Reports of boards", noun="Report of a board", dated=_due, order=46
    ),
    TaskQuery(kind="report", rows=_to_send, section=_section, order=50),
    BodyRule(
        Pack,
        "body",
        Does.MOVE,
        noun="pack or report made for it,packs and reports made for it",
        record="board",
        order=270,
        in_time=InTime(Does.MOVE, _drafts),
    ),
    BodyRule(
        ReportPlan,
        "to",
        Does.MOVE,
        noun="report that it gets,reports that it gets",
        record="board",
        order=271,
        in_time=InTime(Does.MOVE, not_over()),
    ),
    HistoryLabel(
        model=Pack,
        noun="pack",
        named_by=("title",),
        silent=("as_at", "digest", "file"),
    ),
    HistoryLabel(model=ReportPlan, noun="regular report", named_by=("to",)),
    RecordMenuItem(
        page="packs",
        label="Packs and reports",
        says="What is put before it, and what it reports",
        of="board",
        order=10,
        counts=itemgetter("packs"),
        apart=True,
    ),
    Absent(
        model=Pack,
        at=Whole.CALENDAR,
        fields=("due_on",),
        why="the calendar tells the report that it holds, by its plan, until it is sent",
    ),
    Absent(
        model=ReportPlan,
        at=Whole.CALENDAR,
        fields=(
            "first_on",
            "valid_to",
        ),
        why="the calendar tells each report between the two by its own day",
    ),
)
