"""Where one stands among its kind: a line from the least to the most, with the middle half.

A filled dot is the one; a ring and an upright stroke are what it is held against. One small
drawing for each measure, as each has a scale of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interface.charts.scale import Number, Scale

WIDTH, HEIGHT = 200, 28
LEFT, RIGHT, MIDDLE = 8, 192, 14


@dataclass(frozen=True)
class Standing:
    """All that the template draws. What is not known has no place (``None``).

    ``key`` makes the ids on the page unique; ``low_words`` and ``high_words`` stand
    beside the drawing, which holds no text and so can be as narrow as its column.
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
    sentence: str,
    value: Number | None = None,
    ring: Number | None = None,
    stroke: Number | None = None,
) -> Standing | None:
    """The drawing of ``value`` among the least, quarters, middle and most of its kind.

    ``ends`` are the least and the most in words, which name themselves where a mark lies beyond
    them, so that nobody reads them as the figure of the mark; ``ring`` and ``stroke`` are other
    figures to hold it against, which may lie outside. None where all are the same.
    """
    marks = [float(mark) for mark in (value, ring, stroke) if mark is not None]
    numbers = [float(part) for part in parts]
    low, high = min([*numbers, *marks]), max([*numbers, *marks])
    least = f"least {ends[0]}" if low < numbers[0] else ends[0]
    most = f"most {ends[1]}" if high > numbers[-1] else ends[1]
    if low == high:
        return None
    scale = Scale(low, high, LEFT, RIGHT)
    start, quarter, middle, three_quarters, end = (scale.at(number) for number in numbers)

    def at(mark: Number | None) -> float | None:
        return None if mark is None else scale.at(mark)

    return Standing(
        key=key,
        title=title,
        sentence=sentence,
        low_words=least,
        high_words=most,
        start=start,
        half=quarter,
        half_width=round(max(three_quarters - quarter, 2), 1),
        middle=middle,
        end=end,
        dot=at(value),
        ring=at(ring),
        stroke=at(stroke),
    )
