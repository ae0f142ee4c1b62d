"""Tile maps: every area one hexagon of the same size, so that small areas are seen as well.

The layout (column and row of each tile) is data; odd rows stand half a tile to the right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from interface import words
from interface.charts.heat import Step, key, shade

RADIUS = 18.0
WIDE = round(math.sqrt(3) * RADIUS, 2)
STEP = 1.5 * RADIUS
MARGIN = 4.0
# The corners of a hexagon from the top, clockwise; edge n runs from corner n to corner n + 1.
CORNERS = tuple(
    (
        round(RADIUS * math.sin(math.radians(60 * n)), 2),
        round(-RADIUS * math.cos(math.radians(60 * n)), 2),
    )
    for n in range(6)
)
# Of each edge, where the tile across it stands: (columns in even rows, in odd rows, rows).
ACROSS = ((0, 1, -1), (1, 1, 0), (0, 1, 1), (-1, 0, 1), (-1, -1, 0), (-1, 0, -1))


@dataclass(frozen=True)
class Area:
    """One area to draw. ``count`` is None where it does not match; ``part``: of one that does."""

    name: str
    group: str
    column: int
    row: int
    count: int | None = None
    url: str = ""
    part: bool = False


@dataclass(frozen=True)
class Tile:
    """A hexagon: its corners, where its number stands, its class, and what it says in full."""

    points: str
    x: float
    y: float
    kind: str
    said: str
    url: str = ""
    number: str = ""


@dataclass(frozen=True)
class TileMap:
    """A whole map. ``borders`` is one path: the edges where two groups meet."""

    key: str
    title: str
    sentence: str
    width: float
    height: float
    tiles: tuple[Tile, ...]
    borders: str
    steps: tuple[Step, ...]
    has_parts: bool


def tile_map(key_: str, title: str, areas: Sequence[Area], noun: str = "pilot") -> TileMap | None:
    """The map of these areas; None where there is none. ``key_`` makes ids on the page unique."""
    if not areas:
        return None
    ordered = sorted(areas, key=lambda area: (area.group, area.name.lower()))
    matching = [area for area in ordered if area.count is not None]
    counted = [area for area in matching if area.count]
    sentence = (
        f"{words.count_words(len(matching), 'council')} of {len(ordered)} on the map "
        f"{'matches' if len(matching) == 1 else 'match'}; {len(counted) or 'none'} of them "
        f"{'have' if len(counted) > 1 else 'has'} a {noun} that you can see."
    )
    return TileMap(
        key=key_,
        title=title,
        sentence=sentence,
        width=round(WIDE * (max(area.column for area in ordered) + 1.5) + 2 * MARGIN, 1),
        height=round(STEP * max(area.row for area in ordered) + 2 * RADIUS + 2 * MARGIN, 1),
        tiles=tuple(_tile(area, noun) for area in ordered),
        borders=_borders(ordered),
        steps=key("no pilot to see")[1:] if noun == "pilot" else key()[1:],
        has_parts=any(area.part and area.count is None for area in ordered),
    )


def centre(column: int, row: int) -> tuple[float, float]:
    """Where the middle of a tile stands on the drawing."""
    x = MARGIN + WIDE / 2 + WIDE * (column + (row % 2) / 2)
    return round(x, 1), round(MARGIN + RADIUS + STEP * row, 1)


def _tile(area: Area, noun: str) -> Tile:
    x, y = centre(area.column, area.row)
    label = f"{area.name}, {area.group}"
    if area.count is not None:
        label += f": {words.count_words(area.count, noun)}" if area.count else f": no {noun} to see"
    elif area.part:
        label += ": part of an area that matches"
    return Tile(
        points=" ".join(f"{round(x + dx, 1)},{round(y + dy, 1)}" for dx, dy in CORNERS),
        x=x,
        y=y,
        kind=_kind(area),
        said=label,
        url=area.url if area.count is not None else "",
        number=str(area.count) if area.count else "",
    )


def _kind(area: Area) -> str:
    if area.count is None:
        return "band" if area.part else ""
    return shade(area.count) or "on"


def _borders(areas: Sequence[Area]) -> str:
    """Edges between tiles of two groups, each drawn once."""
    groups = {(area.column, area.row): area.group for area in areas}
    drawn = []
    for (column, row), group in sorted(groups.items()):
        x, y = centre(column, row)
        for edge, (even, odd, down) in enumerate(ACROSS[:3]):
            other = groups.get((column + (odd if row % 2 else even), row + down))
            if other is not None and other != group:
                (ax, ay), (bx, by) = CORNERS[edge], CORNERS[(edge + 1) % 6]
                ends = (x + ax, y + ay, x + bx, y + by)
                drawn.append("M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*ends))
    return "".join(drawn)
