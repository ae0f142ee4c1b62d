"""How meetings of boards take part in the whole."""

from __future__ import annotations

import datetime as dt
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from access.visibility import reader_of
from governance.board.sight import boards_of
from governance.meeting.permissions import can_attach_to_item, can_keep_item, can_keep_meeting
from governance.meeting.suggested import ON_AGENDA
from governance.models import AgendaItem, Attendance, Board, BoardMeeting, Interest
from interface.parts import RecordMenuItem
from partnerships.models import Place, Programme
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from records.unlinked import Unlinked
from registry.attached import HasAttachments
from registry.calendar import CalendarEvents, DatedQuery, Entry, Reading
from registry.promised import HasPromises
from registry.reported import HasErrorReports

LONDON = ZoneInfo("Europe/London")
STANDS = "what an item is about stays as it was"


def _called(meeting: BoardMeeting) -> str:
    return f"{meeting.board}, {meeting}"


def _item_called(item: AgendaItem) -> str:
    return f"{item.board}, {item.meeting}" if item.meeting else str(item.board)


def _place(of_board: Any) -> Any:
    return next(iter(of_board.board.places.all()), None)


def _of(reading: Reading) -> Q | None:
    """Which meetings a calendar is of: those of a board, or of boards of its place or programme; in
    one's own those of boards on which one sits, and of one's places and bodies."""
    subject = reading.calendar.subject
    if isinstance(subject, Board):
        return Q(board=subject.pk)
    if isinstance(subject, Place):
        return Q(board__reach_ids__contains=[subject.pk])
    if isinstance(subject, Programme):
        return Q(board__programme=subject.pk)
    reader = reader_of(reading.user)
    if subject is not None or reader is None:
        return None
    own = Q(board__in=sorted(boards_of(reading.user)))
    own |= Q(board__organisation__in=sorted(reader.organisations))
    return own | Q(board__reach_ids__overlap=sorted(reader.places))


def _meetings(reading: Reading) -> DatedQuery | None:
    rule = _of(reading)
    if rule is None:
        return None
    rows = BoardMeeting.objects.visible_to(reading.user).filter(rule)
    rows = rows.exclude(state=BoardMeeting.State.CALLED_OFF)
    return DatedQuery(
        parts=(rows.filter(reading.window.on("on")),),
        day=F("on"),
        queryset=BoardMeeting.objects.as_rows,
        entry=_entry,
    )


def _entry(meeting: Any, reading: Reading) -> Entry:
    return Entry(
        kind="boards",
        key=f"board-meeting-{meeting.pk}",
        when=DateWithPrecision(meeting.on),
        text=f"{meeting.board} meets",
        url=meeting.get_absolute_url(),
        changed=meeting.updated_at,
        note=meeting.hours,
        starts=_instant(meeting.on, meeting.starts_at),
        ends=_instant(meeting.on, meeting.ends_at),
    )


def _instant(day: dt.date, hour: dt.time | None) -> dt.datetime | None:
    """An hour of a day in London, as one instant."""
    if hour is None:
        return None
    return dt.datetime.combine(day, hour, LONDON).astimezone(dt.UTC)


REGISTRATIONS = (
    *ON_AGENDA,
    HasErrorReports(
        model=BoardMeeting,
        pages=("board_meeting",),
        keys=("board__slug", "number"),
        title=_called,
        reads=("board__organisation",),
        of=("board",),
    ),
    HasPromises(
        model=BoardMeeting,
        kept_by=can_keep_meeting,
        label=_called,
        where=_place,
        rows=lambda rows: rows.select_related("board__organisation").prefetch_related(
            "board__places"
        ),
        made_up=lambda: made_up_rule(BoardMeeting, "board"),
        at=lambda place: Q(board__reach_ids__contains=[place.pk]),
        readable=lambda user, rows: rows.promises_readable_by(user),
        of_body=lambda body: Q(board__organisation=body),
        order=60,
    ),
    HasPromises(
        model=AgendaItem,
        kept_by=can_keep_item,
        label=_item_called,
        where=_place,
        rows=lambda rows: rows.select_related("board__organisation", "meeting").prefetch_related(
            "board__places"
        ),
        made_up=lambda: made_up_rule(AgendaItem, "board"),
        at=lambda place: Q(board__reach_ids__contains=[place.pk]),
        readable=lambda user, rows: rows.minutes_readable_by(user),
        of_body=lambda body: Q(board__organisation=body),
        adds=False,
        order=61,
    ),
    HasAttachments(
        model=AgendaItem,
        permission=can_attach_to_item,
        for_public=True,
        with_title=lambda rows: rows.select_related("meeting__board", "board"),
    ),
    CalendarEvents(
        key="boards",
        label="Board meetings",
        noun="Board meeting",
        dated=_meetings,
        order=45,
        of_boards=True,
    ),
    HistoryLabel(
        model=BoardMeeting,
        noun="meeting",
        named_by=("on",),
        labels={"number": "Number", "called_on": "Called on", "where": "Where"},
    ),
    HistoryLabel(
        model=AgendaItem,
        public=True,
        noun="item",
        named_by=("title",),
        silent=("subject_type", "subject_id", "position"),
    ),
    HistoryLabel(model=Attendance, public=True, noun="attendance", named_by=("seat",)),
    HistoryLabel(
        model=Interest,
        noun="interest",
        named_by=("about",),
        apart="the register says since when, and minutes that were sent tell what was put right",
    ),
    PlaceRule(AgendaItem, "subject", Does.STAY, because=STANDS),
    BodyRule(AgendaItem, "subject", Does.STAY, because=STANDS),
    RecordMenuItem(
        page="board_meetings",
        label="Meetings",
        says="Those to come, and what was talked about",
        of="board",
        tab=2,
        counts=itemgetter("meetings"),
    ),
    Unlinked(
        pages=("board_meeting_coming",),
        on="board_meeting",
        why="only who sits on the board says whether they come, until the day",
    ),
    Unlinked(
        pages=("board_meeting_take_back",),
        on="board_meeting",
        why="only a meeting that was just added and was not called is taken back",
    ),
    Absent(
        model=Attendance,
        at=Whole.SEARCH,
        fields=("for_them",),
        why="who stood in for whom is read in the minutes, by who reads those",
    ),
    Absent(
        model=Interest,
        at=Whole.SEARCH,
        fields=("about",),
        why="what somebody declared is read in the register, not looked for by its words",
    ),
)
