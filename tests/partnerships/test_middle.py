"""A median in words: of one or two there is no middle to speak of."""

import datetime as dt

import pytest

from access.subqueries import middle_words


@pytest.mark.parametrize(
    ("took", "said"),
    [
        ([1], "1 day (one case)"),
        ([3, 12], "3 and 12 days (two cases)"),
        ([4, 4], "4 days each (two cases)"),
        ([0, 1], "0 and 1 day (two cases)"),
        ([3, 5, 12], "5 days"),
    ],
)
def test_of_two_both_are_said(took: list[int], said: str) -> None:
    least, most = dt.timedelta(days=took[0]), dt.timedelta(days=took[-1])
    assert middle_words(len(took), sum(took) / len(took) if len(took) < 3 else 5, least, most) == (
        said
    )
