"""How the councils of England stand on a drawing: by their outlines, or each as a tile.

A layout is worked out once by each process. All of England by outlines has London a second time,
enlarged where there is room, as its boroughs are too small there to be read or pressed.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geography.england.outlines import Outline, near_outlines, outlines
from interface.charts import tile_map
from interface.charts.paths import Box, around, redrawn

TILES = Path(__file__).with_name("tiles.csv")
LONDON = "London"
ENLARGED = 3.6
ENLARGED_AT = (100, 3080)  # where Wales would be
MARGIN = 0.01  # of the width, around what is drawn


@dataclass(frozen=True, slots=True)
class Shape:
    """One council: its path, its region, and where its number stands, where there is room."""

    path: str
    region: str
    number_at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing that begins at 0, 0.

    ``borders`` is one path along where regions meet, of tiles. ``enlarged`` is the box in which the
    councils of London stand in ``shapes``; ``in_place`` are their outlines where they lie.
    """

    width: float
    height: float
    shapes: dict[str, Shape]
    borders: str = ""
    enlarged: Box | None = None
    in_place: dict[str, str] = field(default_factory=dict)


@cache
def tiles() -> dict[str, tuple[int, int, str]]:
    """Column, row and region of the tile of each code."""
    with TILES.open(encoding="utf-8") as file:
        return {
            line["gss_code"]: (int(line["column"]), int(line["row"]), line["region"])
            for line in csv.DictReader(file)
        }


@cache
def outline_layout(region: str = "") -> Layout:
    """England by outlines; or one region by its name, larger."""
    chosen = {code: at[2] for code, at in tiles().items() if region in ("", at[2])}
    if region:
        made = close_up(chosen)
        shapes = {code: Shape(path, region) for code, path in made.paths.items()}
        return Layout(made.width, made.height, shapes)
    far = outlines()
    london = {code: far[code] for code, name in chosen.items() if name == LONDON}
    box = around(outline.box for outline in london.values())
    by = ENLARGED_AT[0] / ENLARGED - box[0], ENLARGED_AT[1] / ENLARGED - box[1]
    shapes = {
        code: Shape(redrawn(far[code].path, ENLARGED, by) if code in london else far[code].path, n)
        for code, n in chosen.items()
    }
    width, height = _size(far[code] for code in chosen)
    frame = (*ENLARGED_AT, round(box[2] * ENLARGED), round(box[3] * ENLARGED))
    return Layout(
        width=width,
        height=height,
        shapes=shapes,
        enlarged=frame,
        in_place={code: outline.path for code, outline in london.items()},
    )


@cache
def tile_layout(region: str = "") -> Layout:
    """England by tiles of one size; or one region by its name, larger."""
    chosen = {code: at for code, at in tiles().items() if region in ("", at[2])}
    left = min(column for column, _, _ in chosen.values())
    top = min(row for _, row, _ in chosen.values())
    top -= top % 2  # odd rows stay odd
    cells = {(column - left, row - top): name for column, row, name in chosen.values()}
    shapes = {}
    for code, (column, row, name) in chosen.items():
        x, y = tile_map.centre(column - left, row - top)
        shapes[code] = Shape(tile_map.tile(x, y), name, (x, y))
    width, height = tile_map.size(cells)
    return Layout(width, height, shapes, borders=tile_map.borders(cells))


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A few councils, as large as their drawing: paths by code, and where a number may stand."""

    width: float
    height: float
    paths: dict[str, str]
    number_at: dict[str, tuple[float, float]] = field(default_factory=dict)


def close_up(codes: Collection[str], most: int | None = None) -> CloseUp:
    """These councils by themselves; those without an outline are left out.

    With all their points, unless their paths would be longer than ``most`` letters: so many points
    make a page large and cannot be told apart where many councils share it.
    """
    here = {code: outline for code, outline in near_outlines().items() if code in codes}
    if most is not None and sum(len(outline.path) for outline in here.values()) > most:
        here = {code: outlines()[code] for code in here}
    if not here:
        return CloseUp(0, 0, {})
    left, top, width, height = around(outline.box for outline in here.values())
    margin = round(width * MARGIN)
    by = margin - left, margin - top
    return CloseUp(
        width + 2 * margin,
        height + 2 * margin,
        {code: redrawn(outline.path, by=by) for code, outline in here.items()},
        {code: _number_at(outline, by) for code, outline in here.items()},
    )


def _number_at(outline: Outline, by: tuple[float, float]) -> tuple[float, float]:
    """Where its outline says, else in the middle of it."""
    left, top, width, height = outline.box
    x, y = outline.label or (left + width / 2, top + height / 2)
    return round(x + by[0], 1), round(y + by[1], 1)


def _size(drawn: Iterable[Outline]) -> tuple[float, float]:
    """How far to the right and down they go, with a margin."""
    left, top, width, height = around(outline.box for outline in drawn)
    return left + width + width * MARGIN, top + height + width * MARGIN
