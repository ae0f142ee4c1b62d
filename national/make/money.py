"""Money: funds, and the flows from them."""

from __future__ import annotations

from collections.abc import Iterator

from funding.models import Flow, FlowPlace, FlowYear, Fund, FundOwner
from national.make.ground import DEPARTMENTS, TOPICS
from national.make.world import World
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


def receiver_of(world: World, flow: int) -> int:
    """Who receives the flow of this number."""
    return DEPARTMENTS + 1 + (flow * 13) % (world.sizes.organisations - DEPARTMENTS)


def fill_money(world: World) -> None:
    """Funds, and flows from them to places, part of them passed on."""
    funds = range(1, world.sizes.funds + 1)
    rows = ((n, f"Made-up fund {n}", f"made-up-fund-{n}", "public", "competed") for n in funds)
    world.fill(Fund, ("id", "name", "slug", "visibility", "award"), rows)
    owners = ((n, n % DEPARTMENTS + 1) for n in funds)
    world.fill(FundOwner, ("fund_id", "organisation_id"), owners)
    world.flow_places = places = world.places(world.sizes.flows)
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
    for n, place in enumerate(places, start=1):
        giver = n % DEPARTMENTS + 1
        receiver = receiver_of(world, n)
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
