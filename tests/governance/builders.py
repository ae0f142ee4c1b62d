"""Builders of boards that meet: who sits, a meeting at each state, its items."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import User
from governance.meeting import actions
from governance.meeting.as_held import as_held
from governance.models import AgendaItem, Attendance, Board, BoardMeeting, Seat
from people.models import JobRoleHolder, Person
from tests import builders

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def seat(board: Board, body: Any, name: str = "", **fields: Any) -> tuple[Seat, User]:
    """A seat of a body, with an account that holds its job role."""
    name = name or f"Head at {body}"
    role = builders.post(f"Role of {name}", body, visibility="public")
    who = builders.user(name)
    person = Person.objects.create(name=name, user=who)
    JobRoleHolder.objects.create(post=role, person=person)
    made = Seat.objects.create(board=board, organisation=body, post=role, **fields)
    return made, who


def meeting(board: Board, by: Any, on: dt.date = TODAY, **fields: Any) -> BoardMeeting:
    """One that is planned; the first of a board has its four items."""
    return actions.add_meeting(by=by, meeting=BoardMeeting(board=board, on=on, **fields))


def item(at: BoardMeeting | None, board: Board, title: str = "Warm homes", **fields: Any) -> Any:
    """One on the agenda of a meeting, or that waits for one."""
    said = {"kind": "discuss", "position": 10, **fields}
    return AgendaItem.objects.create(board=board, meeting=at, title=title, **said)


def called(board: Board, by: Any, on: dt.date = TODAY, **fields: Any) -> BoardMeeting:
    """One that was called, with an item at least."""
    made = meeting(board, by, on, **fields)
    if not made.items.exists():
        item(made, board, "Any other business", kind="standing")
    return actions.call(by=by, meeting=made)


def held(board: Board, by: Any, on: dt.date = TODAY, **fields: Any) -> BoardMeeting:
    """One that was held; nobody noted who was there."""
    made = called(board, by, on, **fields)
    actions.hold(made)
    return made


def minuted(board: Board, by: Any, on: dt.date = TODAY, **fields: Any) -> BoardMeeting:
    """One whose minutes were sent."""
    return actions.send(by=by, meeting=held(board, by, on, **fields))


def here(at: BoardMeeting, *seats: Seat, **fields: Any) -> None:
    """These were there; of a meeting that was held before they had a seat it is taken anew."""
    for one in seats:
        Attendance.objects.create(meeting=at, seat=one, state="here", **fields)
    if at.held is not None:
        at.held = as_held(at)
        at.save(update_fields=["held"])
