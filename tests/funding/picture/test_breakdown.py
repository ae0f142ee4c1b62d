"""Money taken apart: each line is the total of the list that it leads to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.kept import _kept
from funding.flow import sums
from funding.flow.sums import Totals, totals, totals_of_groups
from funding.flow.totals import Leg
from funding.models import Flow, FlowPlace, FlowYear, Fund
from partnerships.models import Organisation, Topic
from tests import builders
from tests.builders import Cast
from tests.funding.flow.test_summing import kept
from tests.funding.flow.test_totals import forests

pytestmark = pytest.mark.django_db
URL = "/places/bradford/funding/"


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def lines(client: Client, query: str = "") -> dict[str, str]:
    apart = client.get(f"{URL}{query or '?'}&show=apart").context["page"].breakdown
    return {line.label: str(line.total) for line in apart.lines}


def chain(cast: Cast) -> tuple[Organisation, Organisation]:
    """A ministry pays the council, which passes some on to a college."""
    ministry = builders.organisation("Ministry", "central_government")
    college = builders.organisation("College", "education")
    grant = builders.flow(cast.bradford, 1000, giver=ministry, receiver=cast.council)
    builders.flow(cast.bradford, 400, giver=cast.council, receiver=college, parent=grant)
    builders.flow(cast.bradford, 70, receiver=college)
    builders.flow(cast.bradford, None, giver=ministry, receiver_said="A local charity")
    return ministry, college


def test_by_source_what_is_passed_on_stays_with_whom_it_first_comes_from(
    client: Client, cast: Cast
) -> None:
    chain(cast)
    assert lines(client) == {"Ministry": "£1,000", "Giver not known": "£70"}


def test_by_sector_it_is_counted_with_whom_it_goes_to(client: Client, cast: Cast) -> None:
    chain(cast)
    assert lines(client, "?by=sector") == {
        "Council": "£600",
        "Education": "£470",
        "Sector not known": "Not known",
    }


def test_by_topic_a_flow_may_stand_in_several_lines(client: Client, cast: Cast) -> None:
    homes, work = (Topic.objects.create(name=n, slug=n.lower()) for n in ("Homes", "Work"))
    builders.flow(cast.bradford, 5).topics.set([homes, work])
    builders.flow(cast.bradford, 2)
    assert lines(client, "?by=topic") == {"Homes": "£5", "Work": "£5", "No topic recorded": "£2"}


def test_flows_of_too_many_topics_together_are_in_no_line(cast: Cast) -> None:
    grant = builders.flow(cast.bradford, 9)  # with its leg it does not stand alone
    leg = builders.flow(cast.bradford, 5, parent=grant)
    for name in "abcde":
        leg.topics.add(Topic.objects.create(name=name, slug=name))
    seen = Flow.objects.visible_to(AnonymousUser())
    # Two flows in six lines: the bound is four lines for each flow that is followed
    asked = seen, seen, cast.bradford, "topic"
    assert str(totals_of_groups(*asked, most=2)[0].by_meaning["committed"]) == "£4"
    assert totals_of_groups(*asked, most=1) == {0: Totals(too_many=True)}
    builders.flow(cast.bradford, 7).topics.set(leg.topics.all())
    assert len(totals_of_groups(*asked, most=2)) == 6


@pytest.fixture
def written_anew() -> Iterator[None]:
    """What is asked is written for this test alone, and kept neither from before nor for after."""
    _kept.cache_clear()
    yield
    _kept.cache_clear()


@pytest.mark.usefixtures("written_anew")
def test_where_topics_are_too_many_the_page_says_so(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sums, "TOPICS_OF_EACH", 0)
    builders.flow(cast.bradford, 5, parent=builders.flow(cast.bradford, 9))
    text = client.get(f"{URL}?by=topic").content.decode()
    assert "too many topics to add up one by one" in text


@pytest.mark.parametrize("by", ["source", "sector", "topic"])
def test_each_line_leads_to_the_list_that_it_adds_up(client: Client, cast: Cast, by: str) -> None:
    chain(cast)
    topic = Topic.objects.create(name="Homes", slug="homes")
    Flow.objects.first().topics.add(topic)
    for year in ("", "&year=2026"):
        page = client.get(f"{URL}?by={by}{year}").context["page"]
        linked = [line for line in page.breakdown.lines if line.url]
        assert linked or year
        for line in linked:
            listed = client.get(line.url).context
            assert str(listed["totals"].of("committed")) == str(line.total), line.url
            assert listed["totals"].of("committed").flows == line.total.flows


def test_a_year_takes_apart_what_falls_in_it(client: Client, cast: Cast) -> None:
    days = {"start": dt.date(2026, 4, 1), "end": dt.date(2028, 3, 31)}
    flow = builders.flow(cast.bradford, 900, receiver=cast.council, **days)
    for year, amount in ((2026, 600), (2027, None)):
        FlowYear.objects.create(flow=flow, year=year, amount=amount)
    builders.flow(cast.bradford, 50, receiver=cast.council)
    assert lines(client, "?by=sector") == {"Council": "£950"}
    assert lines(client, "?by=sector&year=2026") == {"Council": "£600"}
    assert lines(client, "?by=sector&year=2027") == {"Council": "Not known"}
    listed = client.get("/funding/flows/?place=bradford&sector=council&year=2026").context
    assert str(listed["totals"].of("committed")) == "£600"


def test_a_hidden_first_leg_does_not_say_who_paid_it(client: Client, cast: Cast) -> None:
    secret = builders.organisation("Secret giver")
    grant = builders.flow(cast.bradford, 900, giver=secret, visibility="team")
    builders.flow(cast.bradford, 100, giver=cast.council, parent=grant)
    assert lines(client) == {cast.council.name: "£100"}
    text = client.get(f"/funding/flows/?source={secret.slug}").content.decode()
    assert "£100" not in text


def test_an_odd_way_to_take_it_apart_is_said(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 1)
    text = client.get(f"{URL}?by=%00x").content.decode()
    assert "Money cannot be broken down in that way. It is shown by source." in text


def test_a_switch_keeps_what_else_was_chosen(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 1)
    builders.flow(cast.bradford, 1, meaning="paid")
    text = client.get(f"{URL}?meaning=paid&by=topic").content.decode()
    assert "?meaning=paid&amp;by=sector" in text
    assert '<input type="hidden" name="by" value="topic">' in text
    assert '<option value="paid" selected>Paid (1)</option>' in text


def test_odd_values_of_the_new_filters_are_answered(client: Client, cast: Cast) -> None:
    for query in ("year=x", "year=1", "on=x", "sector=x", "source=nobody", "topic=x"):
        response = client.get(f"/funding/flows/?{query}")
        assert response.status_code == 200
        assert not response.context["page"].rows
    assert re.search("Running on", client.get("/funding/flows/").content.decode())


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("by", "queries"), [("source", 7), ("sector", 6), ("topic", 7), ("held", 7)]
)
def test_the_page_asks_the_same_however_much_there_is(
    client: Client, cast: Cast, count: int, by: str, queries: int
) -> None:
    for n in range(count):
        fund = Fund.objects.create(name=f"Fund {n}", slug=f"fund-{n}", visibility="public")
        giver = builders.organisation(f"Giver {n}")
        flow = builders.flow(cast.bradford, n, giver=giver, receiver=cast.council, fund=fund)
        flow.topics.add(Topic.objects.create(name=f"T{n}", slug=f"t{n}"))
        builders.flow(cast.bradford, n, giver=cast.council, parent=flow)
    client.get(URL)  # as after the first request of a process
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{URL}?by={by}")
    assert len(asked) == queries


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(forests(exact=True), st.sets(st.integers(1, 9)), st.lists(st.integers(0, 2), min_size=9))
def test_each_pound_stands_in_one_line(legs: list[Leg], hidden: set[int], who: list[int]) -> None:
    """By source and by sector, for any tree of legs and whatever is hidden."""
    with transaction.atomic():
        place = builders.place("Here")
        bodies = [builders.organisation(f"Body {n}", s) for n, s in enumerate(("nhs", "council"))]
        ids = kept(legs, hidden)
        for number, pk in enumerate(ids.values()):
            FlowPlace.objects.create(flow_id=pk, place=place)
            body: Any = [*bodies, None][who[number % len(who)]]
            Flow.objects.filter(pk=pk).update(giver=body)
        seen = Flow.objects.visible_to(AnonymousUser())
        whole = totals(seen, seen, place=place).by_meaning
        parts = {
            by: list(totals_of_groups(seen, seen, place, by).values())
            for by in ("source", "sector")
        }
        transaction.set_rollback(True)
    for groups in parts.values():
        for meaning, total in whole.items():
            each = [group.of(meaning) for group in groups]
            assert sum((one.lower for one in each), Decimal(0)) == total.lower
            assert sum(one.flows for one in each) == total.flows
            assert sum(one.unknown for one in each) == total.unknown


def test_the_list_as_it_stood_in_force_on_a_day(client: Client, cast: Cast) -> None:
    days = {"start": dt.date(2026, 4, 1), "end": dt.date(2028, 3, 31)}
    grant = builders.flow(cast.bradford, 1000, **days)
    builders.flow(cast.bradford, 400, parent=grant, start=dt.date(2027, 4, 1))
    builders.flow(cast.bradford, 7)  # nobody knows when
    for day, words, flows in (("2026-05-01", "£1,000", 1), ("2027-05-01", "£1,000", 2)):
        summed = client.get(f"/funding/flows/?place=bradford&on={day}").context["totals"]
        assert (str(summed.of("committed")), summed.flows) == (words, flows)
    summed = client.get("/funding/flows/?place=bradford&on=2029-05-01").context["totals"]
    assert str(summed.of("committed")) == "£400"
