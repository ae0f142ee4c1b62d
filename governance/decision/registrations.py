"""How decisions take part in the whole."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from governance.decision.calendar import CALENDARS
from governance.decision.columns import COLUMNS
from governance.decision.filters import DecisionFilter
from governance.decision.on_agenda import ON_AGENDA
from governance.decision.permissions import can_keep_decision
from governance.decision.querysets import at_place
from governance.decision.views import Decisions
from governance.decision.voice_views import Voices
from governance.models import Board, Decision, DecisionVoice
from interface.paging import BoundedCount
from interface.parts import MenuItem, RecordMenuItem, Theme
from interface.sections import Section, Task
from interface.words import date_words
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, Sides
from records.resting import CitesSource, SourceKept
from registry.attached import HasAttachments
from registry.commented import HasComments
from registry.followed import FollowedNews, RecordsChanged
from registry.programme_files import ProgrammeFile, Scope, from_list, source
from registry.promised import HasPromises
from registry.reported import HasErrorReports
from registry.saved_lists import SavedList
from registry.search import BODY, PLACE, PROGRAMME, SearchIndex
from registry.waiting import Row, TaskQuery, Work, in_columns

State = Decision.State


def _not_made_yet(sides: Sides) -> Q:
    """Those made stay with the body that answered for them then."""
    return Q(state__in=Decision.UNDECIDED)


def _to_confirm(sides: Sides) -> Q:
    return Q(state=State.PROVISIONAL)


def _waiting(work: Work) -> QuerySet[Any]:
    rows = Decision.objects.filter(
        state=State.PROVISIONAL, confirm_by__in=sorted(work.reader.organisations)
    )
    return in_columns(
        "decision",
        rows,
        key="slug",
        what="title",
        of="board__organisation__name",
        day=F("decided_on"),
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="decisions",
        title="Provisional decisions",
        short="Decisions to confirm",
        items=[_task(row) for row in rows],
        count=count,
        note="They wait until your organisation says yes or no",
    )


def _task(row: Row) -> Task:
    _, slug, title, board, _, day = row
    return Task(
        title=f"Confirm, or say no: {title}",
        url=reverse("decision_confirm", args=[slug]),
        action="Answer",
        note=f"{board}, decided on {date_words(day)}",
    )


def _with_places(rows: QuerySet[Any]) -> QuerySet[Any]:
    rows = rows.select_related("board__organisation").defer("search")
    return rows.prefetch_related("board__place_links__place")


def _place(one: Any) -> Any:
    return next((link.place for link in one.board.place_links.all()), None)


def _filtered(request: Any) -> DecisionFilter:
    return DecisionFilter(request.GET, request=request)


def _of_programme(scope: Scope) -> QuerySet[Any]:
    """Those of the programme's boards; of one pilot none."""
    rows = Decision.objects.visible_to(scope.user).as_rows().select_related("source")
    return rows.filter(board__programme=scope.programme) if scope.pilot is None else rows.none()


PROGRAMME_FILE = ProgrammeFile(
    "decisions",
    "What a board of the programme decided, or is to decide",
    _of_programme,
    (
        *from_list(
            COLUMNS,
            *("id", "board", "number", "state", "accountable_body", "outcome", "public_words"),
            *("why_now", "decided_on", "due", "how", "amount_low", "amount_high"),
            *("amount_qualifier", "limit_words", "quorum_words", "came_of_it", "visibility"),
        ),
        source(),
        *from_list(COLUMNS, "address"),
    ),
    order=435,
)


def _called(decision: Decision) -> str:
    said = decision.get_state_display()
    return f"decision of {decision.board}: {decision.for_residents}, {said}"


REGISTRATIONS = (
    *Decisions.registrations(),
    *Voices.registrations(),
    *CALENDARS,
    ON_AGENDA,
    PROGRAMME_FILE,
    HasErrorReports(
        model=Decision,
        pages=("decision",),
        keys=("slug",),
        bodies=("accountable_body",),
        of=("board",),
    ),
    MenuItem(
        page="decisions",
        label="Decisions",
        says="What boards decided and are to decide, and who answers for it",
        theme=Theme.PLACES,
        order=46,
        words="decision register forward plan vote board agreed minutes",
        within="boards",
    ),
    SavedList(
        key="decisions",
        label="Decisions",
        noun="decision",
        address="decisions",
        filtered=_filtered,
        public_called=attrgetter("for_residents"),
        order=60,
    ),
    HasPromises(
        model=Decision,
        kept_by=can_keep_decision,
        where=_place,
        place=_place,
        rows=_with_places,
        made_up=lambda: Q(board__in=Board.objects.filter(made_up_rule(Board)).values("pk")),
        at=at_place,
        of_body=lambda body: Q(board__organisation=body),
    ),
    HasAttachments(model=Decision, permission=can_keep_decision, for_public=True, order=62),
    HasComments(
        model=Decision,
        scope=lambda one: one.board,
        with_title=lambda rows: rows.select_related("board__organisation"),
        order=62,
    ),
    BodyRule(
        Decision,
        "accountable_body",
        Does.MOVE,
        noun="decision that it answers for,decisions that it answers for",
        order=268,
        in_time=InTime(Does.MOVE, _not_made_yet),
    ),
    BodyRule(
        Decision,
        "confirm_by",
        Does.MOVE,
        noun="decision to confirm,decisions to confirm",
        order=269,
        in_time=InTime(Does.MOVE, _to_confirm),
    ),
    CitesSource(model=Decision, key="decisions", noun="decision", order=263),
    SourceKept(model=Decision, permission=can_keep_decision),
    HistoryLabel(model=Decision, noun="decision", units={"amount": "£"}),
    HistoryLabel(
        model=DecisionVoice, public=True, noun="voice", named_by=("seat",), with_name=("voice",)
    ),
    TaskQuery(kind="decision", rows=_waiting, section=_section, order=47),
    SearchIndex(
        model=Decision,
        label="decision",
        page="decision",
        key=("slug",),
        title="title",
        text=("public_words", "outcome"),
        note=("board__organisation__name", "public_words"),
        status="state",
        within={
            PLACE: "board__reach_ids",
            PROGRAMME: "board__programme_id",
            BODY: "board__organisation_id",
        },
        made_up=made_up_rule(Decision, "board"),
        seen=lambda user: Decision.objects.visible_to(user, at_once=True),
        order=47,
    ),
    FollowedNews(  # what is to come is no news yet
        read=RecordsChanged(
            rows=lambda: Decision.objects.as_rows().filter(decided_on__isnull=False),
            said=("visibility", "state", "public_words", "outcome", "decided_on"),
            words=_called,
            through="board",
        ),
        order=70,
    ),
    Absent(
        model=Decision,
        at=Whole.FILES,
        why="no format reads a register of decisions",
        to_come=True,
    ),
    RecordMenuItem(
        page="decisions",
        label="What was decided",
        says="What boards decided for it",
        of="place",
        order=25,
        narrows="place",
        counts=itemgetter("decided"),
        if_any=True,
    ),
    RecordMenuItem(
        page="decisions",
        label="Decisions",
        says="What it decided, and is to decide",
        of="board",
        tab=3,
        narrows="board",
        counts=itemgetter("decisions"),
    ),
)
