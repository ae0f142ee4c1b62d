"""Pools, bids and estimates: what is kept together, asked for, and worked out."""

from __future__ import annotations

from collections.abc import Iterator

from funding.models import (
    Bid,
    BidLine,
    BidPlace,
    Estimate,
    EstimatePlace,
    Pool,
    PoolContribution,
    PoolPlace,
    PoolYear,
)
from national.make.ground import DEPARTMENTS
from national.make.world import World
from records.copying import Row

PAYERS = 4  # bodies that pay into each pool
YEARS = (2024, 2025, 2026)
LINES = 2  # of the case for each bid
_LEVEL = ("visibility", "created_by_id", "created_at", "updated_at", "version", "reach_ids")
_STATE = {
    "preparing": 15,
    "sent": 30,
    "granted": 25,
    "declined": 20,
    "withdrawn": 5,
    "not_known": 5,
}
_ANSWERED = ("granted", "declined")
_BASIS = ("section_75", "better_care", "not_known", "other")


def fill_pools(world: World) -> None:
    """Pools that some bodies pay into, most for one place; what each year came to."""
    places = world.places(world.sizes.pools)
    columns = ("id", "name", "basis", "host_id", "manager", "start", "end", *_LEVEL)
    world.fill(Pool, columns, _pools(world, places))
    world.fill(PoolPlace, ("pool_id", "place_id"), enumerate(places, start=1))
    paid_in = ("pool_id", "organisation_id", "year", "agreed_low", "paid_low")
    world.fill(PoolContribution, paid_in, _contributions(world))
    of_year = ("pool_id", "year", "budget", "spent", "is_forecast")
    world.fill(PoolYear, of_year, _years(world))


def _level(world: World, level: str, place: int) -> Row:
    return (level, world.person(), *world.times(), 2, world.reach_of(place))


def _levels(world: World, number: int) -> list[str]:
    return world.levels(3, 12, 10, 25, 50, number=number)


def _pools(world: World, places: list[int]) -> Iterator[Row]:
    levels = _levels(world, len(places))
    for n, (place, level) in enumerate(zip(places, levels, strict=True), start=1):
        host = DEPARTMENTS + n % (world.sizes.organisations - DEPARTMENTS) + 1
        yield (
            *(n, f"Made-up pool {n}", _BASIS[n % len(_BASIS)], host, "Made-up pool manager"),
            *(world.day(-1200, -400), None if n % 5 == 0 else world.day(-60, 900)),
            *_level(world, level, place),
        )


def _contributions(world: World) -> Iterator[Row]:
    bodies = world.sizes.organisations
    for pool in range(1, world.sizes.pools + 1):
        for at in range(PAYERS):
            body = (pool * 7 + at * 31) % bodies + 1
            for year in YEARS:
                agreed = None if (pool + at) % 6 == 0 else (pool % 80 + at + 1) * 10_000
                yield pool, body, year, agreed, agreed if year < YEARS[-1] else None


def _years(world: World) -> Iterator[Row]:
    for pool in range(1, world.sizes.pools + 1):
        for year in YEARS:
            budget = (pool % 80 + 1) * 40_000
            spent = None if pool % 4 == 0 else budget + (pool * 977 + year) % 60_000 - 30_000
            yield pool, year, budget, spent and max(spent, 0), year == YEARS[-1]


def fill_bids(world: World) -> None:
    """Bids for new money and about what runs, with the case for each."""
    places = world.places(world.sizes.bids)
    columns = (
        *("id", "title", "kind", "applicant_id", "decider_id", "fund_id", "flow_id", "amount_low"),
        *("state", "sent", "decision_due", "decided", "granted_low", "reason", *_LEVEL),
    )
    world.fill(Bid, columns, _bids(world, places))
    world.fill(BidPlace, ("bid_id", "place_id"), enumerate(places, start=1))
    lines = (
        (bid, kind, f"Made-up {kind}", None if bid % 4 == 0 else bid % 90 * 1000, 2026)
        for bid in range(1, world.sizes.bids + 1)
        for kind in ("delivery", "coordination")[:LINES]
    )
    world.fill(BidLine, ("bid_id", "kind", "item", "amount_low", "year"), lines)


def _bids(world: World, places: list[int]) -> Iterator[Row]:
    number = len(places)
    levels, states = _levels(world, number), world.pick(_STATE, number)
    for n, (place, level, state) in enumerate(zip(places, levels, states, strict=True), start=1):
        sent = None if state == "preparing" else world.day(-500, -1)
        is_new = n % 2 == 0
        is_answered = state in _ANSWERED
        amount = None if n % 9 == 0 else n % 700 * 1000
        applicant = DEPARTMENTS + (n * 11) % (world.sizes.organisations - DEPARTMENTS) + 1
        decided = None
        if sent and is_answered:
            days = 0 if n % 30 == 0 else n % 200
            decided = min(world.day_after(sent, days), world.today.isoformat())
        yield (
            *(n, f"Made-up bid {n}", "new" if is_new else "extension", applicant),
            *(n % DEPARTMENTS + 1, n % world.sizes.funds + 1),
            None if is_new else n % world.sizes.flows + 1,
            *(amount, state, sent, world.day(-60, 200) if state == "sent" else None, decided),
            amount if state == "granted" else None,
            *("A made-up reason" if is_answered else "", *_level(world, level, place)),
        )


def fill_estimates(world: World) -> None:
    """What was worked out, by different bodies and in different ways, of the same things."""
    places = world.places(world.sizes.estimates)
    columns = (
        *("id", "title", "effect", "amount_low", "amount_high", "net", "per", "years"),
        *("price_year", "basis", "author_id", *_LEVEL),
    )
    world.fill(Estimate, columns, _estimates(world, places))
    world.fill(EstimatePlace, ("estimate_id", "place_id"), enumerate(places, start=1))


def _estimates(world: World, places: list[int]) -> Iterator[Row]:
    effects = ("saving", "benefit", "investment", "cost")
    levels = _levels(world, len(places))
    for n, (place, level) in enumerate(zip(places, levels, strict=True), start=1):
        low = None if n % 8 == 0 else n % 400 * 10_000
        high = None if low is None or n % 3 else low + 50_000
        net = ("net", "gross", "not_known")[n % 3]
        yield (
            *(n, f"Made-up estimate {n}", effects[n % 4], low, high, net),
            *(("period", "year", "not_known")[n % 3], None if n % 5 == 0 else n % 10 + 1),
            *(None if n % 2 else 2024, ("expected", "measured")[n % 2]),
            *(n % DEPARTMENTS + 1, *_level(world, level, place)),
        )
