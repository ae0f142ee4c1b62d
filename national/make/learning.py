"""What was learned from pilots: lessons, case studies, events; what residents said of them."""

from __future__ import annotations

from collections.abc import Iterator

from national.make import words
from national.make.ground import TOPICS
from national.make.world import World
from pilots.models import (
    CaseStudy,
    CaseStudyLesson,
    CaseStudyPilot,
    EqualityAnswer,
    EqualityQuestion,
    LearningEvent,
    LearningEventTopic,
    Lesson,
    LessonTopic,
    YouSaid,
)
from records.copying import Row

_KINDS = {"lesson": 50, "enabler": 35, "warning": 15}
_STATES = {"": 85, "unresolved": 10, "failed": 5}
_HELPS = {"": 60, "structures": 10, "funding": 10, "data-sharing": 10, "culture": 10}
_OUTCOMES = {"worked": 30, "partly": 30, "did_not": 15, "too_early": 15, "unknown": 10}
CASE_STUDY_EACH = 10
# One event for so many pilots; one pilot in so many heard from residents, asked who they are
EVENT_FOR, HEARD, ASKED = 200, 10, 20
_MADE = ("created_at", "updated_at")


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
        *("id", "pilot_id", "slug", "title", "tried", "outcome", "reason", "visibility", "state"),
        *("created_by_id", "reviewed_by_id", "reviewed_at", "published_at"),
        *("created_at", "updated_at", "version"),
    )
    world.fill(CaseStudy, told, _case_studies(world))
    _fill_links(world)
    _fill_events(world)
    _fill_residents(world)


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
    for at, n in enumerate(range(1, number + 1, CASE_STUDY_EACH), start=1):
        made, changed = world.times()
        # The writer and the reviewer are two people
        writer = n % world.sizes.people + 1
        yield (
            *(at, n, f"case-study-{n}", f"Made-up case {n}", "What was tried is made up."),
            *(outcomes[n - 1], "Why we say so is made up.", "public", "published"),
            *(writer, writer % world.sizes.people + 1, changed, changed, made, changed),
            # One version when made, one with its lesson, one with its other pilot.
            2 + (at % 3 == 1),
        )


def _fill_links(world: World) -> None:
    """The lesson that each case study rests on; another pilot that one in three is about."""
    told = list(enumerate(range(1, world.sizes.pilots + 1, CASE_STUDY_EACH), start=1))
    world.fill(CaseStudyLesson, ("case_study_id", "lesson_id"), told)
    world.fill(CaseStudyPilot, ("case_study_id", "pilot_id"), ((n, at + 1) for n, at in told[::3]))


def _fill_events(world: World) -> None:
    """Days on which places learn from each other, some still to come."""
    numbers = range(1, world.sizes.pilots // EVENT_FOR + 2)
    columns = ("id", "title", "day", "for_whom", "place_id", "visibility", "version", *_MADE)
    rows = (
        (
            *(n, f"Made-up event {n}", world.day(-390, 120), "Made-up people", place),
            # One version when made, one with its topic.
            *("public" if n % 2 else "network", 2, *world.times()),
        )
        for n, place in zip(numbers, world.places(len(numbers)), strict=True)
    )
    world.fill(LearningEvent, columns, rows)
    topics = ((n, n % TOPICS + 1) for n in numbers)
    world.fill(LearningEventTopic, ("event_id", "topic_id"), topics)


def _fill_residents(world: World) -> None:
    """What was said and done about it, some of it waiting; who answered, in ranges."""
    columns = ("place_id", "pilot_id", "said", "said_by", "did", "state", "decided_at", *_MADE)
    world.fill(YouSaid, columns, _heard(world))
    asking = range(1, world.sizes.pilots + 1, ASKED)
    asked = (
        (
            *(n, pilot, "Made-up question?", "Everybody who came", "100-249", "Made-up forms"),
            *world.made_at(),
        )
        for n, pilot in enumerate(asking, start=1)
    )
    told = ("id", "pilot_id", "question", "asked", "base", "source_said", *_MADE)
    world.fill(EqualityQuestion, told, asked)
    answers = (
        (n, at, f"Made-up answer {at}", band)
        for n in range(1, len(asking) + 1)
        for at, band in enumerate(("50-99", "25-49", "10-24", "0-9"), start=1)
    )
    world.fill(EqualityAnswer, ("question_id", "position", "answer", "people"), answers)


def _heard(world: World) -> Iterator[Row]:
    for n in range(1, world.sizes.pilots + 1, HEARD):
        made, changed = world.made_at()
        state = "approved" if n % 3 else "proposed"
        yield (
            *(world.pilots[n - 1][0], n, f"What residents said of pilot {n} is made up."),
            *("Made-up people", "What was done is made up.", state),
            *(changed if state == "approved" else None, made, changed),
        )
