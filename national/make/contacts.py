"""Job roles with the people who hold them, and those who follow places by e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from national.make import words
from national.make.ground import TOPICS, teams
from national.make.world import NOW, World
from partnerships.models import Synonym
from people.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic, Person, Subscription
from records.copying import Row

# One job role in so many is: vacant, closed, without a place, at a second place; its mail came back
VACANT, CLOSED, EVERYWHERE, SECOND, BOUNCED = 6, 30, 25, 5, 60
NEVER_CONFIRMED, KEY_PERSON, HANDED_ON = 7, 40, 10
CAME, LEFT = "2024-04-01", "2025-04-01"


def fill_contacts(world: World) -> None:
    """Job roles at their places, on their themes, most of them held by somebody."""
    number = world.sizes.posts
    numbers = range(1, number + 1)
    first, second = world.places(number), world.places(number)
    covered = [_places(n, *both) for n, *both in zip(numbers, first, second, strict=True)]
    columns = (
        *("id", "title", "remit", "organisation_id", "email", "is_key_person", "backup_id"),
        *("confirmed_on", "review_by", "bounced_on", "ended_on", "visibility", "created_by_id"),
        *("created_at", "updated_at", "version", "reach_ids"),
    )
    world.fill(JobRole, columns, _posts(world, covered))
    at = ((n, place) for n, places in zip(numbers, covered, strict=True) for place in places)
    world.fill(JobRolePlace, ("post_id", "place_id"), at)
    topics = ((n, topic) for n in numbers for topic in _topics(n))
    world.fill(JobRoleTopic, ("post_id", "topic_id"), topics)
    people = ((n, f"Made-up official {n}", f"official{n}@national.test") for n in numbers)
    world.fill(Person, ("id", "name", "email"), people)
    world.fill(JobRoleHolder, ("post_id", "person_id", "valid_from", "valid_to"), _holders(number))
    other_words = ((f"made-up word {n}", n % TOPICS + 1) for n in range(4 * TOPICS))
    world.fill(Synonym, ("words", "topic_id"), other_words)


def _places(number: int, first: int, second: int) -> list[int]:
    if number % EVERYWHERE == 0:
        return []
    return [first, second] if number % SECOND == 0 and first != second else [first]


def _topics(number: int) -> list[int]:
    topic = number % TOPICS + 1
    return [topic, topic % TOPICS + 1] if number % 3 == 0 else [topic]


def _posts(world: World, covered: list[list[int]]) -> Iterator[Row]:
    levels = world.levels(5, 10, 5, 35, 45, number=len(covered))
    government = teams(world)
    for n, places in enumerate(covered, start=1):
        title, remit = words.post(n, world.place_names[(places or [1])[0] - 1])
        # Two in five work for a team of a department, the others for any body
        body = government[n % len(government)] if n % 5 < 2 else n * 17 % world.sizes.organisations
        yield (
            *(n, title, remit, body or 1, f"role{n}@national.test", n % KEY_PERSON == 0),
            n - 1 if n % KEY_PERSON == 0 and n % 3 else None,
            None if n % NEVER_CONFIRMED == 0 else world.day(-700, 0),
            world.day(-100, 365),
            world.day(-60, 0) if n % BOUNCED == 0 else None,
            world.day(-400, -1) if n % CLOSED == 0 else None,
            *(levels[n - 1], world.person(), *world.times()),
            # One version when made, one with its places, one with its themes, and edits.
            *(2 + bool(places) + world.random.randrange(2), world.reach_of(*places)),
        )


def _holders(number: int) -> Iterator[Row]:
    for n in range(1, number + 1):
        if n % HANDED_ON == 0:
            yield n, n, CAME, LEFT
            yield n, n % number + 1, LEFT, None
        elif n % VACANT:
            yield n, n, CAME, None


def fill_followers(world: World) -> None:
    """A few follow a place by e-mail; all of them confirmed."""
    at = NOW.isoformat()
    places = enumerate(world.places(world.sizes.people // 20), start=1)
    rows = ((f"follower{n}@national.test", place, at, at, at) for n, place in places)
    columns = ("email", "place_id", "asked_at", "confirmed_at", "told_until")
    world.fill(Subscription, columns, rows)
