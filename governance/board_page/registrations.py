"""Meetings of boards in *my work*: who sits says whether they come, who keeps a board calls them,
sends their minutes and has them agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from operator import itemgetter
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from governance.board.sight import kept_by
from governance.models import Attendance, BoardMeeting, Seat
from interface.paging import BoundedCount
from interface.parts import RecordMenuItem, signed_in_of
from interface.sections import Section, Task
from interface.words import day_and_month
from partnerships.place.models.place import holding
from people.job_role.models import held_by
from registry.waiting import HandOverItem, Row, TaskQuery, Work, in_columns

State = BoardMeeting.State
# A meeting is called a fortnight before, its minutes are sent within a week
FORTNIGHT, WEEK = dt.timedelta(days=14), dt.timedelta(days=7)
# From a week before that on, who keeps the board is told
TOLD = FORTNIGHT + WEEK
TEXT = TextField()
KEY = Concat("board__slug", Value("/"), Cast("number", TEXT), output_field=TEXT)
NAME = "board__organisation__name"


def _unanswered(posts: QuerySet[Any] | Collection[int], today: dt.date) -> QuerySet[BoardMeeting]:
    """Called meetings to come of whose seats one of these job roles has one, and has not said
    whether it comes."""
    said = Attendance.objects.filter(seat=OuterRef("pk"), meeting=OuterRef(OuterRef("pk")))
    on_the_day = Q(valid_from=None) | Q(valid_from__lte=OuterRef("on"))
    on_the_day &= Q(valid_to=None) | Q(valid_to__gt=OuterRef("on"))
    seats = Seat.objects.filter(
        ~Exists(said), holding(today), on_the_day, board=OuterRef("board"), post__in=posts
    )
    rows = BoardMeeting.objects.filter(state=State.CALLED, on__gte=today)
    return rows.filter(Exists(seats))


def _to_answer(work: Work) -> QuerySet[Any]:
    """Of boards on which they sit: who sits reads their meetings."""
    rows = _unanswered(held_by(work.reader), work.today)
    return in_columns("coming", rows, key=KEY, what=NAME, of=NAME, day="on")


def _coming_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="coming",
        title="Meetings of your boards",
        short="Meetings to answer",
        items=[
            Task(
                title=f"Say whether you’re coming: {board}",
                url=_at("board_meeting_coming", key),
                action="Say",
                reason=day_and_month(day, today),
            )
            for _, key, board, _, _, day in rows
        ],
        count=count,
        note="say whether you’re coming, or who comes for you",
    )


def _to_keep(work: Work) -> QuerySet[Any]:
    """Of boards that they keep: to be called soon, to be written up, to be sent, to be agreed."""
    today = work.today
    later = BoardMeeting.objects.filter(
        board=OuterRef("board"), on__gt=OuterRef("on"), on__lte=today
    ).exclude(state__in=BoardMeeting.NOT_CALLED)
    waits = (
        Q(state=State.PLANNED, on__range=(today, today + TOLD))
        | Q(state__in=BoardMeeting.TO_COME, on__lt=today)
        | Q(state=State.HELD, on__lt=today - WEEK)
        | Q(Exists(later), state=State.MINUTED)
    )
    state = Case(When(on__lt=today, state=State.PLANNED, then=Value("called")), default="state")
    rows = BoardMeeting.objects.filter(kept_by(work.user), waits)
    return in_columns("board", rows, key=KEY, what=NAME, of=NAME, day="on", state=state)


def _keep_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="boards",
        title="Meetings of boards that you look after",
        short="Boards to look after",
        items=[_task(row, today) for row in rows],
        count=count,
        note="to call, to write up or to agree",
    )


def _task(row: Row, today: dt.date) -> Task:
    _, key, board, _, state, day = row
    of = f"{board}, {day_and_month(day, today)}"
    page = _at("board_meeting", key)
    match state:
        case State.PLANNED:
            return Task(f"Call the meeting of {of}", page, action="Call", due=day - FORTNIGHT)
        case State.CALLED:
            url = _at("board_meeting_attendance", key)
            return Task(f"Say who came to {of}", url, action="Say", due=day + WEEK)
        case State.HELD:
            return Task(f"Send the minutes of {of}", page, action="Send", due=day + WEEK)
    return Task(f"Agree the minutes of {of}", page, action="Agree")


def _at(name: str, key: str) -> str:
    slug, _, number = key.rpartition("/")
    return reverse(name, args=[slug, number])


def _owed(work: Work, posts: list[int], user: Any) -> QuerySet[BoardMeeting]:
    """Meetings that wait for an answer of these job roles."""
    seen = BoardMeeting.objects.visible_to(user).order_by().values("pk")
    rows = _unanswered(posts, work.today).filter(pk__in=seen)
    return rows.select_related("board__organisation").order_by("on", "id")


def _told(meeting: BoardMeeting) -> tuple[str, str]:
    return f"Say whether you’re coming: {meeting.board}", str(meeting)


REGISTRATIONS = (
    TaskQuery(kind="coming", rows=_to_answer, section=_coming_section, order=43),
    TaskQuery(kind="board", rows=_to_keep, section=_keep_section, order=44),
    HandOverItem(label="Meetings to answer", rows=_owed, order=40, entry=_told),
    RecordMenuItem(
        page="board",
        label="Overview",
        says="What it is, what it decides and who sits there",
        of="board",
        tab=1,
    ),
    RecordMenuItem(
        page="board_seats",
        label="Seats",
        says="Who sits and who sat",
        of="board",
        tab=4,
        counts=itemgetter("seats"),
    ),
    RecordMenuItem(
        page="board_powers",
        label="Powers",
        says="What it may decide, and to whom it answers",
        of="board",
        tab=5,
    ),
    RecordMenuItem(
        page="board_history",
        label="History",
        says="Every change of it",
        of="board",
        order=50,
        permission=signed_in_of,
    ),
)
