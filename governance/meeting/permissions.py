"""Who keeps the meetings of a board right, and who speaks for a seat."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from access.visibility import reader_of
from governance.board.permissions import keeps_meetings
from governance.board.sight import boards_of
from governance.models import AgendaItem, BoardMeeting
from partnerships.place.models.place import holding
from people.job_role.models import held_by


def can_keep_meeting(user: Any, meeting: BoardMeeting) -> bool:
    """Who keeps the meetings of its board."""
    return keeps_meetings(user, meeting.board)


def can_keep_item(user: Any, item: AgendaItem) -> bool:
    """Who keeps the meetings of its board: they say what became of what was promised at it."""
    return keeps_meetings(user, item.board)


def sits_at(user: Any, meeting: BoardMeeting) -> bool:
    """Who says whether they come: who holds the job role of a seat of its board today."""
    return meeting.board_id in boards_of(user)


def reads_whole(user: Any, meeting: BoardMeeting) -> bool:
    """Who reads what is private, and what is not sent yet: who sits, and who keeps the board."""
    return sits_at(user, meeting) or can_keep_meeting(user, meeting)


def can_attach_to_item(user: Any, item: AgendaItem) -> bool:
    """Papers are added by who keeps the meetings, until the minutes are agreed or the meeting is
    called off."""
    is_fixed = item.meeting is not None and item.meeting.is_fixed
    return not is_fixed and keeps_meetings(user, item.board)


def own_seats(user: Any, meeting: BoardMeeting) -> list[Any]:
    """The seats on the day of a meeting whose job roles somebody holds today."""
    reader = reader_of(user)
    if reader is None:
        return []
    kept = [one["seat"] for one in meeting.held["seats"]] if meeting.held else None
    of_it = holding(meeting.on) if kept is None else Q(pk__in=kept)
    seats = meeting.board.seats.filter(of_it, post__in=held_by(reader))
    return list(seats.select_related("organisation").order_by("id"))
