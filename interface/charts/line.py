"""A measure over time: actual as a line, planned as bands, changes of plan as markers.

What is not known leaves a gap: the line is never drawn through it. A range is
drawn as a range, and joins nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from interface.charts.scale import Scale, Tick, steps, ticks
from interface.charts.series import Reading, TableRow, Target, TargetChange, sentence, table

WIDTH, HEIGHT = 640, 270
LEFT, RIGHT, TOP, BOTTOM = 70, 580, 34, 230
# The first and the last date stand clear of the numbers beside the grid
FIRST, LAST = LEFT + 24, RIGHT - 10
BAND_HALF = 26
# About the width of a letter of a dot's label
LETTER = 7.8
# What is said of changes stands in up to three lines above the drawing, clear of its dots
SAID_AT, SAID_LINE, SAID_LINES = 16, 17, 3
MANY = 8
DATE_GAP = 62


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    label: str = ""
    label_x: float = 0
    label_y: float = 0
    exact: bool = True
    anchor: str = "mid"


@dataclass(frozen=True)
class Bar:
    """A range: a stroke from ``y1`` (its high end) to ``y2``."""

    x: float
    y1: float
    y2: float
    label: str = ""
    label_y: float = 0


@dataclass(frozen=True)
class Band:
    x: float
    y: float
    width: float
    height: float
    label: str
    label_x: float
    label_y: float
    anchor: str = "mid"


@dataclass(frozen=True)
class Marker:
    x: float
    label: str
    label_x: float
    label_y: float
    anchor: str = ""


@dataclass(frozen=True)
class LineChart:
    """All that the template draws. ``key`` makes the ids on the page unique."""

    key: str
    title: str
    unit: str
    sentence: str
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    paths: tuple[str, ...]
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    markers: tuple[Marker, ...]
    table: tuple[TableRow, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM

    @property
    def caption(self) -> str:
        """The title, with its unit where the title does not say it."""
        unit_stands = self.unit in ("", "£") or self.unit.lower() in self.title.lower()
        return self.title if unit_stands else f"{self.title}, {self.unit}"

    @property
    def has_plan(self) -> bool:
        return any(row.planned for row in self.table)

    @property
    def dates_y(self) -> int:
        return self.bottom + 26

    @property
    def has_inexact(self) -> bool:
        return any(not dot.exact for dot in self.dots)


def line_chart(
    key: str,
    title: str,
    readings: Sequence[Reading],
    targets: Sequence[Target] = (),
    changes: Sequence[TargetChange] = (),
    *,
    unit: str = "",
) -> LineChart | None:
    """The drawing of a measure over time; ``None`` when no value and no plan is known."""
    readings = sorted(readings, key=lambda reading: reading.day)
    values = [n for r in readings for n in (r.value, r.low, r.high) if n is not None and r.known]
    values += [n for target in targets for n in (target.low, target.high)]
    if not values:
        return None
    days = [
        *(r.day for r in readings),
        *(t.day for t in targets),
        *(c.day for c in changes),
    ]
    x = Scale(min(days).toordinal(), max(days).toordinal(), FIRST, LAST)
    if min(days) == max(days):
        x = Scale(x.low - 1, x.high + 1, FIRST, LAST)
    grid = steps(values)
    above = SAID_LINE * min(len(changes), SAID_LINES)
    y = Scale(grid[0], grid[-1], BOTTOM + above, TOP + above)
    named = _named_dots(readings)
    return LineChart(
        key=key,
        title=title,
        unit=unit,
        sentence=sentence(readings, targets),
        y_ticks=ticks(y, grid, unit),
        x_ticks=_dates(days[: len(readings) + len(targets)] or days, x),
        paths=tuple(pieces(readings, x, y)),
        dots=tuple(
            _dot(r, x, y, i in named) for i, r in enumerate(readings) if r.value is not None
        ),
        bars=tuple(_bar(r, x, y) for r in readings if r.is_range),
        bands=tuple(_band(target, x, y) for target in targets),
        markers=tuple(_marker(change, x, n) for n, change in enumerate(changes)),
        table=table(readings, targets, changes),
        height=HEIGHT + above,
        top=TOP + above,
        bottom=BOTTOM + above,
    )


def pieces(readings: Sequence[Reading], x: Scale, y: Scale) -> list[str]:
    """The line, in pieces: it stops at every reading that is not one known value, and where
    another thing is counted."""
    pieces: list[list[str]] = [[]]
    for reading in readings:
        if reading.starts_anew:
            pieces.append([])
        if reading.value is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{x.at(reading.day.toordinal())} {y.at(reading.value)}")
    return [f"M{'L'.join(piece)}" for piece in pieces if len(piece) > 1]


def _named_dots(readings: Sequence[Reading]) -> set[int]:
    """Which dots carry their number: all of a few; of many the ends and the extremes."""
    points_read = [(i, float(r.value)) for i, r in enumerate(readings) if r.value is not None]
    if len(points_read) <= MANY:
        return {i for i, _ in points_read}
    highest, lowest = max(points_read, key=lambda k: k[1]), min(points_read, key=lambda k: k[1])
    return {points_read[0][0], points_read[-1][0], highest[0], lowest[0]}


def _dot(reading: Reading, x: Scale, y: Scale, named: bool) -> Dot:
    at = y.at(reading.value or 0)
    label = reading.words if named else ""
    centre = x.at(reading.day.toordinal())
    # A long label at the left would lie on the numbers beside the grid
    hits = centre - len(label) * LETTER / 2 < LEFT
    label_x, anchor = (LEFT + 4, "") if hits else (centre, "mid")
    return Dot(centre, at, label, label_x, round(at - 14, 1), reading.exact, anchor)


def _bar(reading: Reading, x: Scale, y: Scale) -> Bar:
    high, low = y.at(reading.high or 0), y.at(reading.low or 0)
    return Bar(x.at(reading.day.toordinal()), high, low, reading.words, round(high - 10, 1))


def _band(target: Target, x: Scale, y: Scale) -> Band:
    centre = x.at(target.day.toordinal())
    high, low = y.at(target.high), y.at(target.low)
    # A single planned value is still a band that can be seen
    top, height = (high, low - high) if low - high >= 4 else (high - 2, 4)
    near_edge = centre > RIGHT - 60
    return Band(
        x=round(centre - BAND_HALF, 1),
        y=round(top, 1),
        width=2 * BAND_HALF,
        height=round(height, 1),
        label=f"Planned {target.words}",
        label_x=round(centre + BAND_HALF, 1) if near_edge else centre,
        label_y=round(max(top - 10, 14), 1),
        anchor="end" if near_edge else "mid",
    )


def _marker(change: TargetChange, x: Scale, n: int) -> Marker:
    at = x.at(change.day.toordinal())
    right = at > (LEFT + RIGHT) / 2
    # Markers that stand close together are read one under the other
    line = SAID_AT + SAID_LINE * (n % SAID_LINES)
    return Marker(at, change.said, at + (-8 if right else 8), line, "end" if right else "")


def _dates(days: Sequence[date], x: Scale) -> tuple[Tick, ...]:
    """The dates under the axis: the last first, then as many as there is room for."""
    made: list[Tick] = []
    for day in sorted(set(days), reverse=True):
        at = x.at(day.toordinal())
        if all(abs(at - tick.at) >= DATE_GAP for tick in made):
            made.append(Tick(at, f"{day:%b} {day:%y}"))
    return tuple(reversed(made))
