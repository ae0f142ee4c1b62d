"""Seats that come together on one board, or are split: which of them go on, in seats and votes.

Nothing is doubled unless somebody chose it: of the seats that a body would have of more than one
body those of one go on, and the others end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from governance.models import Board, Seat
from interface.words import count_words
from partnerships.models import Organisation, Reorganisation
from people.models import JobRole
from records.merging import Rule
from reorganise.bodies import Duplicate
from reorganise.giving_way_plan import GivingWay, Heir
from reorganise.rules import IN_TIME

KEY = f"{Seat._meta.label}.organisation"
RULE: Rule = next(rule for rule in IN_TIME if rule.key == KEY)
# What differs in seats that came of one
OF_ITSELF = ("id", "organisation_id")
# The answer by which the seats of every body go on
EVERY = "all"
# To which of those that take over a seat goes, by their numbers
Goes = Callable[[int], list[int]]


@dataclass(frozen=True, slots=True)
class Together:
    """The seats that one who takes over (``at``) would have on a board, by the body of each.

    Its own stand first: they never end by this.
    """

    board: Board
    at: int
    seats: Mapping[Organisation, list[Seat]]

    @property
    def key(self) -> str:
        """By which a plan keeps what was chosen."""
        return f"{self.board.pk}-{self.at}"

    @property
    def name(self) -> str:
        """The name of its answer."""
        return f"go-together-{self.key}"

    def options(self, own: Organisation | None) -> list[tuple[str, str]]:
        """The answers: the seats of one body go on, or all; with how many votes. Where the body
        that takes over has seats of its own, they are one answer and stay in the other."""
        one_each = [
            (str(body.pk), f"{_seats(seats)} of {body}{_chairs(seats)}, {_votes(seats)}")
            for body, seats in self.seats.items()
            if own not in self.seats or body == own
        ]
        return [*one_each, (EVERY, f"all of them: {self.in_all}")]

    @property
    def in_all(self) -> str:
        """ "2 seats, 2 votes"."""
        every = [seat for seats in self.seats.values() for seat in seats]
        return f"{_seats(every)}, {_votes(every)}"

    def kept(self, said: Mapping[str, Any]) -> str:
        """What was chosen; without that, the seats of whoever has one already, or of the first."""
        answer = str(said.get(self.key, ""))
        bodies = [str(body.pk) for body in self.seats]
        return answer if answer in (EVERY, *bodies) else bodies[0]


def _seats(seats: list[Seat]) -> str:
    return count_words(len(seats), "seat")


def _votes(seats: list[Seat]) -> str:
    return count_words(sum(seat.votes for seat in seats), "vote")


def _chairs(seats: list[Seat]) -> str:
    chairs = [seat for seat in seats if seat.chair != Seat.Chair.NO]
    return f", {chairs[0].get_chair_display()}" if chairs else ""


def together(plan: GivingWay, goes: Goes) -> list[Together]:
    """The boards on which seats of more than one body come to one who takes over. Two queries."""
    found: dict[tuple[int, int], dict[Organisation, list[Seat]]] = defaultdict(dict)
    heirs = {heir.body: at for at, heir in enumerate(plan.after) if heir.body}
    moving = sorted(_open(plan, plan.before), key=lambda seat: plan.before.index(seat.organisation))
    boards = {seat.board_id: seat.board for seat in moving}
    for seat in _open(plan, tuple(heirs)).filter(board__in=boards) if heirs else ():
        if seat.organisation is not None:
            _add(found[seat.board_id, heirs[seat.organisation]], seat)
    for seat in moving:
        for at in goes(seat.pk):
            _add(found[seat.board_id, at], seat)
    rows = [Together(boards[board], at, seats) for (board, at), seats in found.items()]
    return sorted((row for row in rows if len(row.seats) > 1), key=lambda row: str(row.board))


def doubled(pair: Duplicate) -> list[Together]:
    """The boards on which two rows for one body both have seats. All of them stay: who keeps the
    board knows whether one was written twice."""
    plan = GivingWay(timezone.localdate(), (pair.goes,), (Heir(pair.stays),))
    return together(plan, lambda _: [0])


def _open(plan: GivingWay, bodies: tuple[Organisation, ...]) -> QuerySet[Seat]:
    """Their seats that are not over on the day."""
    still = RULE.open(plan.sides(()))
    rows = Seat.objects.filter(still, organisation__in=bodies)
    return rows.select_related("organisation", "board__organisation").order_by("id")


def _add(seats: dict[Organisation, list[Seat]], seat: Seat) -> None:
    if seat.organisation:
        seats.setdefault(seat.organisation, []).append(seat)


def ending(plan: GivingWay, goes: Goes) -> dict[str, list[int]]:
    """By seat, those that take over for which it does not begin anew, by their numbers."""
    said = plan.choices.get(KEY, {}).get("kept", {})
    ends: dict[str, list[int]] = defaultdict(list)
    for row in together(plan, goes):
        kept = row.kept(said)
        for body, seats in row.seats.items():
            if body in plan.before and kept not in (EVERY, str(body.pk)):
                for seat in seats:
                    ends[str(seat.pk)].append(row.at)
    return dict(ends)


def seat_once(reorganisation: Reorganisation, ids: tuple[int, ...]) -> None:
    """Of a seat that goes to each, only one keeps its job role and its chair: that of the body to
    which the job role goes, or the first. Nobody sits twice. Two queries."""
    twins = [rows for rows in _copies(reorganisation) if len(rows) > 1]
    posts = {rows[0].after["post_id"] for rows in twins}
    role = f"{JobRole._meta.label}.organisation"
    moved = reorganisation.moved.filter(rule=role, row_id__in=posts - {None})
    home = dict(moved.values_list("row_id", "to_id"))
    for rows in twins:
        rows.sort(key=lambda row: ids.index(row.to_id))
        keeps = home.get(rows[0].after["post_id"])
        keeper = next((row for row in rows if row.to_id == keeps), rows[0])
        for row in rows:
            if row is not keeper:
                row.after |= {"post_id": None, "chair": Seat.Chair.NO}
                row.save(update_fields=["after"])


def _copies(reorganisation: Reorganisation) -> Iterator[list[Any]]:
    """The seats that begin, those that came of one together."""
    alike: dict[str, list[Any]] = defaultdict(list)
    for row in reorganisation.moved.filter(rule=KEY, act="insert"):
        own = {name: value for name, value in row.after.items() if name not in OF_ITSELF}
        alike[str(sorted(own.items()))].append(row)
    yield from alike.values()
