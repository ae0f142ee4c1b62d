"""What departments, regions and places say matters most, and figures about places."""

from __future__ import annotations

from collections.abc import Iterator

from national.make import words
from national.make.ground import DEPARTMENTS, REGIONS, TOPICS
from national.make.world import World
from partnerships.models import PlaceFigure
from policy.models import Alignment, Priority, PriorityPlace, PriorityTopic
from records.copying import Row

_VERDICT = {"aligned": 45, "partial": 25, "differs": 20, "unknown": 10}
# How many wider ones a local priority was set against.
COMPARED = 3


def fill_priorities(world: World) -> None:
    """One in twenty is national, two in twenty are regional; a local one is for one council."""
    number = world.sizes.priorities
    national, regional = number // 20, number // 10
    authorities = range(REGIONS + 1, REGIONS + world.sizes.authorities + 1)
    places: list[int | None] = [None] * national
    places += [n % REGIONS + 1 for n in range(regional)]
    places += world.random.choices(authorities, k=number - len(places))
    columns = (
        *("id", "title", "text", "slug", "tier", "owner_id", "parent_id", "parent_version"),
        *("start", "end", "decide_from", "decide_to", "visibility", "created_by_id"),
        *("created_at", "updated_at", "version", "reach_ids"),
    )
    world.fill(Priority, columns, _priorities(world, places, national))
    at = ((n, place) for n, place in enumerate(places, start=1) if place)
    world.fill(PriorityPlace, ("priority_id", "place_id"), at)
    topics = ((n, n % TOPICS + 1) for n in range(1, number + 1))
    world.fill(PriorityTopic, ("priority_id", "topic_id"), topics)
    said = ("wider_id", "narrower_id", "verdict", "note", "differs_in_content")
    world.fill(Alignment, said, _alignments(world, national, number))


def _priorities(world: World, places: list[int | None], national: int) -> Iterator[Row]:
    levels = world.levels(5, 10, 5, 20, 60, number=len(places))
    for n, place in enumerate(places, start=1):
        title, text = words.priority(n, world.place_names[place - 1] if place else "England")
        if place is None or place <= REGIONS:
            tier, owner = ("regional" if place else "national"), n % DEPARTMENTS + 1
        else:
            tier, owner = "local", place - REGIONS + DEPARTMENTS
        parent = n % national + 1 if tier == "local" and n % 4 == 0 else None
        decides = n % 3 == 0
        yield (
            *(n, title, text, f"priority-{n}", tier, owner, parent, 1 if parent else None),
            *(world.day(-900, -61), world.day(-60, 900) if n % 5 else None),
            world.day(-60, 20) if decides else None,
            world.day(30, 200) if decides else None,
            *(levels[n - 1], world.person(), *world.times()),
            # One version when made, one with its place, one with its theme.
            *(2 + bool(place), world.reach_of(*([place] if place else []))),
        )


def _alignments(world: World, national: int, number: int) -> Iterator[Row]:
    """Each local priority against some national ones."""
    local = range(national + number // 10 + 1, number + 1)
    each = min(COMPARED, national)
    verdicts = world.pick(_VERDICT, each * len(local))
    for at, narrower in enumerate(local):
        for step in range(each):
            verdict = verdicts[at * each + step]
            note = "" if verdict == "unknown" else "Made up."
            yield (narrower + step) % national + 1, narrower, verdict, note, verdict == "differs"


def fill_place_figures(world: World) -> None:
    """How many live in each place; how deprived each council is, except those not published."""
    columns = ("place_id", "measure", "value", "unit", "release", "as_of")
    world.fill(PlaceFigure, columns, _figures(world))


def _figures(world: World) -> Iterator[Row]:
    of_authorities = REGIONS + world.sizes.authorities
    for n in range(1, world.sizes.places + 1):
        people = world.random.randrange(60_000, 900_000 if n <= of_authorities else 61_000)
        yield n, "population", people, "people", "Made-up release 2024", "2024-06-30"
        if REGIONS < n <= of_authorities:
            rank = None if n % 10 == 0 else n - REGIONS
            yield n, "deprivation_rank", rank, "rank", "Made-up release 2025", "2025-10-01"
