"""Equality monitoring of a pilot, in ranges."""

from __future__ import annotations

from typing import Any

from pilots.models import EqualityAnswer, EqualityQuestion
from tests import learned
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import LOGS

FAMILIES = {"equality": Family(readers.BY_LEVEL, by_number)}

ROWS = [
    Row("pilot_equality", "pilot", public=True),
    Row("pilot_equality_add", "pilot", permission=LOGS),
    post("pilot_equality_add", "pilot", permission=LOGS),
    Row("equality_edit", "equality", permission=LOGS),
    post("equality_edit", "equality", permission=LOGS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One question."""
    return {"equality": learned.equality_question(at["pilot"], created_by=at.cast.author)}


def hide_at(at: HiddenAt) -> None:
    """One question with an answer."""
    question = EqualityQuestion.objects.create(
        pilot=at.pilot,
        base="10-24",
        source=at.seen.source,
        **said("question", "asked", "note", "source_said"),
    )
    EqualityAnswer.objects.create(question=question, position=1, answer=SECRET, people="0-9")
    at.hidden["equality"].append(question)


def fill(more: More) -> None:
    """One question with an answer."""
    for pilot in more.pilots:
        question = learned.equality_question(pilot, source=more.seen.source)
        question.answers.create(position=1, answer="Under 25", people="0-9")
