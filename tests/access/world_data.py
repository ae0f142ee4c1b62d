"""Requests for data for the sweeps: at most everyone signed in reads one, and the asked body."""

from __future__ import annotations

from typing import Any

from tests import asked_for
from tests.access import readers
from tests.builders import Cast

# It names a body, so that none is public.
WIDEST = readers.BY_LEVEL | {"public": readers.NETWORK}
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "data_request": WIDEST,
    "asked_data_request": {level: who | {"desnz_official"} for level, who in WIDEST.items()},
    "example_agreement": readers.OPEN,
}
NUMBERED = {"example_agreement"}


def make(cast: Cast) -> dict[str, Any]:
    """What has no level."""
    return {"example_agreement": asked_for.agreement(cast.bradford, created_by=cast.author)}


def at_level(cast: Cast, level: str, common: dict[str, Any]) -> dict[str, Any]:
    """One that is being drafted, and one that the energy department was asked."""
    known = {**common, "visibility": "network" if level == "public" else level}
    place, name = cast.bradford, f"Data seen by {level}"
    asked = {"asked_of": asked_for.ministry(cast)}
    return {
        "data_request": asked_for.data_request(place, name, holder=cast.council, **known),
        "asked_data_request": asked_for.data_request(place, f"{name}, asked", **asked, **known),
    }
