"""Whether enough people are there to decide: at a meeting as it is expected, and at each item.

From the moment it is held it is told by the seats and the rule that stood then (``as_held``); once
minutes are agreed, by what was kept of that in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from governance.board.models import Board
from governance.board.seat_models import Seat
from governance.meeting.as_held import (
    Rule,
    rule_of,
    seats_kept,
    seats_recorded,
    sector_of,
    tell_apart_then,
)
from governance.meeting.attendance_models import Attendance, Interest
from governance.meeting.models import AgendaItem, BoardMeeting
from interface.words import count_words, list_words
from partnerships.models import Organisation


@dataclass(frozen=True)
class Quorum:
    """How many seats that count are taken, of ``needed``, and from which kinds of body one is
    missing. ``rule`` is that of the board in words. ``met`` is None where that cannot be told: the
    rule is not known, or nobody noted who was there."""

    there: int
    seats: int
    needed: int | None
    missing: tuple[str, ...] = ()
    is_recorded: bool = True
    rule: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the board can decide."""
        if self.needed is None or not self.is_recorded:
            return None
        return self.there >= self.needed and not self.missing

    @property
    def words(self) -> str:
        """ "5 of 8 seats; the quorum is 4, with one from: council"; kept with a decision."""
        if not self.is_recorded:
            return "Who was there was not noted"
        said = f"{self.there} of {count_words(self.seats, 'seat')} there"
        if self.needed is None:
            return f"{said}; the quorum is not known"
        lacking = f", and nobody from: {list_words(self.missing)}" if self.missing else ""
        return f"{said}; the quorum is {self.needed}{lacking}"


def seats_on(meeting: BoardMeeting) -> list[Any]:
    """The seats of a meeting, with ``is_vacant``: whether nobody held their job role on its day. As
    they were when it was held; of one to come as they are recorded, by one query."""
    return seats_kept(meeting) if meeting.held or meeting.agreed else seats_recorded(meeting)


def quorum_of(
    rule: Board | Rule,
    seats: Iterable[Seat],
    there: Iterable[Attendance],
    away: Iterable[int] = (),
    *,
    is_recorded: bool = True,
) -> Quorum:
    """The rule of a board, held against who is there (rows of those who come or came). ``away`` are
    the seats that an interest keeps out."""
    counted = {seat.pk: seat for seat in seats if seat.counts_for_quorum is not False}
    taken = {row.seat_id for row in there} & counted.keys() - set(away)
    kinds = {sector_of(counted[pk]) for pk in taken}
    missing = [kind for kind in rule.quorum_sectors if kind not in kinds]
    return Quorum(
        there=len(taken),
        seats=len(counted),
        needed=rule.quorum_least,
        missing=tuple(str(Organisation.Sector(kind).label) for kind in missing),
        is_recorded=is_recorded,
        rule=rule.quorum,
    )


def quorum_held(
    meeting: BoardMeeting,
    seats: Iterable[Seat],
    rows: Iterable[Attendance],
    *,
    throughout: bool = False,
) -> Quorum:
    """Whether enough were there when a meeting began, as far as these rows note it, and with
    ``throughout`` until its end; as it was kept where its minutes are agreed."""
    if meeting.agreed:
        kept = meeting.agreed["quorum"]
        return Quorum(**{**kept, "missing": tuple(kept["missing"])})
    noted = [row for row in rows if row.state in Attendance.NOTED]
    here = [
        row
        for row in noted
        if row.state == Attendance.State.HERE
        and not row.from_item_id
        and not (throughout and row.until_item_id)
    ]
    return quorum_of(rule_of(meeting), seats, here, is_recorded=bool(noted))


def as_agreed(meeting: BoardMeeting) -> dict[str, Any]:
    """What is kept of a meeting when its minutes are agreed. Two queries."""
    seats: list[Any] = seats_on(meeting)
    tell_apart_then(AnonymousUser(), seats)
    return {
        "quorum": asdict(quorum_held(meeting, seats, meeting.attendance.all())),
        "seats": [
            {"seat": seat.pk, "called": seat.called, "is_vacant": seat.is_vacant} for seat in seats
        ],
    }


def quorum_at(item: AgendaItem) -> Quorum:
    """Whether enough were there when this item of a meeting was taken. Three queries.

    Seats count that held on the day, whose attendance says *here*, who had come by then and had not
    left, and whom no interest kept out of it.
    """
    meeting = item.meeting
    if meeting is None:
        return Quorum(0, 0, item.board.quorum_least, is_recorded=False)
    rows = meeting.attendance.select_related("from_item", "until_item")
    noted = [row for row in rows if row.state in Attendance.NOTED]
    here = [row for row in noted if row.state == Attendance.State.HERE and was_at(row, item)]
    seats = seats_on(meeting)
    return quorum_of(rule_of(meeting), seats, here, kept_out(item, seats), is_recorded=bool(noted))


def kept_out(item: AgendaItem, seats: Iterable[Seat]) -> set[int]:
    """The seats that an interest keeps out of an item. Where a body gave way since it was declared,
    the seat of the same job role took the place of that one. A role in words alone ("Chief
    executive") may be that of two bodies: whoever sits there then declares it anew. One query."""
    rows = Interest.objects.filter(item=item, ended_on=None, handled__in=Interest.AWAY)
    declared = dict(rows.values_list("seat", "seat__post"))
    roles = set(declared.values()) - {None}
    return declared.keys() | {seat.pk for seat in seats if seat.post_id in roles}


def was_at(row: Attendance, item: AgendaItem) -> bool:
    """Whether who was there was in the room for an item: from and until are both within."""
    came, left = row.from_item, row.until_item
    return (came is None or came.position <= item.position) and (
        left is None or left.position >= item.position
    )
