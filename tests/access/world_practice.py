"""The practice library for the sweeps: public, save what is tied to barriers."""

from __future__ import annotations

from typing import Any

from tests import builders, practised
from tests.access import readers
from tests.builders import Cast

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "practice": readers.OPEN,
    "practice_kind": readers.OPEN,
    "guidance": readers.OPEN,
    "practice_example": readers.BY_LEVEL,
    "believed": readers.BY_LEVEL,
    "open_believed": readers.BY_LEVEL,
}
NUMBERED = {"guidance", "practice_example", "believed", "open_believed"}
WHOLE = {"practice", "practice_kind"}


def make(cast: Cast) -> dict[str, Any]:
    """What has no level."""
    return {
        "practice": ["4a"] if practised.practice() else [],
        "practice_kind": [builders.category().key],
        "guidance": practised.guidance("Sharing well", created_by=cast.author),
    }


def at_level(cast: Cast, level: str, common: dict[str, Any]) -> dict[str, Any]:
    """An example and an entry of a barrier at this level, and one that was opened as far."""
    kind = builders.category()
    own = builders.barrier(
        cast.bradford, f"Believed by {level}", category=kind, **{**common, "visibility": level}
    )
    narrow = level if level in ("team", "place", "programme") else "team"
    kept = builders.barrier(
        cast.bradford, f"Kept by {level}", category=kind, **{**common, "visibility": narrow}
    )
    open_to = "" if narrow == level else level
    return {
        "practice_example": practised.example(cast.bradford, barrier=own),
        "believed": practised.belief(own),
        "open_believed": practised.belief(kept, open_to=open_to),
    }
