"""What a reader is to do about a pilot: only what they may do, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dashboards.pilot.days import due_words
from interface.words import in_sentence
from pilots.models import Pilot
from pilots.status.checklist import checklist
from pilots.update.page_data import ReadUpdate

AHEAD = dt.timedelta(days=30)
QUESTION = 140  # letters of a question that stand here


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do, as ``components/needs_you.html`` takes it."""

    title: str
    url: str = ""
    note: str = ""
    reason: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page knows already of what waits."""

    pilot: Pilot
    today: dt.date
    last: ReadUpdate | None
    waiting: ReadUpdate | None
    again: list[Any]


def needs_of(user: Any, standing: Standing, *, logs: bool, accepts: bool) -> list[Need]:
    """One query, of a pilot that is still to start; none once it runs."""
    made = list(_to_log(user, standing)) if logs else []
    waiting = standing.waiting
    if accepts and waiting and waiting.state == "submitted":
        made.append(Need("Read the new update", waiting.url, "Then accept it, or ask about it"))
    return made


def _to_log(user: Any, standing: Standing) -> Iterator[Need]:
    pilot, today, waiting = standing.pilot, standing.today, standing.waiting
    if waiting and waiting.question and waiting.state != "submitted":
        yield Need("Answer a question about your update", waiting.url, _short(waiting.question))
    due = pilot.update_due
    if due is not None and due <= today + AHEAD:
        last = standing.last
        said = f"Last time: {last.confidence or 'no change'}" if last else ""
        late = due < today
        yield Need("Write the next update", "", said, due_words(due, today), late)
    yield from _counts(standing)
    if pilot.status in Pilot.NEVER_RAN:
        steps = checklist(user, pilot)
        if steps.coming:
            url = reverse("pilot_life", args=[pilot.slug])
            said = f"Next: {in_sentence(steps.coming.step.title)}"
            yield Need("Settle what it needs before it starts", url, said, steps.words)


def _counts(standing: Standing) -> Iterator[Need]:
    """The figures that are to be counted again within a month."""
    for indicator in standing.again:
        day = indicator.again_on
        if day <= standing.today + AHEAD:
            yield Need(
                "Count a figure again",
                reverse("figure_count", args=[standing.pilot.slug, indicator.number]),
                indicator.name,
                due_words(day, standing.today),
                day < standing.today,
            )


def _short(text: str) -> str:
    return text if len(text) <= QUESTION else f"{text[: QUESTION - 1].rstrip()}…"
