"""Systemic barriers for the sweeps: everyone signed in reads them, the public once answered."""

from __future__ import annotations

from typing import Any

from tests import builders, shared_cause
from tests.access import readers
from tests.access.world_escalations import energy
from tests.builders import Cast

_SIGNED_IN = {level: who - {"resident"} for level, who in readers.BY_LEVEL.items()}
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "systemic": dict.fromkeys(readers.BY_LEVEL, readers.NETWORK),
    "answered_systemic": readers.OPEN,
    # Its barrier decides who reads of it
    "systemic_member": _SIGNED_IN,
    "systemic_offer": _SIGNED_IN,
}
NUMBERED = {"systemic_offer"}
# What an address carries, as it stands
WHOLE = {"systemic_member"}


def at_level(cast: Cast, level: str, common: dict[str, Any]) -> dict[str, Any]:
    """One without an answer and one with, both with a barrier of this level."""
    barrier = builders.barrier(
        cast.bradford, f"We cannot {level} like others", category=builders.category(), **common
    )
    facts = {"owner": energy(), "programme": cast.pfpp, "category": barrier.category}
    asked = shared_cause.systemic(f"Cause at {level}", barrier, lever="law", law="An Act", **facts)
    told = shared_cause.systemic(f"Answered at {level}", barrier, status="changed", **facts)
    answer = shared_cause.answer(told, energy())
    return {
        "systemic": asked,
        "answered_systemic": told,
        "systemic_member": [asked.reference, barrier.reference],
        "systemic_offer": shared_cause.offer(answer, barrier),
    }
