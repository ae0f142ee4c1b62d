"""All money in one screen: what a reader sees of the country, its tabs, and what leads to lists."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from records.models import SwitchedOff
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
URL = "/funding/"
SOON = dt.date(2040, 3, 31)


def tabs(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    found = re.search(r'aria-label="Parts of money">(.*?)</nav>', html, re.DOTALL)
    return re.findall(r">([^<]+)</(?:a|b)>", found[1]) if found else []


def test_it_adds_up_all_that_the_reader_sees_and_each_pound_once(
    client: Client, cast: Cast
) -> None:
    grant = builders.flow(cast.bradford, 600, end=SOON, giver=cast.council)
    builders.flow(cast.luton, 200, end=SOON, parent=grant)  # passed on: counted once
    builders.flow(cast.luton, 30)
    builders.flow(cast.luton, 7, meaning="paid")
    builders.flow(cast.bradford, 9_999, visibility="team")
    seen = client.get(URL).context["page"].overview
    assert seen.lead.startswith("£630 is promised. £600 of it ends on 31 March 2040")
    assert [(part.amount, part.words) for part in seen.parts] == [
        ("£600", "ends on 31 March 2040"),
        ("£30", "end date not known"),
    ]
    assert [(one.line.label, str(one.line.total)) for one in seen.payers] == [
        (cast.council.name, "£600"),
        ("Giver not known", "£30"),
    ]
    assert "9,999" not in client.get(URL).content.decode()
    years = client.get(f"{URL}?show=years&meaning=paid").context["page"].years
    assert str(years.unsplit) == "£7"


@pytest.mark.parametrize("asked", ["", "&topic=housing"])
def test_each_meaning_leads_to_its_amounts(client: Client, cast: Cast, asked: str) -> None:
    builders.flow(cast.luton, 7, meaning="paid")
    html = client.get(f"{URL}?show=years&meaning=paid{asked}").content.decode()
    found = re.findall(r'href="([^"]*meaning=paid)">Paid</a>', html)
    for address in found:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address
    assert found or asked


def test_what_is_made_up_counts_for_those_alone_who_work_with_it(
    client: Client, cast: Cast
) -> None:
    exampleshire = builders.place("Exampleshire", "county", is_example=True)
    builders.flow(cast.bradford, 10)
    builders.flow(exampleshire, 5, description="Invented")
    page = client.get(URL)
    assert (str(page.context["page"].committed), "Invented" in text_of(page)) == ("£10", False)
    page = signed_in(builders.user("County officer", ("contributor", exampleshire))).get(URL)
    assert str(page.context["page"].committed) == "£15"
    assert "Some of what is shown here is made up" in page.content.decode()
    assert "Invented Example, made up" in text_of(page)


def test_amounts_of_one_name_say_to_whom_they_go(client: Client, cast: Cast) -> None:
    giver = builders.organisation("Treasury")
    for name in ("Leeds Trust", "Luton Trust"):
        to = builders.organisation(name)
        builders.flow(cast.bradford, 10, description="Grant", giver=giver, receiver=to)
    said = text_of(client.get(URL))
    assert "Treasury to Leeds Trust" in said
    assert "Treasury to Luton Trust" in said


def test_money_has_five_tabs_on_each_page_that_is_one(client: Client, cast: Cast) -> None:
    open_to_all = ["Overview", "By year", "Who pays who", "Pools and bids"]
    for address in (URL, "/funding/flows/", "/places/bradford/funding/"):
        assert tabs(client, address) == open_to_all
    editor = signed_in(cast.bradford_editor)
    for address in (
        *(URL, f"{URL}?show=years", f"{URL}?show=pools", "/funding/flows/", "/funding/pools/"),
        *("/funding/bids/", "/funding/returns/", "/places/bradford/returns/"),
        *("/places/bradford/funding/?show=years", "/places/bradford/funding/?show=apart"),
    ):
        assert tabs(editor, address) == [*open_to_all, "Returns"], address


def test_what_is_switched_off_is_no_tab(client: Client, cast: Cast) -> None:
    editor = signed_in(cast.bradford_editor)
    SwitchedOff.objects.create(part="bids")
    assert "Pools and bids" in tabs(editor, URL)
    for part in ("pools", "returns"):
        SwitchedOff.objects.create(part=part)
    assert tabs(editor, URL) == ["Overview", "By year", "Who pays who"]


@pytest.mark.parametrize(
    "query", ["?place=bradford", "?meaning=paid", "?show=flows", "?format=csv"]
)
def test_what_is_asked_of_the_list_leads_on_to_it(client: Client, cast: Cast, query: str) -> None:
    assert client.get(URL + query).url == f"/funding/flows/{query}"


@pytest.mark.parametrize("query", ["?show=&meaning=paid", "?show=none&on=1 May 2026"])
def test_a_view_that_there_is_not_is_the_overview(client: Client, cast: Cast, query: str) -> None:
    builders.flow(cast.bradford, 600, end=SOON, start=dt.date(2020, 4, 1))
    assert "is promised" in client.get(URL + query).context["page"].overview.lead


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_the_same_however_much_there_is(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for n in range(count):
        builders.flow(cast.bradford, n + 1, giver=builders.organisation(), end=SOON)
    client.get(URL)
    with django_assert_num_queries(8):
        client.get(URL)
