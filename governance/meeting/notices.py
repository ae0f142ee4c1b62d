"""Who is told of a meeting: those who sit on its board. No word of its agenda is told."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from governance.models import Board, BoardMeeting, Seat
from partnerships.place.models.place import holding
from people.models import JobRoleHolder

KIND = "board-meeting"


def people_of(board: Board) -> QuerySet[User]:
    """Accounts of who sits on a board today: whoever holds the job roles of its seats."""
    today = timezone.localdate()
    seats = Seat.objects.filter(holding(today), board=board, post__isnull=False)
    held = JobRoleHolder.objects.filter(holding(today), post__in=seats.order_by().values("post"))
    users = held.order_by().values("person__user")
    return User.objects.filter(pk__in=users, is_active=True).order_by("id")


def tell_members(meeting: BoardMeeting, news: str, *, by: Any) -> None:
    """Tell each who sits, but for whoever did it: "Called: Board, Tuesday 15 December 2026"."""
    subject = f"{news}: {meeting.board}, {meeting.on:%A} {meeting}"
    for person in people_of(meeting.board):
        if person.pk != by.pk:
            tell(
                kind=KIND,
                subject=subject,
                about=meeting,
                url=meeting.get_absolute_url(),
                to=person,
            )
