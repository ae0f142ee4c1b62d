"""A list that is shown in part says how much of it is left out."""

from __future__ import annotations

import pytest

from interface.cut import Cut, cut
from interface.paging import BoundedCount


@pytest.mark.parametrize(
    ("shown", "count", "more", "words"),
    [
        (3, 3, False, ""),
        (3, 8, False, "and 5 more"),
        (3, 1_003, False, "and 1,000 more"),
        (3, 20, True, "and others"),
        (3, 3, True, "and others"),
        (0, 0, False, ""),
    ],
)
def test_what_is_left_out_is_said(shown: int, count: int, more: bool, words: str) -> None:
    assert Cut(range(shown), BoundedCount(count, more)).words == words


def test_fewer_rows_leave_out_more() -> None:
    whole = cut([1, 2, 3, 4], 4, "/all/")
    assert whole.words == ""
    assert (list(whole.first(1).rows), whole.first(1).words) == ([1], "and 3 more")
    assert whole.first(1).url == "/all/"
