"""The rules of adding money up, in plain Python."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.flow.totals import Leg, Total, add_up

MEANINGS = ("committed", "paid")


@st.composite
def forests(draw: st.DrawFn, *, exact: bool = False) -> list[Leg]:
    """Flows that pass money on: each one's parent stands before it."""
    legs: list[Leg] = []
    for key in range(1, draw(st.integers(1, 9)) + 1):
        low = draw(st.none() | st.integers(0, 60).map(Decimal))
        qualifier, high = "exactly", None
        if low is not None and not exact:
            qualifier = draw(
                st.sampled_from(["exactly", "exactly", "about", "at_least", "more_than", "at_most"])
            )
            if qualifier == "exactly" and draw(st.booleans()):
                high = low + draw(st.integers(1, 20))
        legs.append(
            Leg(
                key,
                draw(st.sampled_from(MEANINGS)),
                low,
                high,
                qualifier,
                draw(st.none() | st.integers(1, key - 1)) if key > 1 else None,
            )
        )
    return legs


def leg(key: int, low: object, parent: int | None = None, **fields: object) -> Leg:
    amount = None if low is None else Decimal(str(low))
    return Leg(key, fields.pop("meaning", "committed"), amount, parent=parent, **fields)


def said(*legs: Leg, of: set[int] | None = None) -> str:
    """The committed total of these legs (or of some of them, all being visible), in words."""
    chosen = [one for one in legs if of is None or one.key in of]
    return str(add_up(chosen, legs)["committed"])


def test_money_passed_on_is_counted_once() -> None:
    grant, first, second = leg(1, 1_200_000), leg(2, 450_000, 1), leg(3, 300_000, 1)
    assert said(grant, first, second) == "£1,200,000"


def test_a_leg_alone_counts_what_stays_with_it() -> None:
    legs = leg(1, 1_200_000), leg(2, 450_000, 1), leg(3, 300_000, 1)
    assert said(*legs, of={1}) == "£450,000"
    assert said(*legs, of={2, 3}) == "£750,000"


def test_an_amount_that_is_not_known_is_no_zero() -> None:
    total = add_up([leg(1, None)], [leg(1, None)])["committed"]
    assert (str(total), total.unknown, total.flows) == ("Not known", 1, 1)
    total = add_up([leg(1, 0)], [leg(1, 0)])["committed"]
    assert (str(total), total.unknown) == ("£0", 0)


def test_money_passed_on_by_way_of_an_unknown_amount_is_still_counted_once() -> None:
    assert said(leg(1, 1000), leg(2, None, 1), leg(3, 300, 2)) == "£1,000"


def test_a_child_of_another_meaning_takes_nothing_off() -> None:
    legs = [leg(1, 1000), leg(2, 400, 1, meaning="paid")]
    totals = add_up(legs, legs)
    assert {meaning: str(total) for meaning, total in totals.items()} == {
        "committed": "£1,000",
        "paid": "£400",
    }


def test_a_leg_whose_children_pass_on_more_counts_nothing() -> None:
    assert said(leg(1, 100), leg(2, 150, 1)) == "£150"


@pytest.mark.parametrize(
    ("legs", "words"),
    [
        ([leg(1, 5, qualifier="about"), leg(2, 10)], "about £15"),
        ([leg(1, 5, qualifier="at_most")], "at most £5"),
        ([leg(1, 5, qualifier="at_most"), leg(2, 10)], "£10 to £15"),
        ([leg(1, 5, qualifier="at_least"), leg(2, 10)], "at least £15"),
        ([leg(1, 5, qualifier="more_than"), leg(2, 10, qualifier="about")], "more than about £15"),
        ([leg(1, 5, high=Decimal(8)), leg(2, 10)], "£15 to £18"),
        ([leg(1, 5, qualifier="at_least"), leg(2, 10, qualifier="at_most")], "at least £5"),
        ([leg(1, 100), leg(2, 30, 1, qualifier="about")], "£100"),
    ],
)
def test_a_sum_is_as_exact_as_its_parts(legs: list[Leg], words: str) -> None:
    assert said(*legs) == words


def test_a_leg_less_an_open_amount_is_known_from_above_only() -> None:
    legs = leg(1, 100), leg(2, 30, 1, qualifier="at_least")
    assert said(*legs, of={1}) == "at most £70"


def test_nothing_recorded_is_not_said_as_zero() -> None:
    assert str(Total()) == "none recorded"


@given(forests())
def test_what_is_not_known_adds_nothing_and_is_counted(legs: list[Leg]) -> None:
    known = [one for one in legs if one.low is not None]
    everything = add_up(legs, legs)
    for meaning, total in everything.items():
        without = add_up(known, legs).get(meaning, Total())
        assert (total.lower, total.upper) == (without.lower, without.upper)
        assert total.unknown == sum(x.low is None for x in legs if x.meaning == meaning)


@given(forests(exact=True), st.sets(st.integers(1, 9)))
def test_the_totals_of_two_halves_add_up_to_the_whole(legs: list[Leg], half: set[int]) -> None:
    first = add_up([x for x in legs if x.key in half], legs)
    second = add_up([x for x in legs if x.key not in half], legs)
    for meaning, whole in add_up(legs, legs).items():
        parts = [half.get(meaning, Total()) for half in (first, second)]
        assert sum(part.lower for part in parts) == whole.lower


@given(forests(exact=True), st.sets(st.integers(1, 9)))
def test_a_total_never_exceeds_what_the_reader_can_see(legs: list[Leg], seen: set[int]) -> None:
    visible = [x for x in legs if x.key in seen]
    for meaning, total in add_up(visible, visible).items():
        amounts = [x.low for x in visible if x.meaning == meaning and x.low is not None]
        assert total.lower == total.upper
        assert max(amounts, default=0) <= total.lower <= sum(amounts)


@given(forests())
def test_a_total_lies_between_its_two_ends(legs: list[Leg]) -> None:
    for total in add_up(legs, legs).values():
        assert total.lower >= 0
        assert total.upper is None or total.upper >= total.lower
