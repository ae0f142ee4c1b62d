"""Seats of a board that has none yet, begun from the members of a partnership of its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from governance.models import Board, Seat
from partnerships.models import Member, Organisation, Partnership
from partnerships.organisation.permissions import spoken_for
from records.dates import Precision

# How many members of a partnership get a seat at once
MOST = 100
NO_VOTE = "It has no vote in the partnership"


@dataclass(frozen=True)
class Beginning:
    """A partnership with the members from which seats begin: each body once."""

    partnership: Partnership
    members: list[Member]


def beginnings(user: Any, board: Board) -> list[Beginning]:
    """The partnerships that work for the places of a board, each with its standing members; none
    for a board with seats, also with those that ended. Four queries."""
    if board.seats.exists():
        return []
    rows = Partnership.objects.visible_to(user).filter(
        place_links__place__in=board.place_links.values("place"), ended_on=None
    )
    rows = rows.prefetch_related(Prefetch("members", _standing(user))).distinct()
    found = [Beginning(one, _each_once(board, one.members.all())) for one in rows]
    return [one for one in found if one.members]


def _standing(user: Any) -> Any:
    """Members of today whose body goes on. Leads come before others."""
    today = timezone.localdate()
    bodies = Organisation.objects.visible_to(user).filter(merged_into=None, ended_on=None)
    holds = Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gt=today)
    rows = Member.objects.filter(*holds, organisation__in=bodies.order_by().values("pk"))
    return rows.select_related("organisation").order_by("organisation__sort_key", "id")


def _each_once(board: Board, members: Any) -> list[Member]:
    """A body may belong in two roles; the board is no member of itself."""
    bodies: dict[int, Member] = {}
    for member in members:
        if member.organisation_id != board.organisation_id:
            bodies.setdefault(member.organisation_id, member)
    return list(bodies.values())[:MOST]


@transaction.atomic
def begin_seats(*, by: Any, board: Board, partnership: str) -> int:
    """Make a seat for each standing member of the partnership with this slug; gives how many.

    None where the board has a seat by now, or the partnership is none of its places'. Whoever
    presses at the same time waits, and makes none.
    """
    Board.objects.select_for_update().get(pk=board.pk)
    chosen = [one for one in beginnings(by, board) if one.partnership.slug == partnership]
    members = [member for one in chosen for member in one.members]
    own = spoken_for(by, [member.organisation for member in members])
    seats = [_seat(board, member, by, is_own=member.organisation in own) for member in members]
    Seat.objects.bulk_create(seats)
    return len(seats)


def _seat(board: Board, member: Member, by: Any, *, is_own: bool) -> Seat:
    """Since when is said where the day is known; a month or a year is no day."""
    is_known = member.valid_from_precision == Precision.DAY
    votes = member.is_voting is not False
    return Seat(
        board=board,
        organisation=member.organisation,
        valid_from=member.valid_from if is_known else None,
        votes=1 if votes else 0,
        votes_because="" if votes else NO_VOTE,
        created_by=by,
        claim=Seat.Word.CONFIRMED if is_own else Seat.Word.CLAIMED,
    )
