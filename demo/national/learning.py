"""What was learned from pilots: lessons with their topics, case studies."""

from __future__ import annotations

from collections.abc import Iterator

from demo.national import words
from demo.national.ground import TOPICS
from demo.national.world import World
from pilots.models import CaseStudy, Lesson, LessonTopic
from records.copying import Row

_KINDS = {"lesson": 50, "enabler": 35, "warning": 15}
_STATES = {"": 85, "unresolved": 10, "failed": 5}
_HELPS = {"": 60, "structures": 10, "funding": 10, "data-sharing": 10, "culture": 10}
_OUTCOMES = {"worked": 30, "partly": 30, "did_not": 15, "too_early": 15, "unknown": 10}
CASE_STUDY_EACH = 10


def fill_learning(world: World) -> None:
    """A lesson for each pilot, some with a topic of their own; case studies of one in ten."""
    number = world.sizes.pilots
    columns = (
        *("id", "pilot_id", "kind", "text", "state", "helps_with", "visibility"),
        *("created_by_id", "created_at", "updated_at"),
    )
    world.fill(Lesson, columns, _lessons(world))
    topics = ((n, n % TOPICS + 1) for n in range(1, number + 1, 3))
    world.fill(LessonTopic, ("lesson_id", "topic_id"), topics)
    told = (
        *("pilot_id", "slug", "title", "tried", "outcome", "reason", "visibility", "state"),
        *("created_by_id", "reviewed_by_id", "reviewed_at", "published_at"),
        *("created_at", "updated_at"),
    )
    world.fill(CaseStudy, told, _case_studies(world))


def _lessons(world: World) -> Iterator[Row]:
    number = world.sizes.pilots
    kinds, states = world.pick(_KINDS, number), world.pick(_STATES, number)
    helps = world.pick(_HELPS, number)
    levels = world.levels(6, 12, 12, 15, 55, number=number)
    for n in range(1, number + 1):
        at = n - 1
        about = words.pilot_name(n, world.place_names[world.pilots[at][0] - 1])
        text = f"A made-up lesson of {about}: ask people first."
        yield (
            *(n, n, kinds[at], text, states[at], helps[at], levels[at]),
            *(world.person(), *world.times()),
        )


def _case_studies(world: World) -> Iterator[Row]:
    number = world.sizes.pilots
    outcomes = world.pick(_OUTCOMES, number)
    for n in range(1, number + 1, CASE_STUDY_EACH):
        made, changed = world.times()
        # The writer and the reviewer are two people
        writer = n % world.sizes.people + 1
        yield (
            *(n, f"case-study-{n}", f"Made-up case {n}", "What was tried is made up."),
            *(outcomes[n - 1], "Why we say so is made up.", "public", "published"),
            *(writer, writer % world.sizes.people + 1, changed, changed, made, changed),
        )
