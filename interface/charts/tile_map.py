"""Tile maps: every area one hexagon of the same size, so that small areas are seen as well.

The layout (column and row of each tile) is data; odd rows stand half a tile to the right.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

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


def centre(column: int, row: int) -> tuple[float, float]:
    """Where the middle of a tile stands on the drawing."""
    x = MARGIN + WIDE / 2 + WIDE * (column + (row % 2) / 2)
    return round(x, 1), round(MARGIN + RADIUS + STEP * row, 1)


def tile(x: float, y: float) -> str:
    """The path of the tile around a point."""
    corners = " ".join(f"{round(x + dx, 1)} {round(y + dy, 1)}" for dx, dy in CORNERS)
    return f"M{corners}z"


def size(cells: Collection[tuple[int, int]]) -> tuple[float, float]:
    """Width and height of the drawing of these cells, each a column and a row."""
    width = WIDE * (max(column for column, _ in cells) + 1.5) + 2 * MARGIN
    height = STEP * max(row for _, row in cells) + 2 * RADIUS + 2 * MARGIN
    return round(width, 1), round(height, 1)


def borders(groups: Mapping[tuple[int, int], str]) -> str:
    """One path: the edges between tiles of two groups, each drawn once."""
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
