"""The boundary of a place as a drawing: the boundary itself, and the councils around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geography.england.grid import national_grid
from geography.england.outlines import METRES as METRES_OF
from geography.england.outlines import NEAR, NEAR_FROM, Outline, near_outlines
from geography.locality.drawn import MOST_DRAWN
from interface.charts.paths import Box, drawn, extent, redrawn

METRES = METRES_OF[NEAR]
# Around the boundary, as a part of its longer side; at least so many metres
MARGIN, LEAST = 0.25, 200


@dataclass(frozen=True, slots=True)
class DrawnBoundary:
    """A drawing in metres that begins at 0, 0: the boundary, and the outlines behind it.

    Nothing stands behind one that is so large that it would be most of the page.
    """

    width: float
    height: float
    path: str
    behind: tuple[str, ...]


def drawing_of(shape: dict[str, Any], *, alone: bool = False) -> DrawnBoundary:
    """The drawing of polygons in GeoJSON; ``alone`` without the councils, which are real ones."""
    path = path_of(shape)
    left, top, width, height = extent(path)
    margin = max(LEAST, round(max(width, height) * MARGIN))
    left, top, width, height = left - margin, top - margin, width + 2 * margin, height + 2 * margin
    by = (-left / METRES, -top / METRES)
    near = () if alone else _councils_in((left, top, width, height)).values()
    behind = tuple(redrawn(outline.path, METRES, by) for outline in near)
    return DrawnBoundary(
        width,
        height,
        redrawn(path, by=(-left, -top)),
        behind if sum(map(len, behind)) <= MOST_DRAWN else (),
    )


def path_of(shape: dict[str, Any]) -> str:
    """Polygons in GeoJSON as one path, in metres from where outlines begin."""
    many = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return drawn([_at(*position) for position in ring[:-1]] for polygon in many for ring in polygon)


def lies_near(shape: dict[str, Any], codes: set[str]) -> bool:
    """Whether it comes near a council of these codes; also where none of them has an outline."""
    is_drawn = codes & near_outlines().keys()
    return not is_drawn or bool(codes & _councils_in(extent(path_of(shape))).keys())


def _councils_in(box: Box) -> dict[str, Outline]:
    """Outlines of which the box around meets this one, in metres."""
    near = (box[0] / METRES, box[1] / METRES, box[2] / METRES, box[3] / METRES)
    return {code: one for code, one in near_outlines().items() if _meet(one.box, near)}


def _at(longitude: float, latitude: float) -> tuple[int, int]:
    east, north = national_grid(longitude, latitude)
    return round(east - NEAR_FROM[0]), round(NEAR_FROM[1] - north)


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share anything."""
    return all(
        one[side] <= other[side] + other[side + 2] and other[side] <= one[side] + one[side + 2]
        for side in (0, 1)
    )
