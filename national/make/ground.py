"""Places, organisations, programmes, topics, and people with their roles."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from accounts.models import User
from geography import england
from national.make import words
from national.make.world import World, skewed
from partnerships.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceName,
    PlaceReach,
    Programme,
    ProgrammePlace,
    Topic,
)
from people.models import Assignment, Team
from records.copying import Row, copy

TILES = Path(england.__file__).parent / "tiles.csv"
REGIONS = 9
TOPICS = 24
DEPARTMENTS = 20
RENAMED, ENDED = "2021-04-01", "2023-04-01"
EVERY_RENAMED, EVERY_ENDED = 30, 50
_AUTHORITIES = ("unitary", "metropolitan_borough", "london_borough", "county", "district")


def fill_places(world: World) -> None:
    """Regions, authorities within them, wards and neighbourhoods within those."""
    above, kinds, until = _hierarchy(world)
    columns = ("id", "name", "slug", "kind")
    world.fill(Place, columns, _places(world.place_names, kinds))
    _fill_names(world, until)
    codes = ((n, code, until.get(n)) for n, code in _codes(kinds))
    world.fill(PlaceCode, ("place_id", "code", "valid_to"), codes)
    within = [(n, up, "within", None, until.get(n)) for n, up in enumerate(above, start=1) if up]
    after = [(n, n + 1, "succeeded_by", ENDED, None) for n in until]
    dated = ("place_id", "other_id", "kind", "valid_from", "valid_to")
    world.fill(PlaceLink, dated, [*within, *after])
    reach = ((up, n) for n, all_up in enumerate(world.reach, start=1) for up in all_up)
    copy(PlaceReach, ("ancestor_id", "place_id"), reach)


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


def _fill_names(world: World, until: dict[int, str]) -> None:
    """The name of today or the last one, and for one place in thirty a former name."""
    rows: list[Row] = []
    for number, name in enumerate(world.place_names, start=1):
        renamed = RENAMED if number % EVERY_RENAMED == 0 else None
        if renamed:
            rows.append((number, f"Former {name}", "plain", None, renamed))
        rows.append((number, name, "plain", renamed, until.get(number)))
    world.fill(PlaceName, ("place_id", "name", "kind", "valid_from", "valid_to"), rows)


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


def fill_organisations(world: World) -> None:
    """Departments and their teams, a council for each authority, and many local bodies."""
    columns = ("id", "name", "slug", "sector", "description", "parent_id", "succeeded_by_id")
    world.fill(Organisation, columns, _organisations(world))
    numbers = range(1, world.sizes.organisations + 1)
    dated = ("organisation_id", "name", "short_name", "valid_from", "valid_to")
    world.fill(OrganisationName, dated, _organisation_names(world))
    official = ((n, "GB-COH", f"{n:08d}") for n in numbers[DEPARTMENTS::3])
    world.fill(OrganisationIdentifier, ("organisation_id", "scheme", "value"), official)
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


def teams(world: World) -> range:
    """The organisations that are teams within departments."""
    first = DEPARTMENTS + world.sizes.authorities + 1
    return range(first + -first % 10, world.sizes.organisations + 1, 10)


def _organisation_names(world: World) -> Iterator[Row]:
    """The name of today, for departments with an abbreviation; one in thirty had another."""
    for number in range(1, world.sizes.organisations + 1):
        name = _organisation(world, number)[0]
        is_department = number <= DEPARTMENTS
        renamed = RENAMED if is_department or number % EVERY_RENAMED == 0 else None
        if renamed:
            old = f"OLD{number}" if is_department else ""
            yield number, f"Former {name}", old, None, renamed
        yield number, name, f"MUD{number}" if is_department else "", renamed, None


def _organisations(world: World) -> Iterator[Row]:
    among = teams(world)
    for number in range(1, world.sizes.organisations + 1):
        name, sector = _organisation(world, number)
        is_team = number in among
        parent = number // 10 % DEPARTMENTS + 1 if is_team else None
        remit = words.team_remit(number) if is_team else ""
        ended = number % EVERY_ENDED == 1 and DEPARTMENTS < number < world.sizes.organisations
        yield number, name, f"body-{number}", sector, remit, parent, number + 1 if ended else None


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
        (programme, place) for programme in numbers for place in _taking_part(world, programme)
    }
    world.fill(ProgrammePlace, ("programme_id", "place_id"), sorted(taking_part))


def _taking_part(world: World, programme: int) -> list[int]:
    """As many places as programmes had so far, as all upper tiers, as many districts; else 100."""
    if number := {3: 13, 4: 163, 5: 310}.get(programme):
        return world.ranked_places[:number]
    return world.places(min(100, world.sizes.places // 10))


def fill_people(world: World) -> None:
    """Accounts that nobody can sign in to, each with its roles; teams, one for each pilot."""
    numbers = range(1, world.sizes.people + 1)
    people = (
        (n, f"person{n}@national.test", f"Made-up person {n}", "!", not _has_left(n), _last_seen(n))
        for n in numbers
    )
    named = ("id", "email", "full_name", "password", "is_active", "last_seen_at")
    world.fill(User, named, people)
    teams = ((n, f"Team of pilot {n}") for n in range(1, world.sizes.pilots + 1))
    world.fill(Team, ("id", "name"), teams)
    columns = ("user_id", "role", "place_id", "programme_id", "organisation_id", "team_id")
    world.fill(Assignment, (*columns, "valid_from", "valid_to", "review_by"), _roles(world))


def _has_left(number: int) -> bool:
    """One in forty: their account is closed and no role of theirs lasts."""
    return number % 40 == 39


def _last_seen(number: int) -> str | None:
    """One in ten never came, one in eight not since the spring of 2025."""
    if number % 10 == 9:
        return None
    return "2025-04-01" if number % 8 == 7 else "2026-10-01"


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
    """Roles in proportion; the first three have the largest place, programme and pilot."""
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
    roles[:3] = ["contributor", "programme_lead", "team"]
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
