"""What bodies are asked about barriers, how they ended, which are linked, and requests for data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from barriers.models import (
    BarrierLink,
    Closing,
    DataRequest,
    DataRequestBarrier,
    DataRequestPlace,
    DataRequestStep,
    Escalation,
    EscalationReply,
)
from national.make.ground import DEPARTMENTS
from national.make.world import MadeBarrier, World
from records.copying import Row

_MADE = ("created_at", "updated_at")
# One in so many barriers that somebody works on, or that is resolved, was asked about and answered
ANSWERED_EACH = 9
# One in so many is joined or linked to an earlier one of its kind
LINKED_EACH = 25
_OPEN = ("sent", "acknowledged", "holding", "needs_decision")
_ENDED = ("answered", "answered", "answered", "declined", "climbed", "withdrawn")
_HELPED = ("", "yes", "partly", "no")
_HOW = ("rule_cleared", "agreement", "money", "practice", "around", "other")
_REQUEST = {
    "drafting": 15,
    "asked": 15,
    "looked_at": 10,
    "advice": 5,
    "agreed": 20,
    "received": 20,
    "unsuitable": 5,
    "refused": 7,
    "withdrawn": 3,
}
_REQUEST_ANSWERED = ("agreed", "received", "unsuitable", "refused")
_COURSE = ("drafting", "asked", "looked_at")


def fill_asks(world: World) -> None:
    """One ask that waits for each escalated barrier; answered ones of others."""
    asked = (
        *("id", "barrier_id", "rung", "to_id", "ask", "sent_on", "acknowledge_by", "answer_by"),
        *("first_due", "state", "ended_on", "helped", "created_by_id", *_MADE),
    )
    asks = list(_asks(world))
    world.fill(Escalation, asked, asks)
    said = ("escalation_id", "kind", "text", "new_day", "at", "by_said", *_MADE)
    world.fill(EscalationReply, said, _replies(world, asks))


def _asks(world: World) -> Iterator[Row]:
    number = 0
    for barrier, made in enumerate(world.barriers, start=1):
        is_open = made.status == "escalated"
        is_answered = made.status in ("worked_on", "resolved") and barrier % ANSWERED_EACH == 0
        if not is_open and not is_answered:
            continue
        number += 1
        state = (_OPEN if is_open else _ENDED)[number % (len(_OPEN) if is_open else len(_ENDED))]
        sent = world.day(-60, -1) if is_open else world.day(-700, -61)
        due = world.day_after(sent, 28)
        closed = None if is_open else world.day_after(sent, number % 55 + 3)
        helped = _HELPED[number % 4] if state in ("answered", "declined") else ""
        yield (
            *(number, barrier, "department", barrier % DEPARTMENTS + 1, "A made-up ask."),
            *(sent, world.day_after(sent, 7), due, due, state, closed, helped, world.person()),
            *world.made_at(),
        )


def _replies(world: World, asks: list[Row]) -> Iterator[Row]:
    """It arrived, for all but those that nobody opened; and what was said at the end."""
    for number, _barrier, _rung, _to, _ask, sent, heard_by, _due, _first, state, closed, *_ in asks:
        if state != "sent":
            yield (number, "acknowledged", "", None, f"{heard_by}T09:00Z", "", *world.made_at())
        if state in ("holding", "needs_decision"):
            new_day = world.day_after(str(sent), 60) if state == "holding" else None
            at = f"{world.day_after(str(sent), 9)}T09:00Z"
            yield (number, state, "Made-up words.", new_day, at, "", *world.made_at())
        elif closed:
            at = f"{closed}T10:00Z"
            yield (number, state, "A made-up answer.", None, at, "", *world.made_at())


def fill_barrier_links(world: World) -> None:
    """Barriers that are joined or linked to an earlier one of the same kind."""
    world.fill(BarrierLink, ("barrier_id", "other_id", "kind", *_MADE), _links(world))


def _links(world: World) -> Iterator[Row]:
    earlier: dict[int, list[int]] = {}
    for number, made in enumerate(world.barriers, start=1):
        if made.category is None:
            continue
        known = earlier.setdefault(made.category, [])
        if number % LINKED_EACH == 0 and known:
            kind = "joined" if number % 2 else "like"
            yield (number, world.random.choice(known), kind, *world.made_at())
        if len(known) < 2_000:  # so that some have many that wait for them
            known.append(number)


def fill_closings(world: World) -> None:
    """How each barrier that is closed ended."""
    columns = ("barrier_id", "status", "how", "what", "on", "no_lesson_because", *_MADE)
    world.fill(Closing, columns, _closings(world, world.barriers))


def _closings(world: World, barriers: list[MadeBarrier]) -> Iterator[Row]:
    for number, one in enumerate(barriers, start=1):
        if one.closed:
            how = _HOW[number % len(_HOW)] if one.status == "resolved" else ""
            yield (
                *(number, one.status, how, "A made-up end.", one.closed, "It is made up."),
                *world.made_at(),
            )


def fill_data_requests(world: World) -> None:
    """Requests for data of departments, each by a place and for a barrier."""
    number = world.sizes.data_requests
    columns = (
        *("id", "dataset", "purpose", "holder_id", "asked_of_id", "status", "asked_on"),
        *("asked_on_precision", "answered_on", "answered_on_precision", "reason", "visibility"),
        *("created_by_id", *_MADE, "version", "reach_ids"),
    )
    places, statuses = world.places(number), world.pick(_REQUEST, number)
    levels = world.levels(20, 25, 20, 35, 0, number=number)
    days = [_days(world, status) for status in statuses]
    rows = (
        (
            *(n, f"Made-up dataset {n}", "A made-up purpose.", n % DEPARTMENTS + 1),
            *(n % DEPARTMENTS + 1 if asked else None, status, asked, "day"),
            *(answered, "day", "Made up." if status in ("unsuitable", "refused") else "", level),
            # One version when made, one with its place.
            *(world.person(), *world.times(), 2, world.reach_of(place)),
        )
        for n, place, status, level, (asked, answered) in zip(
            range(1, number + 1), places, statuses, levels, days, strict=True
        )
    )
    world.fill(DataRequest, columns, rows)
    at = ((n, place, True) for n, place in enumerate(places, start=1))
    world.fill(DataRequestPlace, ("request_id", "place_id", "is_lead"), at)
    barriers = len(world.barriers)
    wanted = ((n, n * 37 % barriers + 1) for n in range(1, number + 1))
    world.fill(DataRequestBarrier, ("request_id", "removes_id"), wanted)
    course = ("request_id", "before", "after", "on", "on_precision", *_MADE)
    world.fill(DataRequestStep, course, _steps(world, statuses, days))


def _days(world: World, status: str) -> tuple[str | None, str | None]:
    """When a request was asked, and when it was answered."""
    if status == "drafting":
        return None, None
    asked = world.day(-700, -120)
    is_answered = status in _REQUEST_ANSWERED
    return asked, world.day_after(asked, world.random.randint(4, 118)) if is_answered else None


def _steps(
    world: World, statuses: list[str], days: list[tuple[str | None, str | None]]
) -> Iterator[Row]:
    for number, (status, (asked, answered)) in enumerate(zip(statuses, days, strict=True), start=1):
        course = (
            [*_COURSE[: _COURSE.index(status)], status]
            if status in _COURSE
            else [
                *_COURSE,
                status,
            ]
        )
        for before, after in pairwise(course):
            on = answered if after == status and answered else asked
            yield (number, before, after, on, "day", *world.made_at())
