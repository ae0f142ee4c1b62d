"""What stood when a meeting was held: its seats, the rule of its quorum, the limits of powers.

It is kept with the meeting as data from the moment it is held, since bodies, seats, names, rules
and limits go on changing; what came of the meeting is read by it alone from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from governance.board.seat_models import Seat, tell_apart
from governance.models import Attendance, Board, BoardMeeting, Power
from partnerships.place.models.place import holding
from people.models import JobRoleHolder
from records.figures import Quantity

LIMITS = ("limit", "year_limit")
# So many meetings at a time are given what they lack
MOST = 1_000


@dataclass(frozen=True)
class Rule:
    """The rule of a quorum as it was, named as a board names its own."""

    quorum_least: int | None
    quorum_sectors: tuple[str, ...]
    quorum: str


def rule_of(meeting: BoardMeeting) -> Board | Rule:
    """By which rule a meeting has a quorum: that of its board, as it was when it was held."""
    if meeting.held is None:
        return meeting.board
    kept = meeting.held["quorum"]
    return Rule(kept["least"], tuple(kept["sectors"]), kept["rule"])


def seats_recorded(meeting: BoardMeeting) -> list[Any]:
    """The seats of its board on its day as they are recorded now, with ``is_vacant``: whether
    nobody held their job role then; also such as were taken there and no longer hold. One query."""
    held = JobRoleHolder.objects.filter(holding(meeting.on), post=OuterRef("post"))
    vacant = Case(When(post__isnull=False, then=~Exists(held)), default=False)
    of = Q(holding(meeting.on), board=meeting.board_id)
    if meeting.is_over:
        noted = meeting.attendance.filter(state__in=Attendance.NOTED).order_by()
        of |= Q(pk__in=noted.values("seat"))
    rows = Seat.objects.filter(of).annotate(is_vacant=vacant)
    return list(rows.select_related("organisation", "board__source").order_by("id"))


def seats_kept(meeting: BoardMeeting) -> list[Any]:
    """The seats of a meeting that was held, as they were."""
    kept = meeting.held or meeting.agreed or {"seats": ()}
    return [_seat(meeting, one) for one in kept["seats"]]


def _seat(meeting: BoardMeeting, kept: dict[str, Any]) -> Any:
    """One that is not in the database: its body is its name of that day and its ``sector``."""
    names = ("votes", "counts_for_quorum", "chair", "role_words")
    said = {name: kept[name] for name in names if name in kept}
    seat: Any = Seat(
        pk=kept["seat"],
        board=meeting.board,
        description=kept.get("name", kept.get("called", "")),
        post_id=kept.get("post"),
        **said,
    )
    seat.apart = seat.kept_apart = kept.get("apart", "")
    seat.is_vacant, seat.sector = kept["is_vacant"], kept.get("sector", "")
    seat.kept_mark = kept.get("mark", "")
    return seat


def tell_apart_then(user: Any, seats: list[Any]) -> None:
    """Note at seats that are called alike the job role of each: as it was kept, else as far as this
    reader sees it. One query at most."""
    tell_apart(user, seats)
    for seat in seats:
        seat.apart = getattr(seat, "kept_apart", "") or seat.apart


def mark_of(seat: Any) -> str:
    """What is said of a seat that its body has not confirmed; a published source that names it
    stands in place of that."""
    kept: str | None = getattr(seat, "kept_mark", None)
    if kept is not None:
        return kept
    if not seat.claim_mark:
        return ""
    return (
        "seat not confirmed"
        if seat.claim in Seat.OPEN
        else "its organisation says that this isn’t so"
    )


def sector_of(seat: Any) -> str:
    """The kind of body whose seat it is; empty of one in words."""
    return str(seat.organisation.sector) if seat.organisation else getattr(seat, "sector", "")


def limit_of(meeting: BoardMeeting | None, power: Power, name: str) -> Quantity:
    """A limit of a power, ``limit`` or ``year_limit``: as it was when a meeting was held."""
    kept = meeting.held["powers"].get(str(power.pk)) if meeting and meeting.held else None
    if kept is None:
        limit: Quantity = getattr(power, name)
        return limit
    low, high, qualifier = kept[name]
    as_it_was = Power(
        **{
            f"{name}_low": Decimal(low) if low else None,
            f"{name}_high": Decimal(high) if high else None,
            f"{name}_qualifier": qualifier,
        }
    )
    quantity: Quantity = getattr(as_it_was, name)
    return quantity


def as_held(meeting: BoardMeeting) -> dict[str, Any]:
    """What is to be kept of a meeting, by what is recorded of its day. Five queries at most.

    A seat keeps all by which it is counted, and its ``mark``: whether its body had confirmed it.
    """
    board, seats = meeting.board, seats_recorded(meeting)
    tell_apart(AnonymousUser(), seats)
    bodies = {seat.organisation_id: seat.organisation for seat in seats if seat.organisation_id}
    names = {pk: body.name_on(meeting.on) for pk, body in bodies.items()}
    return {
        "board": board.organisation.name_on(meeting.on),
        "quorum": {
            "least": board.quorum_least,
            "sectors": list(board.quorum_sectors),
            "rule": board.quorum,
        },
        "seats": [_kept_of(seat, names.get(seat.organisation_id)) for seat in seats],
        "powers": {
            str(power.pk): {name: _figure(power, name) for name in LIMITS}
            for power in board.powers.all()
        },
    }


def differs_from_kept(meeting: BoardMeeting) -> bool:
    """Whether other seats, or another rule, are recorded of its day now than were kept. Names and
    limits go on changing by right. Five queries at most, none before it was held."""
    if meeting.held is None or meeting.is_fixed:
        return False
    now = as_held(meeting)
    return _counted(now) != _counted(meeting.held)


def _counted(kept: dict[str, Any]) -> tuple[Any, ...]:
    names = ("seat", "votes", "counts_for_quorum", "is_vacant")
    seats = sorted(tuple(str(one.get(name)) for name in names) for one in kept["seats"])
    return kept["quorum"], seats


def _kept_of(seat: Any, name: str | None) -> dict[str, Any]:
    return {
        "seat": seat.pk,
        "name": name or str(seat),
        "apart": seat.apart,
        "body": seat.organisation_id,
        "sector": sector_of(seat),
        "post": seat.post_id,
        "role_words": seat.role_words,
        "votes": seat.votes,
        "counts_for_quorum": seat.counts_for_quorum,
        "chair": seat.chair,
        "is_vacant": seat.is_vacant,
        "mark": mark_of(seat),
    }


def _figure(power: Power, name: str) -> list[str]:
    values = (getattr(power, f"{name}_{part}") for part in ("low", "high", "qualifier"))
    return ["" if value is None else str(value) for value in values]


def to_keep() -> QuerySet[BoardMeeting]:
    """Meetings that were held and keep nothing yet, as those of before this was kept."""
    return BoardMeeting.objects.filter(state__in=BoardMeeting.HELD, held__isnull=True)


def keep_what_stood(most: int = MOST) -> int:
    """Give meetings that were held before this was kept what is recorded of their day, some at a
    time; gives how many. Where minutes were agreed, seats are called as those say."""
    kept = 0
    for pk in list(to_keep().order_by("pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            rows = to_keep().select_for_update(of=("self",), skip_locked=True)
            meeting = rows.select_related("board__organisation").filter(pk=pk).first()
            if meeting is None:
                continue
            BoardMeeting.objects.filter(pk=pk).update(held=_as_agreed_then(meeting))
            kept += 1
    return kept


def _as_agreed_then(meeting: BoardMeeting) -> dict[str, Any]:
    found = as_held(meeting)
    if not meeting.agreed:
        return found
    by_seat = {one["seat"]: one for one in found["seats"]}
    found["seats"] = [
        {**by_seat.get(one["seat"], _UNKNOWN), **one, "name": one["called"], "apart": ""}
        for one in meeting.agreed["seats"]
    ]
    return found


_UNKNOWN: dict[str, Any] = {
    "body": None,
    "sector": "",
    "post": None,
    "role_words": "",
    "votes": 1,
    "counts_for_quorum": None,
    "chair": Seat.Chair.NO.value,
}
