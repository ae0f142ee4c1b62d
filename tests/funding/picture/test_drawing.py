"""Legs become a diagram: chained, side by side, grouped, and in words where they go round."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from funding.flow.totals import Leg, add_up
from funding.picture.drawing import MOST_NODES, Picture, draw
from funding.picture.legs import NOT_KNOWN, DrawnLeg, Named, Split
from funding.picture.words import plain_sum
from tests.funding.flow.test_totals import forests

HERE = Named("place-1", "Exampleshire")
THERE = Named("place-2", "Northport")
NO_FUND = Named(NOT_KNOWN, "Fund not known")


def body(name: str) -> Named:
    return Named(f"body-{name}", name) if name else Named(NOT_KNOWN, "?")


def leg(key: int, giver: str, receiver: str, low: object = 100, **fields: Any) -> DrawnLeg:
    amount = None if low is None else Decimal(str(low))
    names = ("high", "qualifier", "parent")
    of_leg = {name: fields.pop(name) for name in names if name in fields}
    fields = {"fund": NO_FUND, "places": (Split(HERE, None),), **fields}
    return DrawnLeg(
        Leg(key, "committed", amount, **of_leg),
        giver=body(giver),
        receiver=body(receiver),
        **fields,
    )


def picture(*legs: DrawnLeg) -> Picture:
    return draw(legs, title="Money")


def bands(*legs: DrawnLeg) -> list[tuple[str, str, bool]]:
    """Which body to which, and whether it is passed on."""
    chart = picture(*legs).chart
    assert chart is not None
    names = {node.key: node.name.partition(":")[0] for node in chart.nodes}
    return sorted((names[b.start], names[b.end], b.passed) for b in chart.bands)


def test_a_leg_that_passes_money_on_begins_where_the_one_before_ended() -> None:
    legs = leg(1, "Ministry", "Council", 100), leg(2, "Council", "College", 40, parent=1)
    assert bands(*legs) == [("Council", "College", True), ("Ministry", "Council", False)]
    chart = picture(*legs).chart
    assert chart is not None
    assert [heading.text for heading in chart.headings] == ["Funder", "Recipient", "Passed on to"]
    assert chart.sentence == ("1 funder pays 1 first recipient. £40 is passed on to 1 more body.")


def test_a_fund_stands_between_and_a_fund_that_is_not_known_only_beside_known_ones() -> None:
    fund = Named("fund-1", "Warm homes")
    legs = leg(1, "Ministry", "Council", fund=fund), leg(2, "Foundation", "Charity")
    assert bands(*legs) == [
        ("Foundation", "Fund not known", False),
        ("Fund not known", "Charity", False),
        ("Ministry", "Warm homes", False),
        ("Warm homes", "Council", False),
    ]


def test_parallel_flows_stand_side_by_side() -> None:
    assert len(bands(leg(1, "Ministry", "Council"), leg(2, "Ministry", "Council"))) == 2


def test_an_amount_that_is_not_known_has_no_width_and_is_said() -> None:
    chart = picture(leg(1, "Ministry", "Council", None), leg(2, "Ministry", "Council", 60)).chart
    assert chart is not None
    assert sorted(band.width > 0 for band in chart.bands) == [False, True]
    assert {node.said for node in chart.nodes} == {("£60 + 1 not known",)}
    assert "1 amount is not known." in chart.sentence


def test_a_range_is_drawn_at_its_lower_end_with_its_words() -> None:
    chart = picture(
        leg(1, "Ministry", "Council", 300, high=Decimal(420)), leg(2, "Ministry", "College", 300)
    ).chart
    assert chart is not None
    assert len({band.width for band in chart.bands}) == 1
    assert any(node.said == ("£300 to £420",) for node in chart.nodes)
    assert any("£300 to £420" in band.label for band in chart.bands)


def test_money_that_comes_back_is_said_in_words_and_never_drawn() -> None:
    made = picture(
        leg(1, "Ministry", "Council"),
        leg(2, "Council", "College", 50, parent=1),
        leg(3, "College", "Council", 20, parent=2),
        leg(4, "Fund", "Fund", 10),
    )
    assert [one.leg.key for one in made.rounds] == [3, 4]
    assert made.chart is not None
    assert len(made.chart.bands) == 2


def test_legs_that_name_each_other_as_parents_do_not_loop() -> None:
    made = picture(leg(1, "A", "B", parent=2), leg(2, "B", "C", parent=1), leg(3, "A", "D"))
    assert {one.leg.key for one in made.rounds} == {1, 2}


def test_what_stays_goes_on_to_the_places_that_it_is_for() -> None:
    legs = (
        leg(1, "Ministry", "Council", 100),
        leg(2, "Council", "College", 40, parent=1, places=(Split(THERE, None),)),
    )
    made = bands(*legs)
    assert ("Council", "Exampleshire", False) in made
    assert ("College", "Northport", False) in made
    chart = picture(*legs).chart
    assert chart is not None
    assert {node.name for node in chart.nodes} >= {"Exampleshire: £60", "Northport: £40"}


def test_a_flow_for_two_places_is_split_by_its_shares_or_not_at_all() -> None:
    shared = (Split(HERE, Decimal("0.25")), Split(THERE, Decimal("0.75")))
    chart = picture(leg(1, "Ministry", "Council", 100, places=shared)).chart
    assert chart is not None
    assert {node.name for node in chart.nodes} >= {"Exampleshire: £25", "Northport: £75"}
    chart = picture(
        leg(1, "Ministry", "Council", 100, places=(Split(HERE, None), Split(THERE, None))),
        leg(2, "Ministry", "Council", 5),
    ).chart
    assert chart is not None
    assert any("Exampleshire and Northport, not split: £100" in node.name for node in chart.nodes)


def test_two_hundred_flows_stay_readable_and_all_are_there() -> None:
    legs = [leg(n, f"Body {n % 40}", f"Council {n % 30}", n * 10) for n in range(1, 201)]
    chart = picture(*legs).chart
    assert chart is not None
    columns: dict[float, int] = {}
    for node in chart.nodes:
        columns[node.x] = columns.get(node.x, 0) + 1
    assert max(columns.values()) == MOST_NODES
    others = [node for node in chart.nodes if node.name.endswith(others_said(node.name))]
    assert {node.lines[0] for node in others} == {"29 others", "19 others"}
    assert chart.height < 1000


def others_said(name: str) -> str:
    """What stands after "29 others", if it is one of those."""
    return name if " others:" in name else "\x00"


@st.composite
def chains(draw: st.DrawFn) -> list[DrawnLeg]:
    """Flows between six bodies, some of which pass on others, in any order and also round."""
    names = st.sampled_from(["", "A", "B", "C", "D", "E"])
    number = draw(st.integers(1, 14))
    return [
        leg(
            key,
            draw(names),
            draw(names),
            draw(st.none() | st.integers(0, 500)),
            parent=draw(st.none() | st.integers(1, number)),
            places=(Split(draw(st.sampled_from([HERE, THERE])), None),),
        )
        for key in range(1, number + 1)
    ]


@given(chains())
def test_every_leg_is_drawn_or_said_and_nothing_is_drawn_twice(legs: list[DrawnLeg]) -> None:
    made = picture(*legs)
    rounds = {one.leg.key for one in made.rounds}
    shown = [one for one in legs if one.leg.key not in rounds]
    if not shown:
        assert made.chart is None
        return
    assert made.chart is not None
    assert not made.chart.left_out
    # Besides what is kept for the places, each leg is one band from body to body
    last = {node.key for node in made.chart.nodes if ":place-" in node.key}
    between = [band for band in made.chart.bands if band.end not in last]
    assert len(between) == len(shown)
    assert sum(not band.width for band in between) == sum(one.leg.low is None for one in shown)


@given(chains())
def test_what_is_kept_for_the_places_is_never_more_than_came(legs: list[DrawnLeg]) -> None:
    chart = picture(*legs).chart
    for node in chart.nodes if chart else ():
        into = [band for band in chart.bands if band.end == node.key]
        if into and ":body-" in node.key:
            kept = [b for b in chart.bands if b.start == node.key and ":place-" in b.end]
            known = sum(band.width for band in into)
            assert sum(band.width for band in kept) <= known + 1.1 * len(kept)


@given(forests())
def test_the_sum_of_a_node_is_that_of_flows_of_which_none_is_part_of_another(
    legs: list[Leg],
) -> None:
    alone = [replace(one, meaning="paid", parent=None) for one in legs]
    assert plain_sum(alone) == add_up(alone, alone)["paid"]
