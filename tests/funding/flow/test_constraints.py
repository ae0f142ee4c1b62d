"""Every rule that the database keeps about money, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from funding.models import PASSED_BACK, Flow, FlowPlace, FlowYear, Fund, FundOwner
from tests import builders

pytestmark = pytest.mark.django_db


def _flow(**fields: object) -> Flow:
    return Flow.objects.create(meaning="committed", **fields)


def _fund(**fields: object) -> Fund:
    return Fund.objects.create(**{"name": "Fund", "slug": "fund", **fields})


def _twice(make: Callable[[], object]) -> None:
    make()
    make()


def _own_parent() -> None:
    flow = _flow()
    Flow.objects.filter(pk=flow.pk).update(parent=flow)


def _follows_and_worked_out() -> None:
    flow = _flow(start=EARLY, programme=builders.programme(end=LATE))
    unwatched = pgtrigger.ignore("funding.Flow:end_as_programme_on_update")
    with unwatched, transaction.atomic():
        Flow.objects.filter(pk=flow.pk).update(end_is_worked_out=True, months=6)


def _passed_back() -> None:
    first = _flow()
    second = _flow(parent=first)
    third = _flow(parent=second)
    Flow.objects.filter(pk=first.pk).update(parent=third)


def _to_itself() -> None:
    body = builders.organisation()
    _flow(giver=body, receiver=body)


def _place_twice() -> None:
    flow, place = _flow(), builders.place()
    _twice(lambda: FlowPlace.objects.create(flow=flow, place=place))


def _year_twice() -> None:
    flow = _flow()
    _twice(lambda: FlowYear.objects.create(flow=flow, year=2026))


def _owner_twice() -> None:
    fund, body = _fund(), builders.organisation()
    _twice(lambda: FundOwner.objects.create(fund=fund, organisation=body))


def _owner_share() -> None:
    FundOwner.objects.create(fund=_fund(), organisation=builders.organisation(), share=Decimal(2))


def _place_share() -> None:
    FlowPlace.objects.create(flow=_flow(), place=builders.place(), share=Decimal(0))


LATE, EARLY = dt.date(2026, 2, 1), dt.date(2026, 1, 1)
BROKEN: dict[str, Callable[[], object]] = {
    "fund_level_known": lambda: _fund(visibility="galaxy"),
    "fund_level_needs_no_place": lambda: _fund(visibility="place"),
    "fund_dates_in_order": lambda: _fund(start=LATE, end=EARLY),
    "fund_move_years_known": lambda: _fund(move_years="maybe"),
    "fund_move_uses_known": lambda: _fund(move_uses="maybe"),
    "fund_move_places_known": lambda: _fund(move_places="maybe"),
    "fund_shape_known": lambda: _fund(shape="round"),
    "fund_owner_once": _owner_twice,
    "fund_owner_share_is_part": _owner_share,
    "flow_level_known": lambda: _flow(visibility="galaxy"),
    "flow_amount_in_order": lambda: _flow(amount_low=5, amount_high=4),
    "flow_amount_not_negative": lambda: _flow(amount_low=-1),
    "flow_price_year_is_a_year": lambda: _flow(price_year=26),
    "flow_dates_in_order": lambda: _flow(start=LATE, end=EARLY),
    "flow_end_worked_out_of_months": lambda: _flow(end=LATE, months=6, end_is_worked_out=True),
    "flow_end_follows_programme": _follows_and_worked_out,
    "flow_not_its_own_parent": _own_parent,
    "flow_no_cycle": _passed_back,
    "flow_between_two": _to_itself,
    "flow_place_once": _place_twice,
    "flow_place_share_is_part": _place_share,
    "flow_year_once": _year_twice,
    "flow_year_is_a_year": lambda: FlowYear.objects.create(flow=_flow(), year=26),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_must_never_be(name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name]()


def test_every_rule_is_broken_once() -> None:
    models = (Fund, FundOwner, Flow, FlowPlace, FlowYear)
    named = {rule.name for model in models for rule in model._meta.constraints}
    named |= {rule.name for rule in Flow._meta.triggers if "cycle" in rule.name}
    assert named == set(BROKEN)


def test_a_form_says_at_the_field_that_money_would_be_passed_back() -> None:
    first = _flow(description="Grant", visibility="public")
    first.parent = _flow(parent=first)
    with pytest.raises(ValidationError) as refused:
        first.full_clean()
    assert refused.value.message_dict["parent"] == [PASSED_BACK]
