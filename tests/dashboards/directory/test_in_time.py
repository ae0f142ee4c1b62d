"""The directory of all England: what ended, what came after, and how it stood on a day."""

from __future__ import annotations

import csv
import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName
from partnerships.place.list_dates import standing
from tests import builders as make
from tests.dashboards.directory.test_list import names, text
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 4, 1)


@pytest.fixture
def cumbria() -> dict[str, Place]:
    """A county of two districts that two councils replaced on 1 April 2023."""
    region = make.place("North West", "region")
    county = make.place("Cumbria", "county", within=region)
    allerdale = make.place("Allerdale", "district", within=region)
    cumberland = make.place("Cumberland", "unitary", within=region)
    PlaceLink.objects.create(place=allerdale, other=county, kind="within", valid_to=DAY)
    for old in (county, allerdale):
        PlaceName.objects.filter(place=old).update(valid_to=DAY)
        PlaceLink.objects.create(place=old, other=cumberland, kind="succeeded_by", valid_from=DAY)
    PlaceName.objects.filter(place=cumberland).update(valid_from=DAY)
    PlaceCode.objects.create(place=allerdale, code="E07000026", valid_to=DAY)
    PlaceCode.objects.create(place=cumberland, code="E06000063", valid_from=DAY)
    return {place.slug: place for place in (region, county, allerdale, cumberland)}


def plain(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.mark.usefixtures("cumbria")
def test_a_council_that_ended_is_found_and_leads_on(client: Client) -> None:
    page = text(client, "?q=allerdale")
    assert "Ended 1 April 2023, replaced by Cumberland" in page
    assert names(client, "?q=E07000026") == ["Allerdale"]


@pytest.mark.usefixtures("cumbria")
def test_all_of_england_is_what_stands_today_and_ended_councils_when_asked(client: Client) -> None:
    assert names(client, "?all=on") == ["Cumberland", "North West"]
    assert names(client, "?ended=on") == ["Allerdale", "Cumberland", "Cumbria", "North West"]


@pytest.mark.usefixtures("cumbria")
def test_as_at_a_day_it_lists_what_stood_then(client: Client) -> None:
    assert names(client, "?on=2022-06-01") == ["Allerdale", "Cumbria", "North West"]
    assert names(client, "?on=2023-04-01") == ["Cumberland", "North West"]
    assert names(client, "?on=2022-06-01&region=north-west&kind=district") == ["Allerdale"]
    assert names(client, "?on=2022-06-01&within=cumbria") == ["Allerdale"]
    assert names(client, "?on=2024-06-01&within=cumbria") == []
    page = text(client, "?on=2022-06-01&q=allerdale")
    assert "As they stood on 1 June 2022" in page
    assert "Code E07000026" in page


def test_the_file_as_at_a_day_gives_names_and_codes_of_that_day(client: Client) -> None:
    place = make.place("Bayside", "unitary")
    place.names.update(valid_from=DAY)
    PlaceName.objects.create(place=place, name="Newham Bay", valid_to=DAY)
    PlaceCode.objects.create(place=place, code="E06000901", valid_to=DAY)
    PlaceCode.objects.create(place=place, code="E06000902", valid_from=DAY)

    def row(query: str) -> tuple[str, str]:
        body = b"".join(client.get(f"/places/?format=csv&{query}")).decode("utf-8-sig")
        (one,) = csv.DictReader(body.splitlines())
        return one["place"], one["gss_code"]

    assert row("on=2022-06-01") == ("Newham Bay", "E06000901")
    assert row("all=on") == ("Bayside", "E06000902")


def test_as_at_a_day_a_place_has_the_name_of_that_day(client: Client) -> None:
    place = make.place("Bayside")
    place.names.update(valid_from=DAY)
    PlaceName.objects.create(place=place, name="Newham Bay", valid_to=DAY)
    page = text(client, "?on=2022-06-01")
    assert '<a href="/places/bayside/">Newham Bay</a>' in page
    assert "Now called Bayside" in page


@pytest.mark.usefixtures("cumbria")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "Enter a date, such as 31 March 2023"),
        ("31 February 2022", "There is no 31 February 2022"),
        ("2022", "The date needs a day and a month"),
        ("7", "Enter a date, such as 31 March 2023"),
        ("1 June 22", "Enter a date, such as 31 March 2023"),
    ],
)
def test_a_day_that_is_none_is_said_at_the_field_and_lists_nothing(
    client: Client, typed: str, said: str
) -> None:
    response = client.get("/places/", {"on": typed})
    assert said in response.content.decode()
    assert f'value="{typed}"' in response.content.decode()
    assert response.context["directory"].rows == []


