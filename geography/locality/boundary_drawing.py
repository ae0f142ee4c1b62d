"""The boundary of a place as a drawing: the boundary itself, and the councils around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geography.england.grid import national_grid
from geography.england.outlines import METRES as METRES_OF
from geography.england.outlines import NEAR, NEAR_FROM, Outline, near_outlines
from geography.locality.drawn import MOST_DRAWN
from interface.articles import with_article
from interface.charts.paths import Box, around, drawn, extent, redrawn

METRES = METRES_OF[NEAR]
# Around the boundary, as a part of its longer side; at least so many metres
MARGIN, LEAST = 0.25, 200
# A boundary whose box is so many times that of its councils is asked about
TOO_LARGE = 2


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


def doubts_about(shape: dict[str, Any], place: Any, codes: set[str]) -> list[str]:
    """What speaks against a shape as the boundary of a place in the councils of these codes, as
    sentences; none where no council of theirs has an outline."""
    boxes = [outline.box for code, outline in near_outlines().items() if code in codes]
    if not boxes:
        return []
    councils, own = around(boxes), _in_outlines(extent(path_of(shape)))
    called = with_article(place)
    if not _meet(councils, own):
        return [f"It is nowhere near {called}"]
    doubts = []
    if (times := round(_size(own) / _size(councils))) >= TOO_LARGE:
        doubts.append(f"It reaches over an area {times:,} times as large as the council there")
    elif _shared(own, councils) < _size(own) / 2:
        doubts.append(f"Most of it lies outside the council that {called} is in")
    return doubts


def _councils_in(box: Box) -> dict[str, Outline]:
    """Outlines of which the box around meets this one, in metres."""
    near = _in_outlines(box)
    return {code: one for code, one in near_outlines().items() if _meet(one.box, near)}


def _in_outlines(box: Box) -> Box:
    """A box in metres, in the units of the outlines."""
    return (box[0] / METRES, box[1] / METRES, box[2] / METRES, box[3] / METRES)


def _size(box: Box) -> float:
    return box[2] * box[3]


def _shared(one: Box, other: Box) -> float:
    """How large the part is that two boxes share."""
    sides = [
        min(one[side] + one[side + 2], other[side] + other[side + 2]) - max(one[side], other[side])
        for side in (0, 1)
    ]
    return max(sides[0], 0) * max(sides[1], 0)


def _at(longitude: float, latitude: float) -> tuple[int, int]:
    east, north = national_grid(longitude, latitude)
    return round(east - NEAR_FROM[0]), round(NEAR_FROM[1] - north)


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share anything."""
    return all(
        one[side] <= other[side] + other[side + 2] and other[side] <= one[side] + one[side + 2]
        for side in (0, 1)
    )
