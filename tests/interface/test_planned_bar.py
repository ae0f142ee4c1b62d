"""Planned and actual on one bar: inside it, in order, and nothing without a plan."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interface.charts.planned_bar import planned_bar

FIGURES = st.none() | st.decimals(min_value=0, max_value=10**7, places=2)


@given(FIGURES, FIGURES, FIGURES, FIGURES)
def test_everything_lies_inside_the_bar(
    actual: Decimal | None, low: Decimal | None, high: Decimal | None, start: Decimal | None
) -> None:
    bar = planned_bar("W", actual, low, high, start)
    if bar is None:
        assert low is None or not any((actual, low, high, start))
        return
    for given_figure, place in zip(
        (actual, low, high, start), (bar.got, bar.low, bar.high, bar.start), strict=True
    ):
        assert (given_figure is None) == (place is None)
        assert place is None or 0 <= place <= 100


def test_a_range_leaves_room_beyond_its_end() -> None:
    bar = planned_bar("W", 22, 80, 120)
    assert bar is not None
    assert bar.ticks == [Decimal("51.3"), Decimal("76.9")]
    assert (bar.got, bar.width, bar.hollow) == (Decimal("14.1"), Decimal("25.6"), None)


def test_what_is_planned_and_not_counted_is_hollow() -> None:
    bar = planned_bar("W", None, 60, start=34)
    assert bar is not None
    assert (bar.hollow, bar.start, bar.got) == (Decimal(100), Decimal("56.7"), None)


def test_without_a_plan_or_below_zero_there_is_no_bar() -> None:
    assert planned_bar("W", 5) is None
    assert planned_bar("W", -1, 5) is None
    assert planned_bar("W", 0, 0) is None
