"""Planned against actual, one row for each figure: a dashed band and a dot.

The band is drawn only where plan and actual count the same thing. A figure
without a plan of its own is a ring. All rows share one unit and one scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interface import words
from interface.charts.scale import Number, Scale, Tick, steps, ticks, wrapped

WIDTH, LEFT, RIGHT, TOP = 640, 190, 560, 20
ROW = 74
LABEL_WIDTH, LABEL_LINES = 24, 3


@dataclass(frozen=True)
class PlanActual:
    """A figure to draw. ``same`` says whether plan and actual count the same thing.

    Ends that are ``None`` are not known; ``…_words`` are what the table says.
    """

    label: str
    actual_low: Number | None = None
    actual_high: Number | None = None
    actual_words: str = words.NOT_KNOWN
    planned_low: Number | None = None
    planned_high: Number | None = None
    planned_words: str = words.NOT_KNOWN
    same: bool | None = None
    same_words: str = ""
    condition: str = ""
    as_of: str = ""

    def drawn(self, figure_words: str, unit: str) -> str:
        """What stands beside the dot or the band: without the unit, which the axis says."""
        return figure_words.removesuffix(unit).rstrip() if unit and unit != "£" else figure_words

    @property
    def shows_plan(self) -> bool:
        is_compared = self.same is True or self.actual_low is None
        return self.planned_low is not None and is_compared


@dataclass(frozen=True)
class Line:
    """One row of the drawing; what is not known has no place (``None``)."""

    y: float
    label: tuple[str, ...]
    label_y: float
    start: float
    dot: float | None = None
    dot_end: float | None = None
    said: str = ""
    said_x: float = 0
    said_anchor: str = ""
    ring: bool = False
    band: float | None = None
    band_width: float = 0
    band_y: float = 0
    band_label: str = ""
    band_label_x: float = 0
    band_anchor: str = "mid"


@dataclass(frozen=True)
class BandChart:
    """All that the template draws. ``key`` makes the ids on the page unique."""

    key: str
    title: str
    unit: str
    sentence: str
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    table: tuple[PlanActual, ...]
    height: int
    bottom: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP

    @property
    def has_ring(self) -> bool:
        return any(line.ring and line.dot is not None for line in self.lines)


def band_chart(
    key: str, title: str, figures: Sequence[PlanActual], *, unit: str = "", said: str = ""
) -> BandChart | None:
    """The drawing of some figures of one unit; ``None`` when none of them has a number.

    ``said`` is a sentence of the page's own; without it one is made.
    """
    values = [
        value
        for figure in figures
        for value in (
            figure.actual_low,
            figure.actual_high,
            *((figure.planned_low, figure.planned_high) if figure.shows_plan else ()),
        )
        if value is not None
    ]
    if not values:
        return None
    grid = steps(values, 3)
    scale = Scale(grid[0], grid[-1], LEFT, RIGHT)
    bottom = TOP + ROW * len(figures)
    return BandChart(
        key=key,
        title=title,
        unit=unit,
        sentence=said or sentence(figures),
        ticks=ticks(scale, grid, unit),
        lines=tuple(_line(figure, n, scale, unit) for n, figure in enumerate(figures)),
        table=tuple(figures),
        height=bottom + 36,
        bottom=bottom,
    )


def sentence(figures: Sequence[PlanActual]) -> str:
    """Each figure in a few words."""
    return " ".join(
        f"{figure.label}: actual {words.in_sentence(figure.actual_words)}"
        + (f", planned {words.in_sentence(figure.planned_words)}." if figure.shows_plan else ".")
        for figure in figures
    )


def _line(figure: PlanActual, n: int, scale: Scale, unit: str) -> Line:
    y = TOP + ROW * n + 44
    label = wrapped(figure.label, LABEL_WIDTH, LABEL_LINES)
    drawn = figure.drawn(figure.actual_words, unit)
    made: dict[str, object] = {
        "y": y,
        "label": label,
        "label_y": y + 5 - 9 * (len(label) - 1),
        "start": scale.at(0),
        "ring": not figure.shows_plan,
    }
    if figure.actual_low is not None:
        dot = scale.at(figure.actual_low)
        end = scale.at(figure.actual_high) if figure.actual_high is not None else None
        furthest = end or dot
        # Beside the dot, unless the words would run out of the drawing
        over = furthest + 16 + 8 * len(drawn) > WIDTH
        made |= {
            "dot": dot,
            "dot_end": end,
            "said": drawn,
            "said_x": dot - 16 if over else furthest + 16,
            "said_anchor": "end" if over else "",
        }
    else:
        made |= {"said": drawn, "said_x": LEFT + 10}
    if figure.shows_plan and figure.planned_low is not None:
        made |= _band(figure, y, scale, unit)
    return Line(**made)  # type: ignore[arg-type]


def _band(figure: PlanActual, y: float, scale: Scale, unit: str) -> dict[str, object]:
    start = scale.at(figure.planned_low or 0)
    end = scale.at(figure.planned_high) if figure.planned_high is not None else start
    width = max(end - start, 4)
    label = f"Planned {words.in_sentence(figure.drawn(figure.planned_words, unit))}"
    middle = start + width / 2
    half = 3.8 * len(label)
    anchor, at = "mid", middle
    if middle + half > WIDTH:
        anchor, at = "end", float(WIDTH - 4)
    elif middle - half < 0:
        anchor, at = "", 4.0
    return {
        "band": start,
        "band_width": round(width, 1),
        "band_y": y - 20,
        "band_label": label,
        "band_label_x": round(at, 1),
        "band_anchor": anchor,
    }
