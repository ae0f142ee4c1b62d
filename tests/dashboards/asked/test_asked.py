"""The burden ledger: what is asked of a place, and what a body asks of places."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.test import Client

from barriers.models import DataRequest, DataRequestPlace
from funding.models import FundOwner
from partnerships.models import OrganisationPlace
from pilots.models import Engagement, EngagementBody
from policy.models import PolicyTest, PolicyTestPlace
from tests import builders
from tests.builders import Cast
from tests.funding.monitoring_return.test_returns import DUE, a_duty, one
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN, NOW

pytestmark = pytest.mark.django_db
BRADFORD, YEARS = "/places/bradford/asked/", "/places/bradford/asked/?by=year"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def file_of(client: Client, address: str) -> list[dict[str, str]]:
    mark = "&" if "?" in address else "?"
    answer = client.get(f"{address}{mark}format=csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


@pytest.fixture
def asked(cast: Cast) -> Cast:
    """One ask of each kind, of Bradford."""
    ministry = builders.organisation("Housing ministry", "central_government")
    fund = a_fund(cast)
    FundOwner.objects.create(fund=fund, organisation=ministry)
    duty = a_duty(cast, fund)
    one(cast, duty=duty, hours_low=8, hours_high=12)
    one(cast, duty=duty, due=dt.date(2027, 1, 31), body=cast.council)
    sent = {"state": "sent", "sent_on": dt.date(2026, 8, 1), "hours_low": 4, "took_low": 10}
    one(cast, duty=duty, due=dt.date(2026, 7, 31), **sent)
    one(cast, duty=duty, due=dt.date(2026, 6, 30), state="not_needed", because="Given up")
    test = PolicyTest.objects.create(
        title="Simpler letters", slug="simpler-letters", policy="A policy", owner=ministry,
        reply_by=dt.date(2026, 12, 1), state="asked",
    )  # fmt: skip
    PolicyTestPlace.objects.create(
        test=test, place=cast.bradford, asked_on=dt.date(2026, 11, 2), state="replied"
    )
    visit = Engagement.objects.create(
        kind="visit", state="held", on=dt.date(2026, 9, 3), place=cast.bradford,
        purpose="To see the hub", visibility="network",
    )  # fmt: skip
    EngagementBody.objects.create(engagement=visit, organisation=ministry)
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="network")
    builders.update(pilot, state="accepted", created_at=NOW)
    OrganisationPlace.objects.get_or_create(
        organisation=cast.council, place=cast.bradford, role="governs"
    )
    request = DataRequest.objects.create(
        dataset="School absence", asked_of=cast.council, status="asked",
        asked_on=dt.date(2026, 10, 5), visibility="network",
    )  # fmt: skip
    DataRequestPlace.objects.create(request=request, place=cast.luton, is_lead=True)
    return cast


def test_every_kind_of_ask_is_counted_with_the_hours_that_are_known(asked: Cast) -> None:
    said = text_of(signed_in(asked.bradford_officer).get(BRADFORD))
    assert "7 requests . Hours known: 18 to 22 hours; 5 requests without hours ." in said
    assert "October to December 2026 now 1 1 0 1 1 4 8 to 12 hours 3" in said
    assert "July to September 2026 1 0 1 0 0 2 10 hours 1" in said
    assert "January to March 2027 1 0 0 0 0 1 Not known 1" in said
    assert "Housing ministry 5 18 to 22 hours 3" in said


def test_by_year_they_fall_in_financial_years(asked: Cast) -> None:
    said = text_of(signed_in(asked.bradford_officer).get(YEARS))
    assert "April 2026 to March 2027 now 3 1 1 1 1 7 18 to 22 hours 5" in said


def test_the_file_has_each_ask_with_its_page(asked: Cast) -> None:
    client = signed_in(asked.bradford_officer)
    rows = file_of(client, BRADFORD)
    assert sorted(row["kind"] for row in rows) == [
        *("Pilot update", "Policy test", "Request for data", "Return", "Return", "Return"),
        "Visit",
    ]
    known = {row["kind"]: row for row in rows}
    assert known["Visit"]["asked_by"] == "Housing ministry"
    assert known["Visit"]["hours"] == "Not known"
    assert known["Visit"]["hours_low"] == ""
    for row in rows:
        assert client.get(row["address"]).status_code == 200, row


def test_a_reader_counts_only_what_they_see(asked: Cast) -> None:
    quiet = a_fund(asked, f"{HIDDEN} fund", visibility="programme")
    one(asked, duty=a_duty(asked, quiet, what=HIDDEN), hours_low=500)
    money = builders.flow(asked.bradford, 9, visibility="place")
    duty = a_duty(asked, a_fund(asked, "Open fund"))
    one(asked, duty=duty, flow=money, hours_low=700)
    said = text_of(signed_in(asked.outsider).get(BRADFORD))
    assert "6 requests . Hours known: 18 to 22 hours" in said  # nor the policy test, nor those two
    assert HIDDEN not in said
    assert "Simpler letters" not in said
    assert len(file_of(signed_in(asked.outsider), BRADFORD)) == 6
    assert "8 requests . Hours known: 718 to 722 hours" in text_of(
        signed_in(asked.bradford_officer).get(BRADFORD)
    )
    assert Client().get(BRADFORD).status_code == 302


def test_an_update_that_is_due_is_told_to_those_whom_it_concerns(asked: Cast) -> None:
    builders.pilot(
        asked.bradford, "Dry homes", visibility="network", rhythm=3,
        update_due=dt.date(2026, 12, 15),
    )  # fmt: skip
    assert "Update due" in text_of(signed_in(asked.bradford_officer).get(BRADFORD))
    assert "Update due" not in text_of(signed_in(asked.outsider).get(BRADFORD))


def test_what_two_bodies_ask_together_stands_with_each_and_is_counted_once(cast: Cast) -> None:
    fund = a_fund(cast)
    for name in ("Housing ministry", "Energy ministry"):
        body = builders.organisation(name, "central_government")
        FundOwner.objects.create(fund=fund, organisation=body)
    one(cast, duty=a_duty(cast, fund), hours_low=6)
    client = signed_in(cast.outsider)
    said = text_of(client.get(BRADFORD))
    assert "1 request . Hours known: 6 hours" in said
    assert "Housing ministry 1 6 hours 0" in said
    assert "Energy ministry 1 6 hours 0" in said
    said = text_of(client.get("/organisations/energy-ministry/asks/"))
    assert "1 request . Hours known: 6 hours" in said
    assert "Bradford 1 6 hours 0" in said


def test_a_body_has_the_list_of_what_it_asks_of_which_places(asked: Cast) -> None:
    client = signed_in(asked.bradford_officer)
    said = text_of(client.get("/organisations/housing-ministry/asks/"))
    assert "What Housing ministry asks of places" in said
    assert "5 requests . Hours known: 18 to 22 hours; 3 requests without hours ." in said
    assert "Bradford 5 18 to 22 hours 3" in said
    rows = file_of(client, "/organisations/housing-ministry/asks/")
    assert {row["place"] for row in rows} == {"Bradford"}


def test_what_has_no_day_stands_apart_and_is_not_lost(cast: Cast) -> None:
    one(cast, due=None)
    said = text_of(signed_in(cast.outsider).get(BRADFORD))
    assert "Day not known 1 0 0 0 0 1 Not known 1" in said


def test_only_the_time_in_which_today_lies_is_said_to_be_now(cast: Cast) -> None:
    one(cast, due=dt.date(2026, 7, 31))
    client = signed_in(cast.outsider)
    assert "July to September 2026 1 0" in text_of(client.get(BRADFORD))
    assert "April 2026 to March 2027 now 1 0" in text_of(client.get(YEARS))


def test_it_says_where_not_all_asks_are_listed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    duty = a_duty(cast)
    for month in (10, 11):
        one(cast, duty=duty, due=dt.date(2026, month, 1))
    client = signed_in(cast.outsider)
    assert "are listed here" not in text_of(client.get(f"{BRADFORD}?list=all"))
    monkeypatch.setattr("dashboards.asked.views.LISTED", 1)
    assert "The latest 1 are listed here" in text_of(client.get(f"{BRADFORD}?list=all"))


def test_a_visit_of_which_the_month_is_known_has_no_day(asked: Cast) -> None:
    Engagement.objects.update(on=dt.date(2026, 9, 1), on_precision="month")
    client = signed_in(asked.bradford_officer)
    said = text_of(client.get(f"{BRADFORD}?list=all"))
    assert "To see the hub Visit September 2026" in said
    assert "1 September 2026" not in said
    known = {row["kind"]: row for row in file_of(client, BRADFORD)}
    assert (known["Visit"]["known_to"], known["Policy test"]["known_to"]) == ("month", "day")


def test_hours_are_said_as_exactly_as_they_are_known(cast: Cast) -> None:
    took = {"state": "sent", "took_low": 9, "took_qualifier": "at_least"}
    duty = a_duty(cast)
    one(cast, duty=duty, hours_low=6, hours_qualifier="about")
    one(cast, duty=duty, due=DUE, hours_low=6, **took)
    client = signed_in(cast.outsider)
    assert {row["hours"] for row in file_of(client, BRADFORD)} == {
        *("about 6 hours", "at least 9 hours"),
    }
    said = text_of(client.get(BRADFORD))
    assert "2 requests . Hours known: about 15 hours; no requests without hours." in said
    assert "October to December 2026 now 1 0 0 0 0 1 about 6 hours 0" in said


def test_what_a_body_owes_without_a_place_is_of_no_unknown_place(cast: Cast) -> None:
    ministry = builders.organisation("Housing ministry", "central_government")
    fund = a_fund(cast)
    FundOwner.objects.create(fund=fund, organisation=ministry)
    one(cast, duty=a_duty(cast, fund), place=None, body=cast.council)
    said = text_of(signed_in(cast.outsider).get("/organisations/housing-ministry/asks/"))
    assert "No place named 1" in said


def test_where_nothing_is_asked_it_says_so(cast: Cast) -> None:
    said = text_of(signed_in(cast.outsider).get("/places/luton/asked/"))
    assert "Nothing that you can see is asked for in this period" in said


def test_a_region_counts_the_places_within_it(asked: Cast) -> None:
    said = text_of(signed_in(asked.outsider).get("/places/yorkshire-and-the-humber/asked/"))
    assert "6 requests" in said


def test_it_costs_the_same_for_many_asks(asked: Cast, django_assert_num_queries: Any) -> None:
    client = signed_in(asked.outsider)
    client.get(BRADFORD)
    with django_assert_num_queries(QUERIES):
        client.get(BRADFORD)
    duty = a_duty(asked, a_fund(asked, "Another fund"))
    for month in range(1, 13):
        one(asked, duty=duty, due=dt.date(2026, month, 1))
    with django_assert_num_queries(QUERIES):
        client.get(BRADFORD)


QUERIES = 11
