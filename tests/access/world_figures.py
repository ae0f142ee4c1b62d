"""Shared definitions, and figures to count again, for the sweeps."""

from __future__ import annotations

from typing import Any

from tests import defined
from tests.access import readers
from tests.builders import Cast

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "shared_definition": readers.OPEN,
    "remeasure": readers.BY_LEVEL,
}
NUMBERED = {"remeasure"}


def make(cast: Cast) -> dict[str, Any]:
    """What has no pilot's level."""
    return {
        "shared_definition": defined.shared_definition(programme=cast.pfpp, created_by=cast.author)
    }


def of_figure(indicator: Any) -> dict[str, Any]:
    """What is told of a figure, at its pilot's level."""
    return {"remeasure": defined.remeasure(indicator)}
