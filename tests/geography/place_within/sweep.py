"""The places within a place."""

from __future__ import annotations

from typing import Any

from partnerships.models import PlaceLink
from tests import builders
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "ward": Family(readers.OPEN),
    "around": Family(readers.OPEN, by_number),
}
ADD = readers.EDITORS | readers.ADMINISTRATORS
ROWS = [
    Row("places_within", "place", public=True),
    Row("places_within", "place", public=True, query="?q=mann&kind=ward"),
    Row("places_within", "place", public=True, query="?format=csv", page=False),
    Row("place_within_add", "place", permission=ADD),
    post("place_within_add", "place", permission=ADD),
    Row("place_local_edit", "ward", permission=ADD),
    post("place_local_edit", "ward", permission=ADD),
    Row("place_around_add", "ward", permission=ADD),
    post("place_around_add", "ward", permission=ADD),
    Row("place_around_edit", "around", permission=ADD),
    post("place_around_edit", "around", permission=ADD),
    Row("place_end", "ward", permission=ADD),
    post("place_end", "ward", permission=ADD),
    Row("place_undo", "ward", permission=ADD),
    post("place_undo", "ward", permission=ADD),
]


def make(cast: Cast) -> dict[str, Any]:
    """A ward of Bradford."""
    ward = builders.place("Manningham", "ward", within=cast.bradford)
    return {"ward": ward, "around": PlaceLink.objects.get(place=ward)}


def fill(more: More) -> None:
    """One more ward."""
    builders.place(f"Ward of its own {more.number}", "ward", within=more.seen.cast.bradford)
