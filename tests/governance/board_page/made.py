"""A board with meetings, an agenda and decisions, and people who sit there, as tests want them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from collaboration.models import ActionItem
from governance.models import AgendaItem, Board, BoardMeeting, Decision, Seat
from people.models import JobRole, JobRoleHolder, Person
from tests import builders


def day(days: int) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=days)


def meeting(at: Board, days: int, state: str = "called", **fields: Any) -> BoardMeeting:
    """One on a day from today on that everybody reads, unless said."""
    return BoardMeeting.objects.create(
        **{
            "board": at,
            "number": at.meetings.count() + 1,
            "on": day(days),
            "state": state,
            "called_on": None if state == "planned" else day(min(days, 0)),
            "visibility": "public",
            **fields,
        }
    )


def item(at: BoardMeeting, title: str, kind: str = "discuss", **fields: Any) -> AgendaItem:
    """One on the agenda of a meeting, the last."""
    number = at.items.count() + 1
    return AgendaItem.objects.create(
        board=at.board, meeting=at, position=number, title=title, kind=kind, **fields
    )


def decision(at: Board, title: str, state: str = "made", **fields: Any) -> Decision:
    """One that everybody reads, made a month ago or due in a month, unless said."""
    number = at.decisions.count() + 1
    is_made = state in Decision.DECIDED
    said = {"outcome": "Agreed", "decided_on": day(-30), "public_words": f"For all: {title}"}
    return Decision.objects.create(
        **{
            "board": at,
            "number": number,
            "slug": f"decision-{at.pk}-{number}",
            "title": title,
            "state": state,
            "visibility": "public",
            **(said if is_made else {"due": day(30)}),
            **fields,
        }
    )


def seat(at: Board, title: str, who: User | None = None, **fields: Any) -> Seat:
    """A seat of a job role of this title in a body of its own, which somebody holds."""
    role = builders.post(title, builders.organisation(f"Body of {title}"), visibility="public")
    if who is not None:
        holds(who, role)
    return Seat.objects.create(board=at, organisation=role.organisation, post=role, **fields)


def holds(who: User, role: JobRole) -> None:
    """Makes somebody who signs in the holder of a job role."""
    person, _ = Person.objects.get_or_create(user=who, defaults={"name": str(who)})
    JobRoleHolder.objects.create(post=role, person=person)


def action(
    at: BoardMeeting | Decision, text: str, days: int, owner: JobRole | None = None, **fields: Any
) -> ActionItem:
    """Something promised at a meeting or for a decision, due so many days from today."""
    said = str(owner) if owner else "The clerk"
    return ActionItem.objects.create(
        subject=at, text=text, owner=owner, owner_said=said, due=day(days), **fields
    )
