"""Axes: from values to places on the drawing, with round numbers to read them by."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from interface import words

Number = Decimal | float | int


@dataclass(frozen=True)
class Tick:
    """A line of the grid: where it stands and what it says."""

    at: float
    label: str


@dataclass(frozen=True)
class Scale:
    """A straight scale from values (``low`` to ``high``) to places (``start`` to ``end``)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: Number) -> float:
        """Where a value stands, to a tenth. A value outside is put at the edge."""
        span = self.high - self.low
        share = (float(value) - self.low) / span if span else 0.0
        share = min(max(share, 0.0), 1.0)
        return round(self.start + share * (self.end - self.start), 1)


def steps(values: Iterable[Number], wanted: int = 4) -> list[float]:
    """Round numbers from 0, or below it, to at least the largest value, evenly apart.

    Always two or more, also for no values or for zeros only.
    """
    numbers = [float(value) for value in values]
    high, low = max([*numbers, 0.0]), min([*numbers, 0.0])
    if high == low:
        high = low + 1
    step = _round_step((high - low) / wanted)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [_tidy(n * step) for n in range(first, max(last, first + 1) + 1)]


def ticks(scale: Scale, values: Sequence[float], unit: str = "") -> tuple[Tick, ...]:
    """The grid lines of a scale. Pounds say so on each, other units stand elsewhere."""
    say = words.pounds if unit == "£" else words.number
    return tuple(Tick(scale.at(value), say(value)) for value in values)


def wrapped(text: str, width: int, lines: int = 2) -> tuple[str, ...]:
    """A label in a few short lines; what does not fit ends in "…" (the table has it whole)."""
    made: list[str] = [""]
    for word in text.split():
        if made[-1] and len(made[-1]) + 1 + len(word) > width:
            made.append(word)
        else:
            made[-1] = f"{made[-1]} {word}".strip()
    cut = [line if len(line) <= width else line[: width - 1] + "…" for line in made[:lines]]
    if len(made) > lines and not cut[-1].endswith("…"):
        cut[-1] = cut[-1][: width - 1].rstrip() + "…"
    return tuple(cut)


def _round_step(size: float) -> float:
    power = 10.0 ** math.floor(math.log10(size))
    return next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= size * (1 - 1e-9))


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")
