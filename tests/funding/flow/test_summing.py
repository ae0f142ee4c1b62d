"""The database adds up by the same rules as ``funding.totals``, with what the reader sees."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding.flow.sums import Totals, totals, totals_at_each
from funding.flow.totals import Leg, add_up
from funding.models import Flow, FlowPlace, FlowYear
from partnerships.models import Place
from tests import builders
from tests.funding.flow.test_totals import forests

pytestmark = pytest.mark.django_db


def sums(chosen=None, user=None, **options) -> Totals:
    """The totals of the visible flows (all, or some of them) for a reader."""
    visible = Flow.objects.visible_to(user or AnonymousUser())
    return totals(visible if chosen is None else visible.filter(chosen), visible, **options)


def said(result: Totals) -> dict[str, str]:
    return {meaning: str(total) for meaning, total in result.by_meaning.items()}


def kept(legs: list[Leg], hidden: set[int]) -> dict[int, int]:
    """These legs as rows, some hidden from the public; key to id."""
    ids: dict[int, int] = {}
    for leg in legs:
        ids[leg.key] = Flow.objects.create(
            meaning=leg.meaning,
            amount_low=leg.low,
            amount_high=leg.high,
            amount_qualifier=leg.qualifier,
            parent_id=ids.get(leg.parent),
            visibility="team" if leg.key in hidden else "public",
        ).pk
    return ids


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(forests(), st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)))
def test_the_database_adds_up_as_the_rules_say(
    legs: list[Leg], hidden: set[int], left_out: set[int]
) -> None:
    with transaction.atomic():
        ids = kept(legs, hidden)
        visible = Flow.objects.visible_to(AnonymousUser())
        chosen = visible.exclude(pk__in=[ids[key] for key in left_out if key in ids])
        result = totals(chosen, visible, by_year=True)
        seen = [leg for leg in legs if leg.key not in hidden]
        expected = add_up([leg for leg in seen if leg.key not in left_out], seen)
        transaction.set_rollback(True)
    assert result.by_meaning == expected
    for (meaning, year), total in result.by_year.items():
        # Nothing here has a period, so all of it is "not split by year"
        assert year is None
        assert (total.lower, total.upper) == (expected[meaning].lower, expected[meaning].upper)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(forests(), st.sets(st.integers(1, 9)), st.lists(st.sampled_from("ABC"), min_size=9))
def test_places_at_once_are_added_up_by_the_same_rules(
    legs: list[Leg], hidden: set[int], spread: list[str]
) -> None:
    with transaction.atomic():
        places = {name: builders.place(f"Place {name}").pk for name in "ABC"}
        ids = kept(legs, hidden)
        at = {leg.key: spread[number % len(spread)] for number, leg in enumerate(legs)}
        for key, name in at.items():
            FlowPlace.objects.create(flow_id=ids[key], place_id=places[name])
        by_place = totals_at_each(Flow.objects.visible_to(AnonymousUser()), places.values())
        seen = [leg for leg in legs if leg.key not in hidden]
        transaction.set_rollback(True)
    for name, pk in places.items():
        assert by_place[pk].by_meaning == add_up([leg for leg in seen if at[leg.key] == name], seen)


def test_of_too_many_flows_together_none_is_added_up() -> None:
    here, there = builders.place("Here").pk, builders.place("There").pk
    for place in (here, there):
        builders.flow(Place.objects.get(pk=place), 1, parent=builders.flow(None, 5))
        builders.flow(Place.objects.get(pk=place), 1)  # it stands alone: no bound counts it
    seen = Flow.objects.visible_to(AnonymousUser())
    assert not totals_at_each(seen, [here, there], most_of_all=2)[here].too_many
    assert all(
        each.too_many for each in totals_at_each(seen, [here, there], most_of_all=1).values()
    )


def test_a_child_of_another_meaning_takes_nothing_off_the_flow_above_it() -> None:
    above = builders.flow(None, 100)
    builders.flow(None, 40, meaning="paid", parent=above)
    assert said(sums()) == {"committed": "£100", "paid": "£40"}
    builders.flow(None, 30, parent=above)
    assert said(sums())["committed"] == "£100"


def test_a_hidden_child_does_not_show_in_the_total() -> None:
    grant = builders.flow(None, 1000)
    builders.flow(None, 400, parent=grant, visibility="team")
    assert said(sums(chosen=Q(pk=grant.pk))) == {"committed": "£1,000"}


def test_a_hidden_parent_does_not_show_in_the_total() -> None:
    grant = builders.flow(None, 1000, visibility="team")
    builders.flow(None, 400, parent=grant)
    assert said(sums()) == {"committed": "£400"}


def test_a_list_without_rows_has_no_totals() -> None:
    assert said(sums()) == {}
    none = Flow.objects.none()
    assert totals(none, none) == Totals()


def test_a_list_that_is_too_long_is_not_added_up() -> None:
    for _ in range(3):
        builders.flow(None, 1)  # for no place, so that it does not stand alone
    assert sums(most=2).too_many
    assert not sums(most=3).too_many


def test_a_flow_counts_with_the_share_of_its_place() -> None:
    here, there = builders.place("Here"), builders.place("There")
    flow = Flow.objects.create(meaning="paid", amount_low=1000, visibility="public")
    FlowPlace.objects.create(flow=flow, place=here, share=Decimal("0.3"))
    FlowPlace.objects.create(flow=flow, place=there, share=Decimal("0.7"))
    assert said(sums(place=here)) == {"paid": "£300"}


def test_a_flow_not_split_between_places_is_at_most_this_much_for_one() -> None:
    here, there = builders.place("Here"), builders.place("There")
    flow = builders.flow(here, 1000)
    FlowPlace.objects.create(flow=flow, place=there)
    assert said(sums(place=here)) == {"committed": "at most £1,000"}


def test_a_flow_for_a_place_and_one_within_it_is_whole_for_the_larger() -> None:
    county = builders.place("County", "county")
    district = builders.place("District", "district", within=county)
    flow = builders.flow(county, 1000)
    FlowPlace.objects.create(flow=flow, place=district)
    assert said(sums(place=county)) == {"committed": "£1,000"}
    assert said(sums(place=district)) == {"committed": "at most £1,000"}


def test_a_year_holds_what_its_flows_say_of_it() -> None:
    whole = builders.flow(None, 500, start="2026-04-01", end="2027-03-31")
    spread = builders.flow(None, 900, start="2026-04-01", end="2028-03-31")
    FlowYear.objects.create(flow=spread, year=2026, amount=600)
    FlowYear.objects.create(flow=spread, year=2027, amount=None)
    builders.flow(None, 70, start="2026-01-01", end="2026-12-31")
    result = sums(by_year=True)
    assert whole.pk
    assert result.years == [2026, 2027]
    assert str(result.in_year("committed", 2026)) == "£1,100"
    assert str(result.in_year("committed", 2027)) == "Not known"
    assert str(result.in_year("committed", None)) == "£70"
    assert str(result.of("committed")) == "£1,470"


def test_what_a_profile_leaves_over_is_not_split_by_year() -> None:
    period = {"start": "2026-04-01", "end": "2028-03-31"}
    county = builders.place("County", "county")
    some = builders.flow(county, 1000, **period)
    spent = builders.flow(county, 500, **period)
    spread = builders.flow(county, 900, amount_high=1200, **period)
    shared = builders.flow(None, 400, **period)
    for at, share in ((county, "0.5"), (builders.place("Other", "county"), "0.5")):
        FlowPlace.objects.create(flow=shared, place=at, share=share)
    for flow, amounts in {
        some: (600, 300),
        spent: (300, 200),
        spread: (700, 300),
        shared: (100,),
    }.items():
        for year, amount in enumerate(amounts, 2026):
            FlowYear.objects.create(flow=flow, year=year, amount=amount)
    result = sums(by_year=True, place=county)
    assert str(result.in_year("committed", 2026)) == "£1,650"
    assert str(result.in_year("committed", 2027)) == "£800"
    # 100 of the first, none of the second, none to 200 of the third, half of 300 of the last
    assert str(result.in_year("committed", None)) == "£250 to £450"
    assert result.in_year("committed", None).flows == 3
    assert str(result.of("committed")) == "£2,600 to £2,900"


def test_money_passed_on_is_counted_once_in_a_year() -> None:
    grant = builders.flow(None, 1000, start="2026-04-01", end="2027-03-31")
    builders.flow(None, 400, parent=grant)
    result = sums(by_year=True)
    assert str(result.in_year("committed", 2026)) == "£1,000"
    assert str(result.in_year("committed", None)) == "none recorded"


def test_adding_up_is_one_query() -> None:
    grant = builders.flow(None, 1000)
    builders.flow(None, 400, parent=grant)
    with CaptureQueriesContext(connection) as queries:
        sums(by_year=True)
    assert len(queries) == 1
