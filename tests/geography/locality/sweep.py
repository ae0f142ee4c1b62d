"""The boundaries of places that people add."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geography.models import Boundary
from partnerships.models import Place
from tests import builders
from tests.access import readers
from tests.access.table import Family, Row, post
from tests.builders import Cast

FAMILIES = {"drawn": Family(readers.OPEN)}
KEEP = readers.EDITORS | readers.ADMINISTRATORS
ROWS = [
    Row("boundary", "drawn", public=True),
    Row("boundary_file", "drawn", public=True, page=False),
    Row("boundary_edit", "drawn", permission=KEEP),
    post("boundary_edit", "drawn", permission=KEEP),
    Row("boundary_remove", "drawn", permission=KEEP),
    post("boundary_remove", "drawn", permission=KEEP),
]


def with_boundary(place: Place) -> Place:
    """The same place, with a boundary near Bradford."""
    ring = [[-1.72, 53.77], [-1.7, 53.77], [-1.7, 53.79], [-1.72, 53.77]]
    Boundary.objects.create(
        place=place,
        shape={"type": "Polygon", "coordinates": [ring]},
        points=4,
        moved_metres=5,
        as_at=dt.date(2026, 11, 1),
    )
    return place


def make(cast: Cast) -> dict[str, Any]:
    """A neighbourhood of Bradford has one."""
    return {"drawn": with_boundary(builders.place("Holme Wood", "ward", within=cast.bradford))}
