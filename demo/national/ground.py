"""Places, organisations, programmes, topics, and people with their roles."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import User
from demo.national import words
from demo.national.copying import Row, copy
from demo.national.world import World, skewed
from partnerships.models import (
    Assignment,
    Organisation,
    OrganisationName,
    OrganisationPlace,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceName,
    PlaceReach,
    Programme,
    ProgrammePlace,
    Team,
    Topic,
)

REGIONS = 9
TOPICS = 24
DEPARTMENTS = 20
_AUTHORITIES = ("unitary", "metropolitan_borough", "london_borough", "county", "district")


def fill_places(world: World) -> None:
    """Regions, authorities within them, wards and neighbourhoods within those."""
    sizes, random = world.sizes, world.random
    above: list[int | None] = [None] * REGIONS
    kinds = ["region"] * REGIONS
    for number in range(sizes.authorities):
        above.append(number % REGIONS + 1)
        kinds.append(_AUTHORITIES[number % len(_AUTHORITIES)])
    authorities = range(REGIONS + 1, len(above) + 1)
    for authority in random.choices(
        authorities, cum_weights=skewed(sizes.authorities), k=sizes.places - len(above)
    ):
        above.append(authority)
        kinds.append("ward" if random.random() < 0.8 else "neighbourhood")
    for number, parent in enumerate(above, start=1):
        world.reach.append(sorted([*(world.reach[parent - 1] if parent else []), number]))
        world.place_names.append(words.place_name(number))
    smaller = list(range(REGIONS + sizes.authorities + 1, sizes.places + 1))
    random.shuffle(smaller)
    world.ranked_places = [*authorities, *smaller]
    world.place_weights = skewed(len(world.ranked_places))
    names = world.place_names
    world.fill(Place, ("id", "name", "slug", "kind"), _places(names, kinds))
    world.fill(PlaceName, ("place_id", "name"), enumerate(names, start=1))
    codes = ((number, f"X{number:08d}") for number in range(1, sizes.places + 1))
    world.fill(PlaceCode, ("place_id", "code"), codes)
    links = ((n, parent, "within") for n, parent in enumerate(above, start=1) if parent)
    world.fill(PlaceLink, ("place_id", "other_id", "kind"), links)
    reach = ((up, n) for n, all_up in enumerate(world.reach, start=1) for up in all_up)
    copy(PlaceReach, ("ancestor_id", "place_id"), reach)


def _places(names: list[str], kinds: list[str]) -> Iterator[Row]:
    for number, (name, kind) in enumerate(zip(names, kinds, strict=True), start=1):
        yield number, name, name.lower().replace(" ", "-"), kind


def fill_organisations(world: World) -> None:
    """Departments and their teams, a council for each authority, and many local bodies."""
    world.fill(Organisation, ("id", "name", "slug", "sector", "parent_id"), _organisations(world))
    numbers = range(1, world.sizes.organisations + 1)
    named = ((number, _organisation(world, number)[0]) for number in numbers)
    world.fill(OrganisationName, ("organisation_id", "name"), named)
    places = world.places(world.sizes.organisations)
    served = ((n, _council_place(world, n) or places[n - 1], "serves") for n in numbers)
    world.fill(OrganisationPlace, ("organisation_id", "place_id", "role"), served)


def _council_place(world: World, number: int) -> int | None:
    """The authority that a council governs; councils come right after the departments."""
    place = number - DEPARTMENTS + REGIONS
    return place if REGIONS < place <= REGIONS + world.sizes.authorities else None


def _organisation(world: World, number: int) -> tuple[str, str]:
    """Name and sector by number."""
    if number <= DEPARTMENTS:
        return f"Made-up Department {number}", "central_government"
    if place := _council_place(world, number):
        return f"{world.place_names[place - 1]} Council", "council"
    sector = ("voluntary", "nhs", "housing", "business", "education", "police")[number % 6]
    place = number * 7 % len(world.place_names)
    return words.body_name(number, world.place_names[place]), sector


def _organisations(world: World) -> Iterator[Row]:
    for number in range(1, world.sizes.organisations + 1):
        name, sector = _organisation(world, number)
        is_team = number > DEPARTMENTS + world.sizes.authorities and number % 10 == 0
        parent = number % DEPARTMENTS + 1 if is_team else None
        yield number, name, f"body-{number}", sector, parent


def fill_programmes(world: World) -> None:
    """Topics, and programmes with the places that take part."""
    topics = ((n, f"Made-up topic {n}", f"made-up-topic-{n}") for n in range(1, TOPICS + 1))
    world.fill(Topic, ("id", "name", "slug"), topics)
    numbers = range(1, world.sizes.programmes + 1)
    world.programme_weights = skewed(world.sizes.programmes)
    rows = (
        (n, f"Made-up programme {n}", f"made-up-programme-{n}", n % DEPARTMENTS + 1)
        for n in numbers
    )
    world.fill(Programme, ("id", "name", "slug", "lead_id"), rows)
    taking_part = {
        (programme, place)
        for programme in numbers
        for place in world.places(min(100, world.sizes.places // 10))
    }
    world.fill(ProgrammePlace, ("programme_id", "place_id"), sorted(taking_part))


def fill_people(world: World) -> None:
    """Accounts that nobody can sign in to, each with a role; teams, one for each pilot."""
    numbers = range(1, world.sizes.people + 1)
    people = ((n, f"person{n}@national.test", f"Made-up person {n}", "!") for n in numbers)
    world.fill(User, ("id", "email", "full_name", "password"), people)
    teams = ((n, f"Team of pilot {n}") for n in range(1, world.sizes.pilots + 1))
    world.fill(Team, ("id", "name"), teams)
    columns = ("user_id", "role", "place_id", "programme_id", "organisation_id", "team_id")
    world.fill(Assignment, (*columns, "valid_from"), _roles(world))


def _roles(world: World) -> Iterator[Row]:
    """Roles in proportion; the first two people have the largest place and programme."""
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
    roles[:2] = ["contributor", "programme_lead"]
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
            scope[3] = number % world.sizes.pilots + 1
        said = "contributor" if role == "team" else role
        yield number, said, *scope, "2025-01-01"
