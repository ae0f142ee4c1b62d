"""The funding picture on the money page of a place: what a reader sees and may ask of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from funding.models import Flow, FlowPlace, FlowYear, Fund, FundOwner
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db
URL = "/places/bradford/funding/"


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def chart(client: Client, query: str = "") -> Any:
    return client.get(f"{URL}{query or '?'}&show=flows").context["page"].picture.chart


def names(client: Client, query: str = "") -> set[str]:
    made = chart(client, query)
    return {node.name for node in made.nodes} if made else set()


def test_who_pays_whom_is_drawn_with_the_same_rows_as_a_table(client: Client, cast: Cast) -> None:
    ministry = builders.organisation("Housing ministry", "central_government")
    fund = Fund.objects.create(name="Warm homes", slug="warm-homes", visibility="public")
    grant = builders.flow(cast.bradford, 1200, giver=ministry, receiver=cast.council, fund=fund)
    college = builders.organisation("College", "education")
    builders.flow(cast.bradford, 450, giver=cast.council, receiver=college, parent=grant)
    assert names(client) == {
        "Housing ministry: £1,200",
        "Warm homes: £1,200",
        f"{cast.council.name}: £1,200",
        "College: £450",
    }
    text = client.get(f"{URL}?show=flows").content.decode()
    assert "Where committed money comes from and goes" in text
    assert "1 funder pays 1 first recipient. £450 is passed on to 1 more body." in text
    assert "style=" not in text.partition("<main")[2]
    assert "In all: £1,200" in text
    drawn = text.partition('role="group" aria-labelledby="flows-t')[2].partition("</svg>")[0]
    assert "<a " not in drawn, "its rows lead to each; a name in the picture to nothing"


def test_meanings_are_never_drawn_together(client: Client, cast: Cast) -> None:
    giver = builders.organisation("Ministry")
    builders.flow(cast.bradford, 10, giver=giver, receiver=cast.council)
    builders.flow(cast.bradford, 7, giver=giver, receiver=cast.council, meaning="paid")
    assert names(client) == {"Ministry: £10", f"{cast.council.name}: £10"}
    assert names(client, "?meaning=paid") == {"Ministry: £7", f"{cast.council.name}: £7"}
    page = client.get(f"{URL}?meaning=paid").context["page"]
    assert [tab.label for tab in page.meanings] == ["Committed (1)", "Paid (1)"]
    assert [flow.meaning for flow in page.page] == ["paid"]


def test_a_meaning_that_is_not_there_says_so(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 10)
    for odd in ("forecast", "x", "%00", "ü" * 50):
        text = client.get(f"{URL}?meaning={odd}").content.decode()
        assert "No money of that meaning is recorded here. Another is shown." in text


def test_what_the_reader_may_not_see_leaves_no_trace(client: Client, cast: Cast) -> None:
    hidden = Fund.objects.create(name="Secret fund", slug="secret", visibility="team")
    FundOwner.objects.create(fund=hidden, organisation=builders.organisation("Secret owner"))
    grant = builders.flow(cast.bradford, 900, receiver=cast.council, visibility="team")
    college = builders.organisation("College", "education")
    builders.flow(cast.bradford, 100, receiver=college, fund=hidden, parent=grant)
    other = builders.organisation("Other")
    shown = builders.flow(cast.bradford, 50, giver=cast.council, receiver=other)
    builders.flow(None, 20, parent=shown, visibility="team")
    assert names(client) == {
        "Giver not known: £100",
        f"{cast.council.name}: £50",
        "College: £100",
        "Other: £50",
    }


def test_the_only_owner_of_a_fund_stands_as_its_funder(client: Client, cast: Cast) -> None:
    fund = Fund.objects.create(name="Pot", slug="pot", visibility="public")
    owner = builders.organisation("Owner")
    FundOwner.objects.create(fund=fund, organisation=owner)
    builders.flow(cast.bradford, 5, receiver=cast.council, fund=fund)
    assert "Owner: £5" in names(client)
    FundOwner.objects.create(fund=fund, organisation=builders.organisation("Second owner"))
    assert "Giver not known: £5" in names(client)


def test_a_flow_for_several_places_is_drawn_with_what_this_place_counts(
    client: Client, cast: Cast
) -> None:
    split = builders.flow(None, 1000, receiver=cast.council)
    for place, share in ((cast.bradford, "0.3"), (cast.luton, "0.7")):
        FlowPlace.objects.create(flow=split, place=place, share=share)
    assert names(client) == {"Giver not known: £300", f"{cast.council.name}: £300"}
    FlowPlace.objects.filter(flow=split).update(share=None)
    assert names(client) == {
        "Giver not known: at most £1,000",
        f"{cast.council.name}: at most £1,000",
    }


def test_a_year_draws_what_falls_in_it(client: Client, cast: Cast) -> None:
    days = {"start": dt.date(2026, 4, 1), "end": dt.date(2028, 3, 31)}
    flow = builders.flow(cast.bradford, 900, receiver=cast.council, **days)
    for year, amount in ((2026, 600), (2027, None)):
        FlowYear.objects.create(flow=flow, year=year, amount=amount)
    builders.flow(cast.bradford, 50, receiver=builders.organisation("Undated"))
    assert names(client, "?year=2026") == {"Giver not known: £600", f"{cast.council.name}: £600"}
    assert names(client, "?year=2027") == {
        "Giver not known: Not known",
        f"{cast.council.name}: Not known",
    }


def test_money_that_comes_back_is_listed_in_words(client: Client, cast: Cast) -> None:
    college = builders.organisation("College", "education")
    grant = builders.flow(cast.bradford, 90, giver=cast.council, receiver=college)
    builders.flow(cast.bradford, 30, giver=college, receiver=cast.council, parent=grant)
    text = client.get(f"{URL}?show=flows").content.decode()
    assert "Not drawn: money that comes back" in text
    assert f"College to {cast.council.name}: £30" in text


def test_the_file_has_every_meaning_unless_one_is_asked_for(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 1)
    builders.flow(cast.bradford, 2, meaning="paid")
    whole = b"".join(client.get(f"{URL}?format=csv")).decode()
    one = b"".join(client.get(f"{URL}?format=csv&meaning=paid")).decode()
    assert whole.count("\n") == 3
    assert one.count("\n") == 2


def test_a_picture_of_the_largest_says_how_many_amounts_there_are_in_all(
    client: Client, cast: Cast
) -> None:
    amounts = [*range(1, 203), None]
    flows = Flow.objects.bulk_create(
        Flow(amount_low=amount, receiver=cast.council, visibility="public", meaning="committed")
        for amount in amounts
    )
    FlowPlace.objects.bulk_create(FlowPlace(flow=flow, place=cast.bradford) for flow in flows)
    text = text_of(client.get(f"{URL}?show=flows"))
    assert "203 amounts, 1 of them not known. The 200 largest: " in text
    assert "3 more are in the table" in text
