"""Milestones, changes of plan and risks for the sweeps."""

from __future__ import annotations

from typing import Any

from pilots.models import Pilot
from tests import coursed
from tests.access import readers
from tests.builders import Cast

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "milestone": readers.BY_LEVEL,
    "programme_milestone": readers.OPEN,
    "change": readers.BY_LEVEL,
    # Delivery risks are working text: never for the public
    "risk": {level: who - {"resident"} for level, who in readers.BY_LEVEL.items()},
}
NUMBERED = {"milestone", "programme_milestone"}
WITH_PILOT = {"change", "risk"}


def make(cast: Cast) -> dict[str, Any]:
    """What is of a programme."""
    return {"programme_milestone": coursed.milestone(cast.pfpp, "All places report")}


def of_pilot(cast: Cast, pilot: Pilot) -> dict[str, Any]:
    """What the author wrote down of a pilot."""
    by = {"created_by": cast.author}
    milestone = coursed.milestone(pilot, **by)
    coursed.move(milestone, **by)
    return {
        "milestone": milestone,
        "change": coursed.change(pilot, **by),
        "risk": coursed.risk(pilot, **by),
    }