@pytest.mark.usefixtures("cumbria")
def test_kind_and_area_look_among_all_places(client: Client) -> None:
    assert names(client, "?kind=unitary") == ["Cumberland"]
    assert names(client, "?within=north-west") == ["Cumberland"]
    assert names(client) == []


def test_places_in_the_record_are_told_apart_among_all(client: Client) -> None:
    make.programme("Together", [make.place("Luton")])
    make.place("Wigan")
    rows = client.get("/places/?all=on").context["directory"].rows
    assert [(row.name, row.in_record) for row in rows] == [("Luton", True), ("Wigan", False)]
    marked = text(client, "?all=on").count('<span class="tag">In the record</span>')
    assert marked == 2  # beside Luton, and in the words above the list


@pytest.mark.usefixtures("cumbria")
def test_a_page_says_what_came_after_and_before(client: Client) -> None:
    old = plain(client.get("/places/allerdale/").content.decode())
    assert "Allerdale was replaced by Cumberland on 1 April 2023." in old
    new = plain(client.get("/places/cumberland/").content.decode())
    assert "Cumberland took the place of Cumbria and Allerdale on 1 April 2023." in new
    cumbria = Place.objects.get(slug="cumbria")
    PlaceLink.objects.create(place=cumbria, other=make.place("Westmorland"), kind="succeeded_by")
    new = plain(client.get("/places/cumberland/").content.decode())
    assert "Cumberland took the place of Cumbria (in part) and Allerdale on" in new


@pytest.mark.usefixtures("cumbria")
@pytest.mark.parametrize(
    ("code", "slug"), [("E07000026", "allerdale"), ("e06000063", "cumberland")]
)
def test_a_code_leads_to_the_place_that_carries_or_carried_it(
    client: Client, code: str, slug: str
) -> None:
    assert client.get(f"/places/code/{code}/").headers["Location"] == f"/places/{slug}/"


@pytest.mark.usefixtures("cumbria")
@pytest.mark.parametrize("code", ["E06999999", "%00", "cumberland", "x" * 400])
def test_a_code_that_no_place_has_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/places/code/{code}/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_as_at_a_day_asks_as_often_with_many(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    after = make.place("After")
    for number in range(count):
        place = make.place(f"Place {number:02}")
        place.names.update(valid_to=DAY)
        PlaceLink.objects.create(place=place, other=after, kind="succeeded_by", valid_from=DAY)
    with django_assert_num_queries(8):
        assert len(names(client, "?on=2022-06-01")) == min(count + 1, 25)


def test_the_public_page_of_a_place_that_ended_leads_to_what_came_after(client: Client) -> None:
    old, new = make.place("Allerdale", "district"), make.place("Cumberland", "unitary")
    PlaceLink.objects.create(place=old, other=new, kind="succeeded_by", valid_from=DAY)
    page = client.get("/places/allerdale/").content.decode()
    assert '<a href="/places/cumberland/">Cumberland</a> on' in page
    assert "/places/allerdale/follow/" not in page
    assert "places like Allerdale" not in page
    assert "/places/cumberland/follow/" in client.get("/places/cumberland/").content.decode()


def test_what_came_after_is_followed_to_what_stands_today(client: Client) -> None:
    old, between = make.place("Taunton Deane", "district"), make.place("Somerset West", "district")
    now = make.place("Somerset", "unitary")
    days = [dt.date(2019, 4, 1), dt.date(2023, 4, 1)]
    for place, after, day in ((old, between, days[0]), (between, now, days[1])):
        place.names.update(valid_to=day)
        PlaceLink.objects.create(place=place, other=after, kind="succeeded_by", valid_from=day)
    page = text_of(client.get("/places/taunton-deane/"))
    assert "Taunton Deane was replaced by Somerset West on 1 April 2019" in page
    assert "Today: Somerset" in page
    assert "Today" not in text_of(client.get("/places/somerset-west/"))
    said = standing([old, between], timezone.localdate())
    assert said[old.pk].words == "ended 1 April 2019, today Somerset"
    assert said[between.pk].words == "ended 1 April 2023, replaced by Somerset"
