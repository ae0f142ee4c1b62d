"""Boxes in columns with arrows from one to the next: how one thing is to lead to another.

Boxes of a column stand beneath each other, near the boxes that lead to them. Arrows are drawn
first, so that a box never has a line through its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interface.charts.scale import wrapped

WIDTH = 1080
TOP, GAP, PAD, LINE = 34, 22, 12, 18
LARGEST_BOX, SPACE = 250, 60
LETTER = 7.4  # of the type of charts, on average
MOST_LINES = 7


@dataclass(frozen=True)
class Step:
    """A box to draw, in the column with this number."""

    key: int
    column: int
    text: str


@dataclass(frozen=True)
class Box:
    """Where a box stands, and its words line by line."""

    key: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def text_x(self) -> float:
        return self.x + PAD

    @property
    def text_y(self) -> float:
        return round(self.y + PAD + LINE * 0.75, 1)

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True)
class Arrow:
    """A line between two boxes and its head, both as paths."""

    line: str
    head: str


@dataclass(frozen=True)
class Heading:
    """What stands over a column."""

    x: float
    text: str


@dataclass(frozen=True)
class StepChart:
    """All that the template draws. ``key`` makes the ids on the page unique."""

    key: str
    title: str
    sentence: str
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def step_chart(
    key: str,
    title: str,
    steps: Sequence[Step],
    links: Sequence[tuple[int, int]],
    *,
    columns: Mapping[int, str],
    sentence: str,
) -> StepChart | None:
    """The drawing of these boxes; ``None`` where there is none. Empty columns are left out."""
    used = [number for number in sorted(columns) if any(each.column == number for each in steps)]
    if not used:
        return None
    # At the right there is room for an arrow around the side
    width = min((WIDTH - SPACE * (len(used) - 0.5)) / len(used), LARGEST_BOX)
    boxes: dict[int, Box] = {}
    for place, number in enumerate(used):
        x = round(place * (width + SPACE) + 2, 1)
        column = _ordered([each for each in steps if each.column == number], links, boxes)
        y = float(TOP)
        for step in column:
            lines = wrapped(step.text, int((width - 2 * PAD) / LETTER), MOST_LINES)
            height = LINE * len(lines) + 2 * PAD - 4
            boxes[step.key] = Box(step.key, x, y, round(width - 4, 1), height, lines)
            y += height + GAP
    lowest = max(box.y + box.height for box in boxes.values())
    centred = {name: _centred(box, boxes, lowest) for name, box in boxes.items()}
    drawn = [(start, end) for start, end in links if start in centred and end in centred]
    return StepChart(
        key=key,
        title=title,
        sentence=sentence,
        headings=tuple(
            Heading(round(place * (width + SPACE) + 2, 1), columns[number])
            for place, number in enumerate(used)
        ),
        boxes=tuple(centred.values()),
        arrows=tuple(_arrow(centred[start], centred[end]) for start, end in drawn),
        width=WIDTH,
        height=round(lowest + 6),
    )


def _ordered(
    column: Sequence[Step], links: Sequence[tuple[int, int]], boxes: Mapping[int, Box]
) -> list[Step]:
    """The boxes of a column, each at the height of those before it that lead to it."""

    def height(step: Step) -> tuple[float, int]:
        above = [boxes[start].middle for start, end in links if end == step.key and start in boxes]
        return (sum(above) / len(above) if above else float("inf"), column.index(step))

    return sorted(column, key=height)


def _centred(box: Box, boxes: Mapping[int, Box], lowest: float) -> Box:
    """A column that is shorter than the longest stands in the middle of the drawing."""
    end = max(other.y + other.height for other in boxes.values() if other.x == box.x)
    down = round((lowest - end) / 2, 1)
    return Box(box.key, box.x, box.y + down, box.width, box.height, box.lines)


def _arrow(start: Box, end: Box) -> Arrow:
    """To a later column from side to side; within a column around the right side."""
    from_x, from_y = start.x + start.width, start.middle
    if end.x > start.x:
        to_x, to_y = end.x, end.middle
        bend = (to_x - from_x) / 2
        line = (
            f"M{from_x:.1f} {from_y:.1f}C{from_x + bend:.1f} {from_y:.1f} "
            f"{to_x - bend:.1f} {to_y:.1f} {to_x - 10:.1f} {to_y:.1f}"
        )
        return Arrow(line, f"M{to_x:.1f} {to_y:.1f}l-12 -6v12z")
    to_x, to_y = end.x + end.width, end.middle
    out = max(from_x, to_x) + SPACE / 2
    line = (
        f"M{from_x:.1f} {from_y:.1f}C{out:.1f} {from_y:.1f} "
        f"{out:.1f} {to_y:.1f} {to_x + 10:.1f} {to_y:.1f}"
    )
    return Arrow(line, f"M{to_x:.1f} {to_y:.1f}l12 -6v12z")
