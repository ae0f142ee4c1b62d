"""A measure over time no larger than a word: its line, its figures, the planned band.

It stands beside the figure itself, and the whole chart on the measure's own page. It begins at
zero, and what is not known leaves a gap, as there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interface.charts.line import pieces
from interface.charts.scale import Scale
from interface.charts.series import Reading, Target, sentence

WIDTH, HEIGHT, EDGE = 120, 36, 5
# More dots would touch one another and hide the line
MOST_DOTS = 24


@dataclass(frozen=True)
class Spark:
    """All that the template draws. ``key`` makes the ids on the page unique; ``planned`` are the
    upper edge and the height of the planned band."""

    key: str
    title: str
    sentence: str
    paths: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    bars: tuple[tuple[float, float, float], ...]
    planned: tuple[float, float] | None = None
    width: int = WIDTH
    height: int = HEIGHT


def spark(
    key: str, title: str, readings: Sequence[Reading], targets: Sequence[Target] = ()
) -> Spark | None:
    """The small drawing of a measure; None where no value is known."""
    readings = sorted(readings, key=lambda reading: reading.day)
    known = [reading for reading in readings if reading.known]
    values = [n for r in known for n in (r.value, r.low, r.high) if n is not None]
    if not values:
        return None
    values += [n for target in targets for n in (target.low, target.high)]
    days = [reading.day.toordinal() for reading in readings]
    x = Scale(min(days), max(days), EDGE, WIDTH - EDGE)
    y = Scale(float(min(0, *values)), float(max(values)), HEIGHT - EDGE, EDGE)
    band = None
    if targets:
        top, bottom = y.at(targets[-1].high), y.at(targets[-1].low)
        band = (top - 1, bottom - top + 2)
    return Spark(
        key=key,
        title=title,
        sentence=sentence(readings, targets),
        paths=tuple(pieces(readings, x, y)),
        dots=tuple(
            (x.at(r.day.toordinal()), y.at(r.value))
            for r in _dotted(readings)
            if r.value is not None
        ),
        bars=tuple(
            (x.at(r.day.toordinal()), y.at(r.high), y.at(r.low))
            for r in known
            if r.low is not None and r.high is not None and r.value is None
        ),
        planned=band,
    )


def _dotted(readings: Sequence[Reading]) -> list[Reading]:
    """What is drawn as a dot: each value, or of many the last and those that no line joins."""
    dotted = [reading for reading in readings if reading.value is not None]
    if len(dotted) <= MOST_DOTS:
        return dotted
    neighbours = zip([None, *readings], readings, [*readings[1:], None], strict=False)
    return [
        reading
        for before, reading, after in neighbours
        if reading is dotted[-1] or not (_joined(before, reading) or _joined(reading, after))
    ]


def _joined(one: Reading | None, other: Reading | None) -> bool:
    if one is None or other is None or other.starts_anew:
        return False
    return one.value is not None and other.value is not None
