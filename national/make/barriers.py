"""Barriers: what was tried, checked and believed."""

from __future__ import annotations

from collections.abc import Iterator

from barriers.models import (
    ActionTried,
    Barrier,
    BarrierPlace,
    BarrierSubType,
    Category,
    Check,
    Outcome,
    SubType,
)
from national.make import words
from national.make.beliefs import fill_beliefs, is_believed
from national.make.ground import DEPARTMENTS
from national.make.world import MadeBarrier, World
from records.copying import Row

_CLOSED = ("resolved", "closed_unresolved")
_STATUS = {
    "needs_owner": 15,
    "open": 25,
    "worked_on": 20,
    "escalated": 8,
    "resolved": 15,
    "no_action": 6,
    "closed_unresolved": 8,
    "not_known": 3,
}
_OPEN_ONLY = {"stage": "''", "severity": "''", "lever": "''", "cost_low": "NULL"}
_STAGE = {"": 40, "design": 20, "delivery": 35, "after": 5}
_SEVERITY = {"": 40, "slows": 30, "limits": 20, "stops": 10}
_LEVER = {"": 45, "law": 8, "money": 17, "rule": 15, "practice": 10, "person": 5}
# How many things were tried against each of five barriers: 8 in all
_TRIED = (4, 2, 1, 1, 0)
_OUTCOME = (
    *(Outcome.NO_CHANGE, Outcome.HELPED, Outcome.HELPED_A_LITTLE),
    *(Outcome.NOT_KNOWN, Outcome.MADE_WORSE),
)
_NATURE = {"not_stated": 30, "untested": 35, "real": 15, "perceived": 10, "mixed": 10}


def fill_barriers(world: World) -> None:
    """Barriers at one place or two, with what was tried and checked."""
    number = world.sizes.barriers
    leads = world.places(number)
    second = [
        place if at % 6 == 0 and place != leads[at] else None
        for at, place in enumerate(world.places(number))
    ]
    kinds = list(Category.objects.values_list("pk", "concerns_rules"))
    finer = dict(SubType.objects.order_by("-pk").values_list("category_id", "pk"))
    columns = (
        *("id", "title", "because", "pilot_id", "category_id", "nature", "status", "resolution"),
        *("unlocker_id", "logged_on", "visibility", "programme_id", "team_id", "created_by_id"),
        *("created_at", "updated_at", "version", "reach_ids", "logged_at", "ended_on"),
        *("stage", "severity", "lever", "cost_low", "outcome_bits"),
    )
    before = {"status": "'needs_owner'", "unlocker_id": "NULL", "resolution": "''"}
    before |= {"ended_on": "NULL::date"} | _OPEN_ONLY
    world.fill(Barrier, columns, _barriers(world, leads, second, kinds), before)
    at_places = (
        (barrier, place, is_lead)
        for barrier, (lead, other) in enumerate(zip(leads, second, strict=True), start=1)
        for place, is_lead in ((lead, True), (other, False))
        if place
    )
    world.fill(BarrierPlace, ("barrier_id", "place_id", "is_lead"), at_places)
    numbers = range(1, number + 1)
    given = ((n, finer[kinds[n % len(kinds)][0]]) for n in numbers if n % 3 and n % 11)
    world.fill(BarrierSubType, ("barrier_id", "sub_type_id"), given)
    tried = (
        (n, "A made-up attempt", one.value, "Nothing real") for n in numbers for one in _tried(n)
    )
    world.fill(ActionTried, ("barrier_id", "what", "outcome", "result"), tried)
    checks = ((n, "A made-up look at a rule", "partly") for n in numbers if n % 5 == 0)
    world.fill(Check, ("barrier_id", "what", "verdict"), checks)
    fill_beliefs(world)


def _tried(n: int) -> list[Outcome]:
    """What came of each thing that was tried against the barrier."""
    return [_OUTCOME[(n + at) % len(_OUTCOME)] for at in range(_TRIED[n % 5])]


def _barriers(
    world: World, leads: list[int], second: list[int | None], kinds: list[tuple[int, bool]]
) -> Iterator[Row]:
    random, number = world.random, world.sizes.barriers
    levels = world.levels(20, 25, 20, 20, 15, number=number)
    statuses, natures = world.pick(_STATUS, number), world.pick(_NATURE, number)
    finer = zip(*(world.pick(one, number) for one in (_STAGE, _SEVERITY, _LEVER)), strict=True)
    for n, lead in enumerate(leads, start=1):
        title, because = words.barrier(random, n)
        status = statuses[n - 1]
        # One in eleven is not sorted into a kind yet.
        category, has_rules = kinds[n % len(kinds)] if n % 11 else (None, False)
        nature = "perceived" if is_believed(n, has_rules) else natures[n - 1]
        pilot = random.randint(1, world.sizes.pilots) if n % 2 else None
        programme = world.pilots[pilot - 1][1] if pilot else None
        places = [place for place in (lead, second[n - 1]) if place]
        made, changed = world.times()
        logged = world.day(-900, 0)
        closed = _closed(world, logged) if status in _CLOSED else None
        world.barriers.append(MadeBarrier(status, logged, closed, category))
        edits = 0 if status == "needs_owner" else random.randint(1, 2)
        yield (
            *(n, title, because, pilot, category, nature if has_rules else "not_stated"),
            *(status, "A made-up way out." if status == "resolved" else ""),
            None if status == "needs_owner" or n % 4 == 0 else n % DEPARTMENTS + 1,
            *(logged, levels[n - 1], programme, pilot, world.person()),
            # One version when made, one with its places, one with its finer kind, and edits.
            *(made, changed, 2 + bool(n % 3 and n % 11) + edits, world.reach_of(*places)),
            *(made, closed, *next(finer), random.randint(1, 500) * 1000 if n % 4 == 1 else None),
            sum(one.bit for one in set(_tried(n))),
        )


def _closed(world: World, logged: str) -> str:
    """The day on which a barrier ended: up to a year after it was logged, and not to come."""
    return min(world.day_after(logged, world.random.randint(3, 400)), world.today.isoformat())
