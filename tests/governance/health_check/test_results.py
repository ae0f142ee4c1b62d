"""What may be shown of answers: every way to answer is tried against what an insider could find."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product
from math import factorial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.health_check.results import Shown, moved, outcomes, shown

SCORES = range(5)
scores = st.sampled_from(SCORES)
Told = Any


def each(count: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many can answer whom nothing tells apart."""
    return combinations_with_replacement(SCORES, count)


def output(public: Sequence[int], others: Sequence[int], before: int | None = None) -> Told:
    """What is told, so that it can be compared."""
    return tuple(outcomes(public, others, before).items())


def known_for_sure(public: int, others: int, insiders: int) -> int:
    """In how many cases do these insiders, by what is told, know the score of a partner who is none
    of them? A score is known where all whom nothing tells apart from that partner must have it."""
    could_be: dict[Any, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for of_public in range(max(insiders - others, 0), min(insiders, public) + 1):
        for a, b in product(each(of_public), each(insiders - of_public)):
            for c, d in product(each(public - len(a)), each(others - len(b))):
                both = could_be[a, b, output([*a, *c], [*b, *d])]
                both[0].update(c)
                both[1].update(d)
    return sum(len(one) == 1 for both in could_be.values() for one in both)


@pytest.mark.parametrize("count", range(5))
def test_of_fewer_than_five_nothing_is_shown(count: int) -> None:
    assert all(shown(one) is None for one in each(count))
    assert outcomes([0] * count, []) == outcomes([], [4] * count) == {}


@pytest.mark.parametrize("insiders", [1, 2])
@pytest.mark.parametrize("sizes", [(0, 5), (2, 4), (0, 7), (4, 5), (1, 9), (0, 11), (5, 5)])
def test_no_insider_knows_the_score_of_another_for_sure(
    sizes: tuple[int, int], insiders: int
) -> None:
    assert known_for_sure(*sizes, insiders) == 0


def test_the_lowest_and_highest_or_a_step_beside_both_sides_would_tell() -> None:
    """The count bites: what is left out would give a score away."""
    seen: dict[Any, set[int]] = defaultdict(set)
    for own, others in product(SCORES, each(4)):
        seen["ends", own, min(own, *others), max(own, *others)].update(others)
    for public, others in product(each(5), each(5)):
        both = output(public, others)
        seen["step", public[0], both, shown([*public, *others])].update(public[1:])
    known = Counter(case[0] for case, found in seen.items() if len(found) == 1)
    assert known["ends"]
    assert known["step"]


@settings(max_examples=60, deadline=None)
@given(st.lists(scores, max_size=6), st.lists(scores, max_size=6), st.integers(0, 14), st.randoms())
def test_of_a_round_an_insider_knows_no_other_score(
    public: list[int], others: list[int], before: int, draw: Any
) -> None:
    """Whatever was answered, and whoever of them looks: for each side there are ways to answer that
    tell the same and in which not all the others have one score."""
    sides = [public, others]
    mine = draw.randrange(2)
    if not sides[mine]:
        return
    own = sides[mine].pop(draw.randrange(len(sides[mine])))

    def with_own(these: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
        one, two = ([*side, own] if n == mine else [*side] for n, side in enumerate(these))
        return one, two

    saw = output(*with_own(sides), before)
    could_be: list[set[int]] = [set(), set()]
    for these in product(each(len(public)), each(len(others))):
        if output(*with_own(these), before) == saw:
            for found, side in zip(could_be, these, strict=True):
                found.update(side)
            if all(len(found) > 1 or not side for found, side in zip(could_be, sides, strict=True)):
                return
    pytest.fail(f"{own} of {with_own(sides)} knows a score, by {saw}")


@given(st.lists(scores, min_size=5, max_size=9))
def test_of_five_to_nine_only_the_band_of_the_middle_is_shown(given_scores: list[int]) -> None:
    middle = sorted(given_scores)[(len(given_scores) - 1) // 2]
    band = "weak" if middle < 2 else "strong" if middle > 2 else "mixed"
    assert shown(given_scores) == Shown(band)


@given(st.lists(scores, min_size=10, max_size=40), st.integers(0, 45))
def test_the_word_for_the_spread_is_left_out_where_one_or_two_came_or_went(
    given_scores: list[int], before: int
) -> None:
    result = shown(given_scores, before)
    assert result is not None
    assert result.step == sorted(given_scores)[(len(given_scores) - 1) // 2]
    assert (result.spread == "") == (abs(len(given_scores) - before) in (1, 2))


@settings(max_examples=200)
@given(st.lists(scores, max_size=12), st.lists(scores, max_size=12))
def test_sides_are_told_together_or_not_at_all_and_then_the_whole_by_its_band(
    public: list[int], others: list[int]
) -> None:
    both = outcomes(public, others)
    if min(len(public), len(others)) < 5:
        assert set(both) <= {"all"}
    else:
        assert set(both) == {"all", "public", "others"}
        assert {(one.step, one.spread) for one in both.values()} == {(None, "")}


def ways(these: Sequence[int]) -> int:
    """In how many orders these scores can be given."""
    count = factorial(len(these))
    for same in Counter(these).values():
        count //= factorial(same)
    return count


@pytest.mark.parametrize("sizes", [(0, 5), (0, 7), (0, 8), (0, 9), (0, 10), (4, 5)])
def test_hardly_ever_is_what_a_newcomer_said_found_out(sizes: tuple[int, int]) -> None:
    """One joins, nobody else changes: from both results, how often is the new score certain?"""
    seen: dict[Any, set[int]] = defaultdict(set)
    weight: Counter[Any] = Counter()
    for public, others in product(*map(each, sizes)):
        first = output(public, others)
        for new in SCORES:
            case = first, output([*public, new], others, sum(sizes))
            seen[case].add(new)
            weight[case] += ways(public) * ways(others)
    certain = sum(weight[case] for case, news in seen.items() if len(news) == 1)
    assert certain / weight.total() <= 0.01


def test_movement_is_between_what_was_shown_alone() -> None:
    weak, strong = Shown("weak"), Shown("strong")
    assert moved(None, weak) is None
    assert moved(weak, None) is None
    assert (moved(weak, strong), moved(strong, weak), moved(weak, weak)) == (1, -1, 0)
    assert moved(Shown("mixed", 2), Shown("strong", 3)) == 1
    assert moved(Shown("weak", 0), Shown("weak", 1)) == 1
    assert moved(Shown("weak"), Shown("weak", 1)) == 0
