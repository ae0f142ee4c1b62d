"""The life of a pilot for the sweeps: each part has its pilot's readers."""

from __future__ import annotations

from typing import Any

from pilots.models import Pilot
from tests import builders, lived
from tests.access import readers
from tests.builders import Cast

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "new_pilot": readers.BY_LEVEL,
    "phase": readers.BY_LEVEL,
    "legacy": readers.BY_LEVEL,
    "start_step": readers.BY_LEVEL,
}
WITH_PILOT = {"phase", "legacy", "start_step"}


def of_pilot(cast: Cast, pilot: Pilot, common: dict[str, Any]) -> dict[str, Any]:
    """What the author wrote down of a pilot, and one that is still proposed."""
    new = builders.pilot(
        cast.bradford, f"New {pilot.name}", status="proposed", parent=pilot, **common
    )
    by = {"created_by": cast.author}
    lived.status_change(pilot, **by)
    lived.target_outcome(pilot, **by)
    return {
        "new_pilot": new,
        "phase": lived.phase(pilot, paid_by=cast.council, **by),
        "legacy": lived.legacy(pilot, funder=cast.council, **by),
        "start_step": lived.start_step(pilot, **by),
    }
