"""How disputes take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from governance.board.sight import kept_by
from governance.dispute.in_calendar import CALENDAR
from governance.dispute.packed import PACKED
from governance.dispute.views import Disputes, DisputesOfBoard, Steps
from governance.models import Dispute, DisputeParty, DisputeStep
from interface.paging import BoundedCount
from interface.parts import MenuItem, Theme
from interface.sections import Section, Task
from interface.words import date_words
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, Sides
from registry.agenda import DISCUSS, Drafting, OnAgenda, SuggestedItem
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, PROGRAMME, SearchIndex
from registry.waiting import Row, TaskQuery, Work, in_columns

MOST = 30


def _goes_on(sides: Sides) -> Q:
    """Those that are over stay with the body that was party to them."""
    return Q(dispute__state__in=Dispute.OPEN)


def _waiting(work: Work) -> QuerySet[Any]:
    """Answers that should have come, at boards that they keep."""
    rows = DisputeStep.objects.late_on(work.today).filter(kept_by(work.user, "dispute__board"))
    return in_columns(
        "dispute",
        rows,
        key="dispute_id",
        what="dispute__title",
        of="dispute__board__organisation__name",
        day=F("answer_by"),
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="disputes",
        title="Disputes that wait for an answer",
        short="Disputes",
        items=[_task(row) for row in rows],
        count=count,
        note="Note what came of the step, or add the next one",
    )


def _task(row: Row) -> Task:
    _, pk, title, board, _, day = row
    return Task(
        title=f"Say what came of a step: {title}",
        url=reverse("dispute", args=[pk]),
        action="Look",
        note=board,
        due=day,
    )


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Disputes with an answer due by the day of the meeting."""
    due = DisputeStep.objects.waiting().filter(answer_by__lte=drafting.meeting.on)
    rows = drafting.seen(Dispute.objects).filter(board=drafting.board.pk)
    found = rows.filter(pk__in=due.order_by().values("dispute")).prefetch_related("steps")
    for one in found.order_by("id")[:MOST]:
        days = [step.answer_by for step in one.steps.all() if step.answer_by and not step.outcome]
        asks = f"An answer is due by {date_words(min(days))}"
        yield SuggestedItem(f"dispute-{one.pk}-{min(days)}", one.title, asks, DISCUSS, one)


REGISTRATIONS = (
    *DisputesOfBoard.registrations(),
    *Disputes.registrations(),
    *Steps.registrations(),
    PACKED,
    OnAgenda(key="dispute", head="Disputes", suggested=_suggested, record=Dispute, order=70),
    MenuItem(
        page="disputes",
        label="Disputes",
        says="Where partners of a board disagree, and how it is settled",
        theme=Theme.PLACES,
        order=47,
        words="disagreement complaint conflict mediation resolution",
        within="boards",
    ),
    HasErrorReports(model=Dispute, pages=("dispute",), of=("board",)),
    TaskQuery(kind="dispute", rows=_waiting, section=_section, order=49),
    BodyRule(
        DisputeParty,
        "organisation",
        Does.MOVE,
        noun="dispute,disputes",
        record="dispute",
        order=270,
        once=("dispute_id",),
        in_time=InTime(Does.MOVE, _goes_on),
    ),
    HistoryLabel(model=Dispute, noun="dispute", named_by=("title",)),
    HistoryLabel(model=DisputeParty, noun="party", named_by=("organisation",)),
    HistoryLabel(model=DisputeStep, public=True, noun="step", named_by=("kind",)),
    SearchIndex(
        model=Dispute,
        label="dispute",
        page="dispute",
        title="title",
        text=("about", "outcome"),
        note=("board__organisation__name",),
        status="state",
        within={
            PLACE: "board__reach_ids",
            PROGRAMME: "board__programme_id",
            BODY: "board__organisation_id",
        },
        made_up=made_up_rule(Dispute, "board"),
        seen=lambda user: Dispute.objects.visible_to(user, at_once=True),
        order=48,
    ),
    Absent(
        model=Dispute,
        at=Whole.FILES,
        why="both sides say in their own words what they do not agree on",
    ),
    *CALENDAR,
)
