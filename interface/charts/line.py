"""A measure over time: actual as a line, planned as bands, changes of plan as markers.

What is not known leaves a gap: the line is never drawn through it. A range is
drawn as a range, and joins nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from interface import words
from interface.charts.scale import Number, Scale, Tick, steps, ticks

WIDTH, HEIGHT = 640, 270
LEFT, RIGHT, TOP, BOTTOM = 70, 580, 34, 230
# The first and the last date stand clear of the numbers beside the grid
FIRST, LAST = LEFT + 24, RIGHT - 10
BAND_HALF = 26
# About the width of a letter of a dot's label
LETTER = 7.8
MANY = 8
DATE_GAP = 62


@dataclass(frozen=True)
class Reading:
    """An actual on a date: one value, a range, or not known. ``said`` is it in words.

    ``starts_anew`` says why it does not count what the readings before it count: no line joins it
    to them.
    """

    day: date
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    said: str = ""
    exact: bool = True
    when: str = ""
    starts_anew: str = ""

    @property
    def is_range(self) -> bool:
        return self.value is None and self.low is not None and self.high is not None

    @property
    def known(self) -> bool:
        return self.value is not None or self.is_range


@dataclass(frozen=True)
class Target:
    """What was planned by a date: from ``low`` to ``high`` (the same for a single value)."""

    day: date
    low: Number
    high: Number
    said: str = ""
    when: str = ""


@dataclass(frozen=True)
class PlanChange:
    """A change of the plan, marked on the time axis.

    With ``told`` the table beside the chart tells it too, dated as in ``when``.
    """

    day: date
    said: str
    told: str = ""
    when: str = ""


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
class TableRow:
    """A date in the table beside the chart, or what changed then."""

    when: str
    planned: str = ""
    actual: str = ""
    change: str = ""


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
        said = self.unit in ("", "£") or self.unit.lower() in self.title.lower()
        return self.title if said else f"{self.title}, {self.unit}"

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
    changes: Sequence[PlanChange] = (),
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
    y = Scale(grid[0], grid[-1], BOTTOM, TOP)
    named = _named_dots(readings)
    return LineChart(
        key=key,
        title=title,
        unit=unit,
        sentence=sentence(readings, targets, unit),
        y_ticks=ticks(y, grid, unit),
        x_ticks=_dates(days[: len(readings) + len(targets)] or days, x),
        paths=tuple(_paths(readings, x, y)),
        dots=tuple(
            _dot(r, x, y, i in named) for i, r in enumerate(readings) if r.value is not None
        ),
        bars=tuple(_bar(r, x, y) for r in readings if r.is_range),
        bands=tuple(_band(target, x, y) for target in targets),
        markers=tuple(_marker(change, x, n) for n, change in enumerate(changes)),
        table=_table(readings, targets, changes),
    )


def sentence(readings: Sequence[Reading], targets: Sequence[Target], unit: str = "") -> str:
    """What the chart shows, said once."""
    parts = []
    anew = [number for number, reading in enumerate(readings) if reading.starts_anew]
    if anew:
        parts.append(f"{readings[anew[-1]].starts_anew}: what was counted before is another thing.")
        readings = readings[anew[-1] :]
    known = [reading for reading in readings if reading.known]
    if len(known) > 1:
        first, last = known[0], known[-1]
        parts.append(f"Actual: {_said(first)} at {_when(first)}, {_said(last)} at {_when(last)}.")
    elif known:
        parts.append(f"Actual: {_said(known[0])} at {_when(known[0])}.")
    else:
        parts.append("No actual is known yet.")
    parts += [f"Planned by {_when(t)}: {_planned(t)}." for t in targets[-1:]]
    if unknown := len(readings) - len(known):
        parts.append(f"Not known on {words.count_words(unknown, 'date')}.")
    return " ".join(parts)


def _paths(readings: Sequence[Reading], x: Scale, y: Scale) -> list[str]:
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
    known = [(i, float(r.value)) for i, r in enumerate(readings) if r.value is not None]
    if len(known) <= MANY:
        return {i for i, _ in known}
    highest, lowest = max(known, key=lambda k: k[1]), min(known, key=lambda k: k[1])
    return {known[0][0], known[-1][0], highest[0], lowest[0]}


def _dot(reading: Reading, x: Scale, y: Scale, named: bool) -> Dot:
    at = y.at(reading.value or 0)
    label = _said(reading) if named else ""
    centre = x.at(reading.day.toordinal())
    # A long label at the left would lie on the numbers beside the grid
    hits = centre - len(label) * LETTER / 2 < LEFT
    label_x, anchor = (LEFT + 4, "") if hits else (centre, "mid")
    return Dot(centre, at, label, label_x, round(at - 14, 1), reading.exact, anchor)


def _bar(reading: Reading, x: Scale, y: Scale) -> Bar:
    high, low = y.at(reading.high or 0), y.at(reading.low or 0)
    return Bar(x.at(reading.day.toordinal()), high, low, _said(reading), round(high - 10, 1))


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
        label=f"Planned {_planned(target)}",
        label_x=round(centre + BAND_HALF, 1) if near_edge else centre,
        label_y=round(max(top - 10, 14), 1),
        anchor="end" if near_edge else "mid",
    )


def _marker(change: PlanChange, x: Scale, n: int) -> Marker:
    at = x.at(change.day.toordinal())
    right = at > (LEFT + RIGHT) / 2
    # Markers that stand close together are read one under the other
    return Marker(
        at, change.said, at + (-8 if right else 8), TOP - 8 + 17 * (n % 3), "end" if right else ""
    )


def _dates(days: Sequence[date], x: Scale) -> tuple[Tick, ...]:
    """The dates under the axis: the last first, then as many as there is room for."""
    made: list[Tick] = []
    for day in sorted(set(days), reverse=True):
        at = x.at(day.toordinal())
        if all(abs(at - tick.at) >= DATE_GAP for tick in made):
            made.append(Tick(at, f"{day:%b} {day:%y}"))
    return tuple(reversed(made))


def _table(
    readings: Sequence[Reading], targets: Sequence[Target], changes: Sequence[PlanChange]
) -> tuple[TableRow, ...]:
    plans = {target.day: target for target in targets}
    made = {
        reading.day: TableRow(
            _when(reading),
            _planned(plans[reading.day]) if reading.day in plans else "",
            _said(reading) if reading.known else (reading.said or words.NOT_KNOWN),
        )
        for reading in readings
    }
    for day, target in plans.items():
        made.setdefault(day, TableRow(_when(target), _planned(target), words.NOT_KNOWN))
    rows = [(day, 1, made[day]) for day in made]
    rows += [
        (one.day, 0, TableRow(one.when or words.date_words(one.day), change=one.told))
        for one in changes
        if one.told
    ]
    return tuple(row for _, _, row in sorted(rows, key=lambda found: found[:2]))


def _said(reading: Reading) -> str:
    if reading.said:
        return reading.said
    if reading.is_range:
        return f"{words.number(reading.low)} to {words.number(reading.high)}"
    return words.number(reading.value)


def _planned(target: Target) -> str:
    if target.said:
        return target.said
    if target.low == target.high:
        return words.number(target.low)
    return f"{words.number(target.low)} to {words.number(target.high)}"


def _when(item: Reading | Target) -> str:
    return item.when or words.date_words(item.day)
