"""Systemic barriers, as many as wanted."""

from __future__ import annotations

from barriers.models import Barrier
from tests import builders, shared_cause
from tests.access.open_world import Seen


def fill(seen: Seen, number: int, *barriers: Barrier) -> None:
    """More of them, more members of each, answers, offers that wait, and barriers to suggest."""
    body = builders.organisation(f"Answering body {number}")
    asked, told = seen.first("systemic"), seen.first("answered_systemic")
    first = seen.first("barrier")
    made = shared_cause.systemic(
        "", first, owner=body, lever="law", source=seen.source, category=first.category
    )
    answer = shared_cause.answer(made, body)
    newest = told.answers.latest("id")
    shared_cause.offer(answer, first)
    for one in barriers:
        for of in (asked, told):
            shared_cause.member(of, one)
        shared_cause.offer(newest, one)
    shared_cause.answer(asked, body, offers=False)
