"""Outlines as SVG paths of whole numbers: moved, scaled, and drawn coarser for small sizes.

Only the letters M, l and z occur: each ring begins at a point and goes on by steps from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # x, y, width, height
WELL_FORMED = re.compile(r"(?:M\d+ \d+l(?:-?\d+ ?)+z)+")
_NUMBER = re.compile(r"-?\d+")


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The points of each ring of a path."""
    made = []
    for ring in path.split("M")[1:]:
        numbers = [int(number) for number in _NUMBER.findall(ring)]
        x, y = numbers[:2]
        points = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        made.append(points)
    return made


def drawn(rings_: Iterable[Sequence[tuple[int, int]]]) -> str:
    """The path of these rings; one of fewer than three points is no area and is left out."""
    return "".join(_ring(ring) for ring in rings_ if len(ring) > 2)


def redrawn(path: str, scale: float = 1, by: Point = (0, 0)) -> str:
    """The path moved ``by`` its own units, then scaled and set on whole numbers again.

    Points that fall together are one, so that what is made small is also short.
    """
    made = []
    for ring in rings(path):
        points: list[tuple[int, int]] = []
        for x, y in ring:
            point = (round((x + by[0]) * scale), round((y + by[1]) * scale))
            if not points or point != points[-1]:
                points.append(point)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        made.append(points)
    return drawn(made)


def extent(path: str) -> Box:
    """The box around a path."""
    points = [point for ring in rings(path) for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes; there must be one."""
    every = list(boxes)
    left, top = min(box[0] for box in every), min(box[1] for box in every)
    right = max(box[0] + box[2] for box in every)
    return left, top, right - left, max(box[1] + box[3] for box in every) - top


def _ring(points: Sequence[tuple[int, int]]) -> str:
    (x, y), steps = points[0], []
    start = f"M{x} {y}l"
    for next_x, next_y in points[1:]:
        steps += [next_x - x, next_y - y]
        x, y = next_x, next_y
    return start + " ".join(map(str, steps)).replace(" -", "-") + "z"
