"""Whose votes could be cast on a decision: of seats that held, were taken and there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from governance.meeting.as_held import seats_kept
from governance.meeting.quorum import kept_out, was_at
from governance.models import AgendaItem, Attendance, Decision, Seat
from interface.words import count_words, date_words
from partnerships.place.models.place import holding
from people.models import JobRole, JobRoleHolder

VACANT = "was vacant that day"
VOTES = ("votes_for", "votes_against", "abstained")


@dataclass(frozen=True)
class Voters:
    """The seats that held on the day, and of those that could not vote (by key) why not."""

    seats: list[Seat]
    shut: dict[int, str]

    @property
    def votes(self) -> int:
        """How many votes could be cast."""
        return sum(seat.votes for seat in self.seats if seat.pk not in self.shut)


def voters_of(user: Any, decision: Decision, item: AgendaItem | None) -> Voters:
    """Who could vote. Five queries at most. ``user`` reads why others could not."""
    day: Any = decision.decided_on
    seats = seats_of(decision, day)
    here, absent = _attendance(decision, item, seats)
    shut = {
        **vacant_among(user, decision, [seat for seat in seats if seat.pk not in here], day),
        **absent,
        **dict.fromkeys(kept_out(item, seats) if item else (), "stayed out because of an interest"),
    }
    return Voters(seats, {seat.pk: shut[seat.pk] for seat in seats if seat.pk in shut})


def seats_of(decision: Decision, day: dt.date) -> list[Any]:
    """The seats of its board on the day; of a meeting that was held as they were then. One query at
    most."""
    if decision.meeting is not None and decision.meeting.held:
        return seats_kept(decision.meeting)
    rows = decision.board.seats.filter(holding(day)).select_related("organisation")
    return list(rows.order_by("id"))


def vacant_among(
    user: Any, decision: Decision, seats: Iterable[Seat], day: dt.date
) -> dict[int, str]:
    """Which of these seats were vacant, and since when as far as that is known; of a meeting that
    was held as it was then."""
    if decision.meeting is not None and decision.meeting.held:
        return {seat.pk: VACANT for seat in seats if getattr(seat, "is_vacant", False)}
    return vacant_on(user, seats, day)


def check_votes(user: Any, decision: Decision, item: AgendaItem | None) -> None:
    """Raises ValidationError where more votes are told than could be cast, and says why."""
    told = [votes for name in VOTES if (votes := getattr(decision, name)) is not None]
    if not told or decision.decided_on is None:
        return
    voters = voters_of(user, decision, item)
    if not voters.seats or sum(told) <= voters.votes:
        return
    why = [
        f"The seat of {seat} {voters.shut[seat.pk]}"
        for seat in voters.seats
        if seat.pk in voters.shut
    ]
    could = f"That is {count_words(sum(told), 'vote')}, but only {voters.votes} could be cast"
    said = f"{could} on {date_words(decision.decided_on)}"
    raise ValidationError({"votes_for": ". ".join([said, *why])})


def item_of(decision: Decision) -> AgendaItem | None:
    """The item of its meeting at which it was made. It may stand on a later agenda as well, where
    it was carried to or waits to be confirmed: so only of one still to be made it is the last."""
    rows = decision.items.filter(meeting__isnull=False).select_related("meeting__board")
    if decision.meeting_id:
        rows = rows.filter(meeting=decision.meeting_id)
    return rows.order_by("-meeting__on", "-id").first()


def why_no_voice(user: Any, decision: Decision, seat: Seat) -> str:
    """Why a seat has no say in a decision; empty where it has."""
    if decision.decided_on is None:
        return "The decision isn’t made yet"
    voters = voters_of(user, decision, item_of(decision))
    if seat.pk in {one.pk for one in voters.seats}:
        why = voters.shut.get(seat.pk, "")
        return f"The seat of {seat} {why}" if why else ""
    if seat.valid_to and seat.valid_to <= decision.decided_on:
        return f"The seat of {seat} ended before {date_words(decision.decided_on)}"
    return f"The seat of {seat} did not exist yet on {date_words(decision.decided_on)}"


def _attendance(
    decision: Decision, item: AgendaItem | None, seats: Iterable[Seat]
) -> tuple[set[int], dict[int, str]]:
    """Who was there, and who was not, as far as anybody noted that."""
    if decision.meeting is None:
        return set(), {}
    rows = list(decision.meeting.attendance.select_related("from_item", "until_item"))
    came = [row for row in rows if row.state == Attendance.State.HERE]
    here = {row.seat_id for row in came if item is None or was_at(row, item)}
    if not any(row.state in Attendance.NOTED for row in rows):
        return set(), {}
    left = {row.seat_id for row in came} - here
    return here, {
        seat.pk: "was not in the room for it" if seat.pk in left else "was not there"
        for seat in seats
        if seat.pk not in here
    }


def vacant_on(user: Any, seats: Iterable[Seat], day: dt.date) -> dict[int, str]:
    """Seats whose job role nobody held on the day, and since when, where the reader sees the role.
    Of a seat without one it is not known who sits there: it is not called vacant."""
    asked = {seat.pk: seat.post_id for seat in seats if seat.post_id}
    if not asked:
        return {}
    rows = JobRoleHolder.objects.filter(post__in=asked.values())
    held = set(rows.filter(holding(day)).values_list("post", flat=True))
    empty = {pk: post for pk, post in asked.items() if post not in held}
    if not empty:
        return {}
    seen = JobRole.objects.visible_to(user).filter(pk__in=empty.values()).order_by().values("pk")
    ended = rows.filter(post__in=seen, valid_to__lte=day).order_by("valid_to")
    since = dict(ended.values_list("post", "valid_to"))
    return {
        pk: f"had been vacant since {date_words(since[post])}" if post in since else VACANT
        for pk, post in empty.items()
    }
