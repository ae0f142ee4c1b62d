"""What was learned from a pilot: each has its own level, within the pilot's."""

from __future__ import annotations

from typing import Any

from pilots.models import Lesson, LessonTopic
from tests import learned
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, withdrawn
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import EDITS, LOGS

FAMILIES = {"lesson": Family(readers.BY_LEVEL, by_number)}

ROWS = [
    Row("lessons", public=True),
    Row("lessons", public=True, query="?q=learned&kind=lesson&sort=changed"),
    Row("lessons", public=True, query="?topic=no-such-topic"),
    Row("lessons", public=True, query="?format=csv", page=False),
    Row("lesson", "lesson", public=True),
    Row("lesson_history", "lesson", public=True),
    Row("lesson_edit", "lesson", permission=EDITS),
    post("lesson_edit", "lesson", permission=EDITS),
    Row("lesson_withdraw", "lesson", permission=EDITS),
    post("lesson_withdraw", "lesson", permission=EDITS),
    post("lesson_take_down", "lesson", permission=EDITS),
    Row("pilot_lesson_add", "pilot", permission=LOGS),
    post("pilot_lesson_add", "pilot", permission=LOGS),
]

SAID = {"text": SECRET, "kind": "enabler", "helps_with": "data-sharing"}


def at_level(at: Level) -> dict[str, Any]:
    """One of this level."""
    common = {"visibility": at.level, "created_by": at.cast.author}
    return {"lesson": learned.lesson(at["pilot"], f"Learned by {at.level}", **common)}


def hide_at(at: HiddenAt) -> None:
    """One of a hidden pilot, and one of this level of a public pilot."""
    said = {"kind": "enabler", "helps_with": "data-sharing", "evidence": SECRET}
    lesson = learned.lesson(at.pilot, SECRET, **said)
    LessonTopic.objects.create(lesson=lesson, topic=at.seen.topic)
    at.hidden["lesson"].append(lesson)
    if at.level != "team" and at.seen.who not in readers.BY_LEVEL[at.level]:
        Lesson.objects.create(
            pilot=at.seen.first("pilot"), visibility=at.level, created_by=at.scope.author, **SAID
        )


def hide(seen: Seen, hidden: Hidden) -> None:
    """What a public pilot holds for its team alone, and what was withdrawn from it."""
    pilot = seen.families["pilot"][seen.not_of_reader]
    Lesson.objects.create(pilot=pilot, **SAID)
    gone = Lesson.objects.create(
        pilot=pilot, visibility="public", source=seen.source, **SAID, **withdrawn()
    )
    LessonTopic.objects.create(lesson=gone, topic=seen.topic)
    hidden["lesson"].append(gone)


def fill(more: More) -> None:
    """What helped and a warning."""
    for pilot in more.pilots:
        for kind in ("enabler", "warning"):
            lesson = learned.lesson(
                pilot, kind=kind, helps_with="data-sharing", source=more.seen.source
            )
            LessonTopic.objects.create(lesson=lesson, topic=more.seen.topic)
        more.made["lesson"].append(lesson)
