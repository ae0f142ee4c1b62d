"""Areas that somebody draws, and places that overlap."""

from __future__ import annotations

from typing import Any

from partnerships.models import PlaceLink
from tests.access import readers
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {"overlap": Family(readers.OPEN, by_number)}

DRAW = frozenset(
    {"bradford_editor", "region_editor", "luton_editor", "yorkshire_connector", "administrator"}
)
NOBODY: frozenset[str] = frozenset()  # the place of the world is a council, not a drawn area

ROWS = [
    Row("area_add", permission=DRAW),
    post("area_add", permission=DRAW),
    Row("area_edit", "place", permission=NOBODY, page=False),
    post("area_edit", "place", permission=NOBODY),
    Row("overlap_add", "place", permission=readers.KEEPERS),
    post("overlap_add", "place", permission=readers.KEEPERS),
    Row("overlap_edit", "overlap", permission=readers.KEEPERS),
    post("overlap_edit", "overlap", permission=readers.KEEPERS),
]


def make(cast: Cast) -> dict[str, Any]:
    """Bradford overlaps with Luton."""
    link = PlaceLink.objects.create(place=cast.bradford, other=cast.luton, kind="overlaps")
    return {"overlap": link}
