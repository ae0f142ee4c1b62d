"""What may be shown of answers: every way to answer is tried against what an insider could find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.health_check.results import Shown, moved, shown, sides

SCORES = range(5)
Worlds = dict[tuple[Any, ...], list[tuple[int, ...]]]


def told(*scores: int) -> Any:
    return shown(list(scores))


def known_for_sure(count: int, insiders: int) -> int:
    """In how many worlds do these insiders, with what is shown, know the score of another partner
    for sure? Others are told apart by nothing, so that a score is known if all others have it."""
    by_what_they_see: dict[Any, set[tuple[int, ...]]] = defaultdict(set)
    for own in product(SCORES, repeat=insiders):
        for others in combinations_with_replacement(SCORES, count - insiders):
            by_what_they_see[own, told(*own, *others)].add(others)
    return sum(
        1
        for worlds in by_what_they_see.values()
        if len({score for others in worlds for score in others}) == 1
    )


@pytest.mark.parametrize("count", range(5))
def test_of_fewer_than_five_nothing_is_shown(count: int) -> None:
    assert all(told(*scores) is None for scores in product(SCORES, repeat=count))


@pytest.mark.parametrize("insiders", [1, 2])
@pytest.mark.parametrize("count", [5, 6, 7, 9, 10, 11, 12])
def test_no_insider_knows_the_score_of_another_for_sure(count: int, insiders: int) -> None:
    assert known_for_sure(count, insiders) == 0


def test_with_the_lowest_and_highest_an_insider_would_know() -> None:
    """The count bites: what is not shown would tell."""

    def lowest_and_highest(*scores: int) -> Any:
        return min(scores), max(scores)

    seen: dict[Any, set[Any]] = defaultdict(set)
    for own in SCORES:
        for others in combinations_with_replacement(SCORES, 4):
            seen[own, lowest_and_highest(own, *others)].add(others)
    assert any(len({s for o in worlds for s in o}) == 1 for worlds in seen.values())


@given(st.lists(st.sampled_from(SCORES), min_size=5, max_size=9))
def test_of_five_to_nine_only_the_band_of_the_middle_is_shown(scores: list[int]) -> None:
    result = shown(scores)
    assert result is not None
    middle = sorted(scores)[(len(scores) - 1) // 2]
    assert result == Shown("weak" if middle < 2 else "strong" if middle > 2 else "mixed")


@given(st.lists(st.sampled_from(SCORES), min_size=10, max_size=40), st.integers(0, 45))
def test_the_word_for_the_spread_is_left_out_where_one_or_two_came_or_went(
    scores: list[int], before: int
) -> None:
    result = shown(scores, before)
    assert result is not None
    assert result.step == sorted(scores)[(len(scores) - 1) // 2]
    assert (result.spread == "") == (abs(len(scores) - before) in (1, 2))


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(SCORES), max_size=12), st.lists(st.sampled_from(SCORES), max_size=12)
)
def test_sides_are_shown_together_or_not_at_all(public: list[int], others: list[int]) -> None:
    both = sides(public, others)
    assert (both is not None) == (len(public) >= 5 and len(others) >= 5)


def worlds(count: int) -> Iterator[tuple[int, ...]]:
    yield from combinations_with_replacement(SCORES, count)


@pytest.mark.parametrize(("count", "at_most"), [(5, 0.017), (7, 0.017), (8, 0.017)])
def test_hardly_ever_is_what_a_newcomer_said_found_out(count: int, at_most: float) -> None:
    """One joins, nobody else changes: from both results, how often is the new score certain?"""
    seen: dict[Any, set[int]] = defaultdict(set)
    weight: dict[Any, int] = defaultdict(int)
    for scores in product(SCORES, repeat=count):
        for new in SCORES:
            key = told(*scores), told(*scores, new)
            seen[key].add(new)
            weight[key] += 1
    certain = sum(weight[key] for key, news in seen.items() if len(news) == 1)
    assert certain / sum(weight.values()) <= at_most


def test_movement_is_between_what_was_shown_alone() -> None:
    weak, strong = Shown("weak"), Shown("strong")
    assert moved(None, weak) is None
    assert moved(weak, None) is None
    assert (moved(weak, strong), moved(strong, weak), moved(weak, weak)) == (1, -1, 0)
    assert moved(Shown("mixed", 2), Shown("strong", 3)) == 1
    assert moved(Shown("weak", 0), Shown("weak", 1)) == 1
    assert moved(Shown("weak"), Shown("weak", 1)) == 0
