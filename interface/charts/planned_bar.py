"""Planned and actual on one bar: how far it came, where it was meant to come, where it began.

Each bar has a scale of its own, in per cent of its width, so that it fills its column. The words
beside it hold the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

# Room beyond the largest figure, where that is a plan that is drawn as a range
BEYOND = Decimal("1.3")


@dataclass(frozen=True)
class PlannedBar:
    """What the template draws; places in per cent of the width, None for what is not known.

    ``low`` and ``high`` are the ends of a plan that is a range; one of them alone is a plan of one
    figure. ``words`` say the same to whoever hears the page.
    """

    words: str
    got: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    start: Decimal | None = None

    @property
    def is_range(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def width(self) -> Decimal:
        """How wide a planned range is."""
        return (
            self.high - self.low if self.high is not None and self.low is not None else Decimal(0)
        )

    @property
    def ticks(self) -> list[Decimal]:
        """Where a plan is marked."""
        return [end for end in (self.low, self.high) if end is not None]

    @property
    def hollow(self) -> Decimal | None:
        """The length of what is planned and not counted yet."""
        return self.ticks[-1] if self.got is None and self.ticks else None


def planned_bar(
    words: str,
    actual: Decimal | float | None,
    low: Decimal | float | None = None,
    high: Decimal | float | None = None,
    start: Decimal | float | None = None,
) -> PlannedBar | None:
    """The bar of figures that count the same; None without a plan, or where one is below zero.

    A plan of one figure is given as ``low`` alone.
    """
    figures = [_exact(figure) for figure in (actual, low, high, start)]
    known = [figure for figure in figures if figure is not None]
    if low is None or min(known) < 0 or max(known) == 0:
        return None
    full = max(known)
    if high is not None and full == figures[2]:
        full *= BEYOND
    at = [None if figure is None else round(figure / full * 100, 1) for figure in figures]
    return PlannedBar(words, *at)


def _exact(figure: Decimal | float | None) -> Decimal | None:
    return None if figure is None else Decimal(str(figure))
