"""Barriers that are linked to another, for the sweeps."""

from __future__ import annotations

from typing import Any

from tests import builders, linked
from tests.access import readers
from tests.builders import Cast

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "linked_barrier": readers.BY_LEVEL,
    "barrier_link": readers.BY_LEVEL,
}
# What an address carries, as it stands
WHOLE = {"barrier_link"}


def at_level(cast: Cast, level: str, common: dict[str, Any]) -> dict[str, Any]:
    """A barrier of this level that is linked to a public one of another place."""
    category = builders.category()
    here = builders.barrier(cast.bradford, f"We cannot {level} too", category=category, **common)
    there = builders.barrier(cast.luton, f"We cannot {level} either", category=category)
    link = linked.link(here, there, created_by=cast.author)
    return {"linked_barrier": here, "barrier_link": [here.reference, link.pk]}
