"""Where one stands among its kind: a line from the least to the most, with the middle half.

A filled dot is the one; a ring and an upright stroke are what it is held against. One small
drawing for each measure, as each has a scale of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interface.charts.scale import Number, Scale

WIDTH, HEIGHT = 200, 46
LEFT, RIGHT, MIDDLE = 8, 192, 14
LETTER = 7.4  # of the type of charts, on average


@dataclass(frozen=True)
class Standing:
    """All that the template draws. What is not known has no place (``None``).

    ``key`` makes the ids on the page unique; ``low_words`` and ``high_words`` stand at the ends.
    """

    key: str
    title: str
    sentence: str
    low_words: str
    high_words: str
    start: float
    half: float
    half_width: float
    middle: float
    end: float
    low_x: float
    high_x: float
    dot: float | None
    ring: float | None
    stroke: float | None
    width: int = WIDTH
    height: int = HEIGHT
    y: int = MIDDLE


def standing(
    key: str,
    title: str,
    parts: Sequence[Number],
    ends: tuple[str, str],
    *,
    said: str,
    value: Number | None = None,
    ring: Number | None = None,
    stroke: Number | None = None,
) -> Standing | None:
    """The drawing of ``value`` among the least, quarters, middle and most of its kind.

    ``ends`` are the least and the most in words; ``ring`` and ``stroke`` are other figures to hold
    it against, which may lie outside. None where all are the same, which has no scale.
    """
    marks = [float(mark) for mark in (value, ring, stroke) if mark is not None]
    numbers = [float(part) for part in parts]
    low, high = min([*numbers, *marks]), max([*numbers, *marks])
    if low == high:
        return None
    scale = Scale(low, high, LEFT, RIGHT)
    start, quarter, middle, three_quarters, end = (scale.at(number) for number in numbers)

    def at(mark: Number | None) -> float | None:
        return None if mark is None else scale.at(mark)

    return Standing(
        key=key,
        title=title,
        sentence=said,
        low_words=ends[0],
        high_words=ends[1],
        start=start,
        half=quarter,
        half_width=round(max(three_quarters - quarter, 2), 1),
        middle=middle,
        end=end,
        low_x=_beneath(start, end, ends),
        high_x=round(min(end + LEFT, WIDTH), 1),
        dot=at(value),
        ring=at(ring),
        stroke=at(stroke),
    )


def _beneath(start: float, end: float, ends: tuple[str, str]) -> float:
    """Where the words of the least begin: under their end of the line, clear of the others."""
    room = min(end + LEFT, WIDTH) - LETTER * sum(map(len, ends)) - LEFT
    return round(max(0, min(start - LEFT, room)), 1)
