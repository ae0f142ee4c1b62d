"""A judgement over time: dots inside the drawing, a gap where nothing was said, no slope that
means nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interface.charts.levels import level_chart

LEVELS = ("good", "some", "help", "early")
MOMENTS = st.lists(st.tuples(st.text(max_size=5), st.sampled_from((*LEVELS, ""))), max_size=30)


@given(MOMENTS)
def test_every_moment_that_is_known_lies_inside(moments: list[tuple[str, str]]) -> None:
    chart = level_chart(LEVELS, moments, "Sure", aside="early")
    known = [level for _, level in moments if level]
    if chart is None:
        assert len(known) <= 1
        return
    assert len(chart.dots) + len(chart.rings) == len(known)
    assert all(0 <= dot.x <= 100 and 0 < dot.y < chart.height for dot in chart.dots)


def test_what_is_not_said_leaves_a_gap_and_too_early_is_no_worse() -> None:
    said = [("Q1", "early"), ("Q2", "good"), ("Q3", "some"), ("Q4", ""), ("Q5", "help")]
    chart = level_chart(LEVELS, said, "Sure", aside="early")
    assert chart is not None
    assert [(one.y, other.y) for one, other in chart.lines] == [(14, 42)]
    assert [ring.y for ring in chart.rings] == [98]
    assert chart.words == "Sure: Q1, early; Q2, good; Q3, some; Q4, not said; Q5, help"
    assert (chart.first, chart.last) == ("Q1", "Q5")
