"""What bodies are asked about hidden barriers, with the word in each text."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier, EscalationRule
from tests import asked
from tests.access.open_world import MARK, SECRET, Seen
from tests.builders import TODAY


def of_barrier(seen: Seen, barrier: Barrier, hidden: dict[str, list[Any]]) -> None:
    """A body that the reader does not answer for waits, one answered, one goes by a link."""
    council = seen.cast.council
    waiting = asked.ask(barrier, council, SECRET, created_by=seen.others[0])
    answered = asked.ask(
        barrier, seen.agency, SECRET, state="answered", closed_on=TODAY, helped="no",
        helped_note=SECRET, created_by=seen.others[0],
    )  # fmt: skip
    asked.said(answered, text=SECRET, by_said=SECRET)
    link = asked.link(waiting, seen.others[0], f"{MARK}-{waiting.pk}", email=f"{MARK}@a.test")
    hidden["escalation"].append(waiting)
    hidden["answered_escalation"].append(answered)
    hidden["answer_link"].append([waiting.pk, link.pk])


def not_public(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """What is asked about a public barrier is for those who are signed in."""
    if seen.who == "resident":
        of_barrier(seen, seen.first("asked_barrier"), hidden)
        EscalationRule.objects.create(programme=seen.cast.pfpp, answer_days=97)
