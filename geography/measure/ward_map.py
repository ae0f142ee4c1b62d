"""The wards of a council as tiles of one size, shaded by how deprived their small areas are.

A tile stands about where its ward lies: rows run from north to south, and each from west to east.
The table beside it says the same; a tile has the number of its ward there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from geography.measure.small_areas import Counted, SmallAreas, WardCounted
from interface.articles import with_article
from interface.charts import tile_map
from interface.charts.area_map import Area, AreaMap
from interface.charts.classes import Class
from interface.words import count_words

# Fewer say nothing on a map; more tiles in a row could not be read on a small screen
FEWEST, WIDEST = 3, 10
SHADES = (
    ("c5", "half or more among the most deprived tenth"),
    ("c4", "some among the most deprived tenth"),
    ("c3", "half or more among the most deprived fifth"),
    ("c2", "some among the most deprived fifth"),
    ("c1", "none among the most deprived fifth"),
)


def ward_map(small: SmallAreas) -> AreaMap | None:
    """The map of a council; None where the middles of fewer than three of its wards are known."""
    placed = [
        (number, ward, ward.easting, ward.northing)
        for number, ward in enumerate(small.wards, 1)
        if ward.easting is not None and ward.northing is not None
    ]
    if len(placed) < FEWEST:
        return None
    cells = _cells([(east, north) for *_, east, north in placed])
    areas, counted = [], Counter[str]()
    for (number, ward, *_), (column, row) in zip(placed, cells, strict=True):
        x, y = tile_map.centre(column, row)
        shade = _shade(ward.counted)
        counted[shade] += 1
        areas.append(Area(tile_map.tile(x, y), shade, _said(ward), ward.url, str(number), x, y))
    width, height = tile_map.size(cells)
    return AreaMap(
        key="wards",
        title=f"Wards of {with_article(small.place)}, as tiles of one size",
        sentence="",
        width=width,
        height=height,
        areas=tuple(areas),
        steps=tuple(
            Class(label, shade, counted[shade]) for shade, label in SHADES if counted[shade]
        ),
    )


def _cells(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A column and a row for each of these points, in rows of the same length but for one tile: the
    shape of all of them is about that of the council."""
    wide = max(east for east, _ in points) - min(east for east, _ in points)
    tall = max(north for _, north in points) - min(north for _, north in points)
    ratio = min(max(wide / max(tall, 1), 0.5), 2)
    columns = min(WIDEST, max(FEWEST - 1, round(math.sqrt(len(points) * ratio))))
    rows = math.ceil(len(points) / columns)
    by_north = sorted(range(len(points)), key=lambda at: (-points[at][1], points[at][0]))
    cells: dict[int, tuple[int, int]] = {}
    for row in range(rows):
        first, last = (len(points) * edge // rows for edge in (row, row + 1))
        for column, at in enumerate(sorted(by_north[first:last], key=lambda at: points[at])):
            cells[at] = (column, row)
    return [cells[at] for at in range(len(points))]


def _shade(counted: Counted) -> str:
    if counted.tenth:
        return "c5" if counted.tenth * 2 >= counted.number else "c4"
    if counted.fifth:
        return "c3" if counted.fifth * 2 >= counted.number else "c2"
    return "c1"


def _said(ward: WardCounted) -> str:
    there = ward.counted
    return (
        f"{ward.name}: {count_words(there.number, 'small area')}, {there.fifth} among the most "
        f"deprived fifth, {there.tenth} among the most deprived tenth"
    )
