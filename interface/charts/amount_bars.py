"""Amounts one below the other as bars: filled to the lower end, dashed on to the upper one.

An amount without an upper end runs on in a dashed tail; one that is not known has no bar, only its
words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from interface.charts.scale import Scale, wrapped

WIDTH, LEFT, RIGHT = 760, 150, 500
TOP, STEP, HIGH = 8, 40, 22
TAIL = 26.0  # what an amount without an upper end goes on for
ZERO = Decimal(0)


@dataclass(frozen=True)
class Amount:
    """What a bar is of: from ``low`` (None: not known) to ``high`` (None: no upper end)."""

    label: str
    words: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class Bar:
    """Where a bar stands: ``width`` filled, ``more`` dashed after it."""

    label: tuple[str, ...]
    words: str
    y: float
    width: float
    more: float
    known: bool

    @property
    def text_y(self) -> float:
        return self.y + HIGH / 2 + 5

    @property
    def more_x(self) -> float:
        return round(LEFT + self.width, 1)

    @property
    def words_x(self) -> float:
        return round(LEFT + self.width + self.more + 10, 1)


@dataclass(frozen=True)
class AmountBars:
    """All that the template draws. ``key`` makes the ids on the page unique."""

    key: str
    title: str
    sentence: str
    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LEFT
    high: int = HIGH

    @property
    def has_more(self) -> bool:
        """Whether any bar has a dashed part."""
        return any(bar.more for bar in self.bars)


def amount_bars(
    key: str, title: str, amounts: Sequence[Amount], *, sentence: str
) -> AmountBars | None:
    """The drawing of these amounts; ``None`` where none of them is known."""
    ends = [end for one in amounts if one.low is not None for end in (one.low, one.high or one.low)]
    if not ends:
        return None
    scale = Scale(0, float(max(ends)) or 1.0, 0, RIGHT - LEFT)
    return AmountBars(
        key=key,
        title=title,
        sentence=sentence,
        bars=tuple(_bar(one, number, scale) for number, one in enumerate(amounts)),
        height=TOP * 2 + STEP * len(amounts),
    )


def _bar(one: Amount, number: int, scale: Scale) -> Bar:
    y = TOP + STEP * number + (STEP - HIGH) / 2
    label = wrapped(one.label, 20, 1)
    if one.low is None:
        return Bar(label, one.words, y, 0.0, 0.0, known=False)
    width = scale.at(one.low)
    more = TAIL if one.high is None else round(scale.at(one.high) - width, 1)
    return Bar(label, one.words, y, width, more, known=True)
