"""Meetings, visits and promises of a pilot for the sweeps."""

from __future__ import annotations

from typing import Any

from pilots.models import Pilot, PilotPartner
from tests import engaged
from tests.access import readers
from tests.builders import Cast

# A promise is owed by nobody of the cast: who sees the meeting reads it, but never the public.
PROMISE = {level: who - {"resident"} for level, who in readers.BY_LEVEL.items()}
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "engagement": readers.BY_LEVEL,
    "planned_visit": PROMISE,
    "promise": PROMISE,
    "referral": readers.BY_LEVEL,
    "engagement_total": readers.BY_LEVEL,
    "partner": readers.BY_LEVEL,
}
NUMBERED = {"promise"}


def of_pilot(cast: Cast, pilot: Pilot) -> dict[str, Any]:
    """What the author wrote down of a pilot."""
    held = engaged.engagement(pilot, (cast.council, 7), created_by=cast.author)
    planned = engaged.visit(pilot, cast.bradford, state="planned", created_by=cast.author)
    promise = engaged.promise(held, created_by=cast.author)
    return {
        "engagement": held,
        "planned_visit": planned,
        "promise": promise,
        "partner": PilotPartner.objects.create(pilot=pilot, organisation=cast.council),
        "engagement_total": engaged.total(pilot, 31, created_by=cast.author),
        "referral": engaged.referral(pilot, 12, created_by=cast.author),
    }
