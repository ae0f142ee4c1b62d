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
    SubType,
)
from demo.national import words
from demo.national.ground import DEPARTMENTS, TOPICS
from demo.national.world import World
from funding.models import Flow, FlowPlace, FlowYear, Fund, FundOwner
from records.copying import Row

_MEANING = {
    "committed": 45,
    "paid": 25,
    "forecast": 12,
    "in_kind": 8,
    "influenceable": 4,
    "estimate": 6,
}
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
        *("updated_at", "version", "reach_ids"),
    )
    world.fill(Flow, columns, _flows(world, places))
    world.fill(FlowPlace, ("flow_id", "place_id"), enumerate(places, start=1))
    years = ((n, 2024 + n % 4, None if n % 7 == 0 else n % 90_000) for n in _every(world, 10))
    world.fill(FlowYear, ("flow_id", "year", "amount"), years)
    topics = ((n, n % TOPICS + 1) for n in _every(world, 2))
    world.fill(Flow.topics.through, ("flow_id", "topic_id"), topics)


def _every(world: World, nth: int) -> range:
    return range(nth, world.sizes.flows + 1, nth)


def _flows(world: World, places: list[int]) -> Iterator[Row]:
    random, number = world.random, world.sizes.flows
    levels = world.levels(3, 12, 10, 15, 60, number=number)
    meanings, programmes = world.pick(_MEANING, number), world.programmes(number)
    latest: dict[int, int] = {}
    bodies = world.sizes.organisations
    for n, place in enumerate(places, start=1):
        giver = n % DEPARTMENTS + 1
        receiver = DEPARTMENTS + 1 + (n * 13) % (bodies - DEPARTMENTS)
        passed_on = latest.get(place) if n % 6 == 0 else None
        latest[place] = n
        amount = None if n % 7 == 0 else random.randrange(1, 900) * 1000
        yield (
            *(n, f"Made-up flow {n}", giver, receiver, n % world.sizes.funds + 1, passed_on),
            *(amount, meanings[n - 1], world.day(-900, -30)),
            None if n % 12 == 0 else world.day(-20, 900),
            *(levels[n - 1], programmes[n - 1], world.person(), *world.times()),
            *(2, world.reach_of(place)),
        )


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
        *("created_at", "updated_at", "version", "reach_ids"),
    )
    before = {"status": "'needs_owner'", "unlocker_id": "NULL", "resolution": "''"}
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
    tried = ((n, "A made-up attempt", "no_change", "Nothing real") for n in numbers if n % 5 < 2)
    world.fill(ActionTried, ("barrier_id", "what", "outcome", "result"), tried)
    checks = ((n, "A made-up look at a rule", "partly") for n in numbers if n % 5 == 0)
    world.fill(Check, ("barrier_id", "what", "verdict"), checks)


def _barriers(
    world: World, leads: list[int], second: list[int | None], kinds: list[tuple[int, bool]]
) -> Iterator[Row]:
    random, number = world.random, world.sizes.barriers
    levels = world.levels(20, 25, 20, 20, 15, number=number)
    statuses, natures = world.pick(_STATUS, number), world.pick(_NATURE, number)
    for n, lead in enumerate(leads, start=1):
        title, because = words.barrier(random, n)
        status = statuses[n - 1]
        # One in eleven is not sorted into a kind yet.
        category, has_rules = kinds[n % len(kinds)] if n % 11 else (None, False)
        pilot = random.randint(1, world.sizes.pilots) if n % 2 else None
        programme = world.pilots[pilot - 1][1] if pilot else None
        places = [place for place in (lead, second[n - 1]) if place]
        edits = 0 if status == "needs_owner" else random.randint(1, 2)
        yield (
            *(n, title, because, pilot, category, natures[n - 1] if has_rules else "not_stated"),
            *(status, "A made-up way out." if status == "resolved" else ""),
            None if status == "needs_owner" or n % 4 == 0 else n % DEPARTMENTS + 1,
            *(world.day(-900, 0), levels[n - 1], programme, pilot, world.person()),
            # One version when made, one with its places, one with its finer kind, and edits.
            *(*world.times(), 2 + bool(n % 3 and n % 11) + edits, world.reach_of(*places)),
        )
