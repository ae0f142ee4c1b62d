"""Two counts side by side over the months: a filled column and a dashed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interface import words
from interface.charts.scale import Scale, Tick, steps, ticks

WIDTH, HEIGHT = 640, 270
LEFT, RIGHT, TOP, BOTTOM = 60, 630, 20, 230
LABEL_GAP = 58  # room for "Mar 26" under the axis


@dataclass(frozen=True)
class Point:
    """A month: what it is called, shortly and in full, and the two counts (None: not known)."""

    short: str
    label: str
    first: int | None
    second: int | None


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class ColumnChart:
    """All that the template draws. ``key`` makes the ids on the page unique."""

    key: str
    title: str
    names: tuple[str, str]
    sentence: str
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    firsts: tuple[Bar, ...]
    seconds: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM

    @property
    def dates_y(self) -> int:
        return self.bottom + 26


def column_chart(
    key: str, title: str, names: tuple[str, str], points: Sequence[Point]
) -> ColumnChart | None:
    """The drawing of two counts over time; ``None`` where there is nothing but zeros."""
    if not any(point.first or point.second for point in points):
        return None
    counted = [n for p in points for n in (p.first, p.second) if n is not None]
    grid = [step for step in steps(counted) if step % 1 == 0]
    y = Scale(grid[0], grid[-1], BOTTOM, TOP)
    room = (RIGHT - LEFT) / len(points)
    wide = round(min(room * 0.4, 40), 1)
    middles = [round(LEFT + room * (n + 0.5), 1) for n in range(len(points))]
    return ColumnChart(
        key=key,
        title=title,
        names=names,
        sentence=sentence(names, points),
        y_ticks=ticks(y, grid),
        x_ticks=_dates(points, middles),
        firsts=_bars([p.first for p in points], [at - wide for at in middles], wide, y),
        seconds=_bars([p.second for p in points], middles, wide, y),
    )


def sentence(names: tuple[str, str], points: Sequence[Point]) -> str:
    """What the chart shows, said once: the sums and the month with the most of each."""
    parts = []
    for name, counted in zip(names, ("first", "second"), strict=True):
        known = [point for point in points if getattr(point, counted) is not None]
        if not known:
            parts.append(f"{name}: the months are not known.")
            continue
        most = max(known, key=lambda point: getattr(point, counted))
        n = sum(getattr(point, counted) for point in known)
        top = getattr(most, counted)
        peak = f", most in {most.label} ({words.number(top)})" if top else ""
        parts.append(
            f"{name}: {words.number(n)} from {points[0].label} to {points[-1].label}{peak}."
        )
    return " ".join(parts)


def _bars(
    values: Sequence[int | None], starts: Sequence[float], wide: float, y: Scale
) -> tuple[Bar, ...]:
    """A month without any has no column, nor has one of which it is not known."""
    return tuple(
        Bar(round(start, 1), y.at(n), wide, round(BOTTOM - y.at(n), 1))
        for n, start in zip(values, starts, strict=True)
        if n
    )


def _dates(points: Sequence[Point], middles: Sequence[float]) -> tuple[Tick, ...]:
    """The months under the axis: the last first, then as many as there is room for."""
    made: list[Tick] = []
    for point, at in reversed(list(zip(points, middles, strict=True))):
        if all(abs(at - tick.at) >= LABEL_GAP for tick in made):
            made.append(Tick(at, point.short))
    return tuple(reversed(made))
