"""Money and barriers."""

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
from funding.models import Flow, FlowPlace, FlowYear, Fund, FundOwner
from national.make import words
from national.make.beliefs import fill_beliefs, is_believed
from national.make.ground import DEPARTMENTS, TOPICS
from national.make.world import MadeBarrier, World
from records.copying import Row

# One flow in so many has a profile by year
SPLIT = 10
_MEANING = {
    "committed": 45,
    "paid": 25,
    "forecast": 12,
    "in_kind": 8,
    "influenceable": 4,
    "estimate": 6,
}
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


def fill_money(world: World) -> None:
    """Funds, and flows from them to places, part of them passed on."""
    funds = range(1, world.sizes.funds + 1)
    rows = ((n, f"Made-up fund {n}", f"made-up-fund-{n}", "public", "competed") for n in funds)
    world.fill(Fund, ("id", "name", "slug", "visibility", "award"), rows)
    owners = ((n, n % DEPARTMENTS + 1) for n in funds)
    world.fill(FundOwner, ("fund_id", "organisation_id"), owners)
    places = world.places(world.sizes.flows)
    columns = (
        *("id", "description", "giver_id", "receiver_id", "fund_id", "parent_id", "amount_low"),
        *("meaning", "start", "end", "visibility", "programme_id", "created_by_id", "created_at"),
        *("updated_at", "version", "reach_ids", "only_place", "passes_on", "has_years"),
    )
    world.fill(Flow, columns, _flows(world, places))
    world.fill(FlowPlace, ("flow_id", "place_id"), enumerate(places, start=1))
    years = ((n, 2024 + n % 4, None if n % 7 == 0 else n % 90_000) for n in _every(world, SPLIT))
    world.fill(FlowYear, ("flow_id", "year", "amount"), years)
    topics = ((n, n % TOPICS + 1) for n in _every(world, 2))
    world.fill(Flow.topics.through, ("flow_id", "topic_id"), topics)


def _every(world: World, nth: int) -> range:
    return range(nth, world.sizes.flows + 1, nth)


def _flows(world: World, places: list[int]) -> Iterator[Row]:
    random, number = world.random, world.sizes.flows
    levels = world.levels(3, 12, 10, 15, 60, number=number)
    meanings, programmes = world.pick(_MEANING, number), world.programmes(number)
    passed_on = _passed_on(places)
    parents = set(passed_on.values())
    bodies = world.sizes.organisations
    for n, place in enumerate(places, start=1):
        giver = n % DEPARTMENTS + 1
        receiver = DEPARTMENTS + 1 + (n * 13) % (bodies - DEPARTMENTS)
        amount = None if n % 7 == 0 else random.randrange(1, 900) * 1000
        yield (
            *(n, f"Made-up flow {n}", giver, receiver, n % world.sizes.funds + 1, passed_on.get(n)),
            *(amount, meanings[n - 1], world.day(-900, -30)),
            None if n % 12 == 0 else world.day(-20, 900),
            *(levels[n - 1], programmes[n - 1], world.person(), *world.times()),
            *(2, world.reach_of(place), place, n in parents, n % SPLIT == 0),
        )


def _passed_on(places: list[int]) -> dict[int, int]:
    """Which flows pass on another, the latest before them for the same place."""
    latest: dict[int, int] = {}
    found = {}
    for n, place in enumerate(places, start=1):
        if n % 6 == 0 and place in latest:
            found[n] = latest[place]
        latest[place] = n
    return found


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
        *("created_at", "updated_at", "version", "reach_ids", "logged_at", "closed_on"),
        *("stage", "severity", "lever", "cost_low", "outcome_bits"),
    )
    before = {"status": "'needs_owner'", "unlocker_id": "NULL", "resolution": "''"}
    before |= {"closed_on": "NULL::date"} | _OPEN_ONLY
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
