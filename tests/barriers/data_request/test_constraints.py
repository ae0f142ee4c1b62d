"""Each named constraint of requests for data, broken once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from barriers.models import (
    AdviceBody,
    AdviceSession,
    DataRequest,
    DataRequestBarrier,
    DataRequestParty,
    DataRequestPlace,
    ExampleAgreement,
    ExampleAgreementPlace,
)
from tests import asked_for, builders
from tests.barriers.barrier.test_models import breaks
from tests.builders import Cast

pytestmark = pytest.mark.django_db
SEPTEMBER, AUGUST = dt.date(2026, 9, 1), dt.date(2026, 8, 1)


@pytest.fixture
def request_(cast: Cast) -> DataRequest:
    return asked_for.data_request(cast.bradford)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("data_request_level_known", {"visibility": "friends"}),
        ("data_request_never_public", {"visibility": "public"}),
        ("data_request_has_dataset", {"dataset": ""}),
        ("data_request_turned_down_says_why", {"status": "unsuitable"}),
        ("data_request_turned_down_says_why", {"status": "refused"}),
        ("data_request_names_caldicott", {"health_data": "yes"}),
        ("data_request_asked_of_a_body", {"status": "asked"}),
        ("data_request_answered_after_asked", {"asked_on": SEPTEMBER, "answered_on": AUGUST}),
    ],
)
def test_what_a_request_can_never_be(
    request_: DataRequest, name: str, columns: dict[str, Any]
) -> None:
    breaks(name, lambda: DataRequest.objects.filter(pk=request_.pk).update(**columns))


def test_days_of_a_month_are_not_compared(request_: DataRequest) -> None:
    rough = {"asked_on": SEPTEMBER + dt.timedelta(9), "answered_on": SEPTEMBER}
    DataRequest.objects.filter(pk=request_.pk).update(**rough, answered_on_precision="month")


def test_a_place_stands_once_and_one_leads(cast: Cast, request_: DataRequest) -> None:
    again = {"request": request_, "place": cast.bradford}
    breaks("data_request_place_once", lambda: DataRequestPlace.objects.create(**again))
    second = {"request": request_, "place": cast.luton, "is_lead": True}
    breaks("data_request_one_lead_place", lambda: DataRequestPlace.objects.create(**second))


def test_a_barrier_and_a_party_stand_once(cast: Cast, request_: DataRequest) -> None:
    once = {"request": request_, "removes": builders.barrier(cast.bradford)}
    DataRequestBarrier.objects.create(**once)
    breaks("data_request_names_a_barrier_once", lambda: DataRequestBarrier.objects.create(**once))
    asked_for.party(request_, cast.council)
    breaks("data_request_party_once", lambda: asked_for.party(request_, cast.council))


@pytest.mark.parametrize("both", [True, False])
def test_a_party_is_named_or_described(cast: Cast, request_: DataRequest, both: bool) -> None:
    said = {"organisation": cast.council, "description": "Schools"} if both else {}
    breaks(
        "data_request_party_named_or_described",
        lambda: DataRequestParty.objects.create(request=request_, **said),
    )


@pytest.mark.parametrize("both", [True, False])
def test_advice_is_about_one_thing(cast: Cast, request_: DataRequest, both: bool) -> None:
    about = {"request": request_, "barrier": builders.barrier(cast.bradford)} if both else {}
    breaks("advice_about_request_or_barrier", lambda: AdviceSession.objects.create(**about))


def test_a_body_advises_once(cast: Cast, request_: DataRequest) -> None:
    session = asked_for.advice(cast.council, request=request_)
    twice = {"session": session, "organisation": cast.council}
    breaks("advice_body_once", lambda: AdviceBody.objects.create(**twice))


def test_an_agreement_says_what_it_covers_and_names_a_place_once(cast: Cast) -> None:
    made = asked_for.agreement(cast.bradford)
    rows = ExampleAgreement.objects.filter(pk=made.pk)
    breaks("example_agreement_says_what", lambda: rows.update(covers=""))
    breaks("example_agreement_has_source", lambda: rows.update(source=None))
    twice = {"agreement": made, "place": cast.bradford}
    breaks("agreement_place_once", lambda: ExampleAgreementPlace.objects.create(**twice))
