"""Bars of amounts: as long as they are, dashed on to where they may go, none for the unknown."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interface.charts.amount_bars import LEFT, RIGHT, TAIL, Amount, amount_bars

ENDS = st.integers(0, 10**9).map(Decimal)


def test_where_nothing_is_known_nothing_is_drawn() -> None:
    assert amount_bars("k", "T", [], sentence="") is None
    assert amount_bars("k", "T", [Amount("2026", "Not known", None, None)], sentence="") is None


def test_what_is_not_known_has_words_and_no_bar() -> None:
    made = amount_bars(
        "k",
        "T",
        [Amount("a", "£5", Decimal(5), Decimal(5)), Amount("b", "Not known", None, None)],
        sentence="",
    )
    assert made is not None
    known, unknown = made.bars
    assert (known.width, known.more) == (RIGHT - LEFT, 0)
    assert (unknown.width, unknown.more, unknown.known) == (0, 0, False)


def test_an_amount_without_an_upper_end_goes_on() -> None:
    made = amount_bars("k", "T", [Amount("a", "at least £5", Decimal(5), None)], sentence="")
    assert made is not None
    assert made.bars[0].more == TAIL
    assert made.has_more


@given(st.lists(st.tuples(ENDS, ENDS).map(sorted), min_size=1, max_size=9))
def test_bars_are_in_proportion_and_stay_inside(pairs: list[list[Decimal]]) -> None:
    amounts = [Amount(str(n), "", low, high) for n, (low, high) in enumerate(pairs)]
    made = amount_bars("k", "T", amounts, sentence="")
    assert made is not None
    largest = max(high for _, high in pairs)
    for bar, (low, high) in zip(made.bars, pairs, strict=True):
        assert bar.width + bar.more <= RIGHT - LEFT + 0.2
        if largest:
            share = float(high / largest)
            assert abs((bar.width + bar.more) / (RIGHT - LEFT) - share) < 0.01
        assert low <= high
