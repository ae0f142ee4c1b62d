"""Places within places, and what people may do there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from accounts.scopes import SCOPE_IDS
from geography import england
from national.make import words
from national.make.sql import DEPARTMENTS, REGIONS
from national.make.world import World, skewed
from partnerships.models import (
    Place,
    PlaceCode,
    PlaceLink,
    PlaceReach,
)
from people.models import Assignment
from records.copying import Row, copy

TILES = Path(england.__file__).parent / "tiles.csv"
ENDED, EVERY_ENDED = "2023-04-01", 50
_KEEPERS = ("connector", "administrator", "evaluator", "officer")
_AUTHORITIES = ("unitary", "metropolitan_borough", "london_borough", "county", "district")


def fill_places(world: World) -> None:
    """Regions, authorities within them, wards and neighbourhoods within those."""
    above, kinds, until = _hierarchy(world)
    columns = ("id", "name", "slug", "kind")
    world.fill(Place, columns, _places(world.place_names, kinds))
    codes = ((n, code, until.get(n)) for n, code in _codes(kinds))
    world.fill(PlaceCode, ("place_id", "code", "valid_to"), codes)
    within = [(n, up, "within", None, until.get(n)) for n, up in enumerate(above, start=1) if up]
    after = [(n, n + 1, "succeeded_by", ENDED, None) for n in until]
    dated = ("place_id", "other_id", "kind", "valid_from", "valid_to")
    world.fill(PlaceLink, dated, [*within, *after])
    reach = ((up, n) for n, all_up in enumerate(world.reach, start=1) for up in all_up)
    copy(PlaceReach, ("ancestor_id", "place_id"), reach)
    world.prepare()


def _hierarchy(world: World) -> tuple[list[int | None], list[str], dict[int, str]]:
    """What each place lies in, its kind, and the day on which it ended; the busiest places."""
    sizes, random = world.sizes, world.random
    above: list[int | None] = [None] * REGIONS
    kinds = ["region"] * REGIONS
    for number in range(sizes.authorities):
        above.append(number % REGIONS + 1)
        kinds.append(_AUTHORITIES[number % len(_AUTHORITIES)])
    authorities = range(REGIONS + 1, len(above) + 1)
    busy, others = authorities[: sizes.busy], authorities[sizes.busy :]
    for authority in random.choices(
        busy, cum_weights=skewed(sizes.busy), k=sizes.places - len(above)
    ):
        above.append(authority)
        kinds.append("ward" if random.random() < 0.8 else "neighbourhood")
    smaller = list(range(REGIONS + sizes.authorities + 1, sizes.places + 1))
    until = dict.fromkeys(smaller[:-1:EVERY_ENDED], ENDED)
    for number, parent in enumerate(above, start=1):
        if number in until:
            kinds[number - 1] = "parish"
        reached = world.reach[parent - 1] if parent and number not in until else []
        world.reach.append(sorted([*reached, number]))
        world.place_names.append(words.place_name(number))
    ranked = [*others, *smaller]
    random.shuffle(ranked)
    world.ranked_places = [*busy, *ranked]
    world.place_weights = skewed(len(world.ranked_places))
    return above, kinds, until


def _codes(kinds: list[str]) -> Iterator[tuple[int, str]]:
    """Councils get the codes by which the map of tiles knows where to draw them."""
    drawn = iter(codes_of_today())
    for number, kind in enumerate(kinds, start=1):
        code = next(drawn, None) if kind in _AUTHORITIES and kind != "county" else None
        yield number, code or f"X{number:08d}"


def codes_of_today() -> list[str]:
    """The codes of the councils that the maps draw."""
    with TILES.open(encoding="utf-8") as file:
        return [row["gss_code"] for row in csv.DictReader(file)]


def councils(world: World) -> list[int]:
    """The authorities that are no counties, in the order in which they have those codes."""
    numbered = range(world.sizes.authorities)
    return [REGIONS + 1 + n for n in numbered if _AUTHORITIES[n % len(_AUTHORITIES)] != "county"]


def _places(names: list[str], kinds: list[str]) -> Iterator[Row]:
    for number, (name, kind) in enumerate(zip(names, kinds, strict=True), start=1):
        yield number, name, name.lower().replace(" ", "-"), kind


def fill_roles(world: World) -> None:
    """What people may do, and could do before."""
    columns = ("user_id", "role", *SCOPE_IDS)
    world.fill(Assignment, (*columns, "valid_from", "valid_to", "review_by"), _roles(world))


def _has_left(number: int) -> bool:
    """One in forty: their account is closed and no role of theirs lasts."""
    return number % 40 == 39


def _roles(world: World) -> Iterator[Row]:
    """A role of today for each who has not left, to be confirmed within half a year, and two
    before it that ended, for one in fifteen three: three a person in all."""
    for row in _roles_of_today(world):
        user, role, *scope, _ = row
        if not _has_left(user):
            yield (*row, None, world.day_after(world.today.isoformat(), 1 + user % 182))
        if role != "administrator":  # what ended opens nothing
            yield user, role, *scope, "2023-01-01", "2024-01-01", None
            yield user, role, *scope, "2024-01-01", "2025-01-01", None
            if user % 15 == 0:
                yield user, role, *scope, "2022-01-01", "2023-01-01", None


def _roles_of_today(world: World) -> Iterator[Row]:
    """Roles in proportion; the first three have the largest place, programme and pilot.
    After them comes one of each who keeps something."""
    weights = {
        "contributor": 60,
        "place_editor": 15,
        "team": 10,
        "officer": 6,
        "programme_lead": 4,
        "connector": 2,
        "evaluator": 2,
        "administrator": 1,
    }
    roles = world.pick(weights, world.sizes.people)
    roles[:7] = ["contributor", "programme_lead", "team", *_KEEPERS]
    places, programmes = world.places(len(roles)), world.programmes(len(roles))
    places[0], programmes[1] = world.ranked_places[0], 1
    for number, role in enumerate(roles, start=1):
        scope: list[int | None] = [None] * 4
        if role in ("contributor", "place_editor"):
            scope[0] = places[number - 1]
        elif role == "connector":
            scope[0] = number % REGIONS + 1
        elif role in ("programme_lead", "evaluator"):
            scope[1] = programmes[number - 1]
        elif role == "officer":
            scope[2] = number % DEPARTMENTS + 1
        elif role == "team":
            scope[3] = (number - 3) % world.sizes.pilots + 1  # the third: the largest pilot's
        said = "contributor" if role == "team" else role
        yield number, said, *scope, "2025-01-01"
