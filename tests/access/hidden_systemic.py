"""Hidden barriers that share a cause, and systemic barriers that are not the public's yet."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from barriers.models import Barrier
from tests import shared_cause
from tests.access.open_world import SECRET, Seen
from tests.access.world_escalations import energy


def of_barrier(seen: Seen, barrier: Barrier, hidden: dict[str, list[Any]]) -> None:
    """A hidden member beside those that the reader sees, and what its people said to the answer."""
    asked, told = seen.first("systemic"), seen.first("answered_systemic")
    for one in (asked, told):
        shared_cause.member(one, barrier, created_by=seen.others[0])
    newest = told.answers.latest("id")
    said = {"state": "declined", "why": SECRET, "answered_at": timezone.now()}
    declined = shared_cause.offer(newest, barrier, answered_by=seen.others[0], **said)
    hidden["systemic_member"].append([asked.reference, barrier.reference])
    hidden["systemic_offer"].append(declined)


def not_public(seen: Seen, hidden: dict[str, list[Any]]) -> None:
    """What is asked is the public's only once it is answered."""
    if seen.who != "resident":
        return
    said = dict.fromkeys(("cause", "law", "ask", "reason"), SECRET)
    made = shared_cause.systemic(
        SECRET, seen.first("barrier"), owner=energy(), lever="law", source=seen.source, **said
    )
    hidden["systemic"].append(made)
