"""A place and its pages."""

from __future__ import annotations

from typing import Any

from partnerships.models import PlaceCode
from tests.access import readers
from tests.access.open_world import Seen, each
from tests.access.table import Family, Row, as_it_stands, post
from tests.builders import Cast

FAMILIES = {
    "place": Family(readers.OPEN),
    "place_code": Family(readers.OPEN, as_it_stands),
}

ROWS = [
    Row("place_before", "place", public=True),
    Row("place_before", "place", public=True, query="?topic=none-such"),
    Row("place_overlap", "place", public=True),
    Row("place_like", "place", public=True),
    Row("place_by_code", "place_code", public=True, page=False, answers=(302,)),
    Row("place", "place", public=True),
    Row("place_about", "place", public=True),
    Row("place_brief", "place", public=True),
    Row("place_brief", "place", public=True, query="?format=txt", page=False),
    Row("place_partners", "place", public=True),
    Row("place_funding", "place", public=True),
    Row("place_funding", "place", public=True, query="?format=csv", page=False),
    Row("place_gaps", "place", public=True),
    Row("place_history", "place", public=True),
    Row("place_pilots", "place", public=True, page=False, answers=(302,)),
    Row("place_barriers", "place", public=True, page=False, answers=(302,)),
    Row("place_edit", "place", permission=readers.KEEPERS),
    post("place_edit", "place", permission=readers.KEEPERS),
    post("first_steps_put_away", "place", permission=readers.KEEPERS),
]


def make(cast: Cast) -> dict[str, Any]:
    """Bradford, and the code that statistics know it by."""
    code = PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    return {"place": cast.bradford, "place_code": [code.code]}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Bradford and Luton."""
    return each(make(seen.cast)) | {"place": [seen.cast.bradford, seen.cast.luton]}
