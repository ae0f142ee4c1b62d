"""Where one stands among its kind: inside the drawing, in order, nothing for what is not known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interface.charts.standing import WIDTH, standing

NUMBERS = st.decimals(min_value=-1000, max_value=10**7, places=2)
ENDS = ("lowest", "highest")


@given(st.lists(NUMBERS, min_size=5, max_size=5).map(sorted), *(st.none() | NUMBERS,) * 3)
def test_everything_lies_inside_the_drawing_and_in_order(
    parts: list[object], value: object, ring: object, stroke: object
) -> None:
    drawn = standing("k", "T", parts, ENDS, sentence="S", value=value, ring=ring, stroke=stroke)
    if drawn is None:
        assert len({*parts, *(one for one in (value, ring, stroke) if one is not None)}) == 1
        return
    assert 0 <= drawn.start <= drawn.half <= drawn.middle <= drawn.end <= WIDTH
    assert drawn.half_width >= 2
    for mark, given_value in ((drawn.dot, value), (drawn.ring, ring), (drawn.stroke, stroke)):
        assert (mark is None) == (given_value is None)
        assert mark is None or 0 <= mark <= WIDTH


def test_what_lies_outside_its_kind_is_drawn_there() -> None:
    drawn = standing(
        "k", "T", (2, 2.5, 3, 3.2, 3.6), ("2%", "3.6%"), sentence="", value=3, stroke=4
    )
    assert drawn is not None
    assert drawn.stroke is not None
    assert drawn.end < drawn.stroke <= WIDTH
    assert (drawn.low_words, drawn.high_words) == ("2%", "most 3.6%")


def test_where_all_have_the_same_there_is_nothing_to_draw() -> None:
    assert standing("k", "T", (1, 1, 1, 1, 1), ENDS, sentence="", value=1) is None
