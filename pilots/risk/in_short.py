"""What could go wrong with a pilot, in one line of its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from partnerships.subqueries import UpTo
from pilots.models import Pilot, PilotTopic, Risk
from pilots.pilot import permissions

MOST_RISKS = 1_000


@dataclass(frozen=True)
class RisksInShort:
    """How many risks are open, how many of them weigh most, and how many wait for a review."""

    open: int
    high: int
    due: int


def topics_and_risks(
    user: Any, pilot: Pilot, today: dt.date
) -> tuple[list[str], RisksInShort | None]:
    """What it is about, and what could go wrong for those who may read that, in one query."""
    of = Pilot.objects.filter(pk=pilot.pk)
    named = PilotTopic.objects.filter(pilot=OuterRef("pk")).order_by("topic__name")
    topics = ArraySubquery(named.values("topic__name"))
    if not permissions.can_read_working_text(user):
        return of.values_list(topics, flat=True).get(), None
    risks = Risk.objects.visible_to(user).open().filter(pilot=OuterRef("pk"))
    found = [risks, risks.high(), risks.to_review(today)]
    names, *counts = of.values_list(topics, *(UpTo(rows, MOST_RISKS) for rows in found)).get()
    return names, RisksInShort(*counts)
