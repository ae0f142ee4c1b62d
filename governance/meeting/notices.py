"""Who is told of a meeting: those who sit on its board. No word of its agenda is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.notice.parties import Party, tell_parties
from governance.models import Board, BoardMeeting, Seat
from interface.articles import with_article
from interface.words import count_words
from partnerships.place.models.place import holding
from people.models import JobRoleHolder

KIND = "board-meeting"
NO_SEAT, SITS = "Nobody with an account sits on {}", "Nobody with an account sits in {}"
HAND_ON = "send them its address, or print it"


def people_of(board: Board) -> QuerySet[User]:
    """Accounts of who sits on a board today: whoever holds the job roles of its seats."""
    today = holding(timezone.localdate())
    return _in(Seat.objects.filter(today, board=board), today)


def _in(seats: QuerySet[Seat], when: Q) -> QuerySet[User]:
    """Accounts of who holds the job roles of these seats."""
    posts = seats.filter(post__isnull=False).order_by().values("post")
    held = JobRoleHolder.objects.filter(when, post__in=posts).order_by()
    users = held.values("person__user")
    return User.objects.filter(pk__in=users, is_active=True).order_by("id")


def tell_members(
    meeting: BoardMeeting, news: str, *, by: Any, seats: Iterable[int] | None = None
) -> None:
    """Tell each who sits, but for whoever did it: "Called: Board, Tuesday 15 December 2026".

    ``seats`` are those of the meeting, by number, where what is told goes also to those whose seat
    or job role has ended since: they have what was sent.
    """
    subject = f"{news}: {meeting.board}, {meeting.on:%A} {meeting}"
    tell_parties(
        members(meeting.board) if seats is None else _sat(meeting, list(seats)),
        by=by,
        kind=KIND,
        subject=subject,
        about=meeting,
        url=meeting.get_absolute_url(),
    )


def members(board: Board) -> list[Party]:
    """Who sits on a board today, and as a party of its own the seats in which nobody with an
    account sits."""
    today = timezone.localdate()
    held = JobRoleHolder.objects.filter(
        holding(today), post=OuterRef("post"), person__user__is_active=True
    )
    seats = Seat.objects.filter(holding(today), board=board)
    empty = seats.exclude(Exists(held.order_by())).count()
    sit = Party(name=with_article(board), people=people_of(board), why=NO_SEAT, instead=HAND_ON)
    return _with_empty(sit, empty)


def _sat(meeting: BoardMeeting, seats: list[int]) -> list[Party]:
    """Who sits on a board today, or sat in one of these seats on the day of a meeting; and as a
    party of its own the seats in which nobody of them has an account."""
    today, then = holding(timezone.localdate()), holding(meeting.on)
    rows = Seat.objects.filter(Q(today, board=meeting.board_id) | Q(pk__in=seats))
    held = JobRoleHolder.objects.filter(
        today | then, post=OuterRef("post"), person__user__is_active=True
    )
    sit = Party(
        name=with_article(meeting.board),
        people=_in(rows, today | then),
        why=NO_SEAT,
        instead=HAND_ON,
    )
    return _with_empty(sit, rows.exclude(Exists(held.order_by())).count())


def _with_empty(sit: Party, empty: int) -> list[Party]:
    if not empty or not list(sit.people):
        return [sit]
    return [sit, Party(name=count_words(empty, "seat"), people=[], why=SITS, instead=HAND_ON)]
