"""A region and a combined authority: their councils in a table and on a map, and their news."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from geography.models import ContextFigure, Measure, MeasureRelease
from partnerships.models import Place, PlaceFigure
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import words

pytestmark = pytest.mark.django_db

REGION = "/places/yorkshire-and-the-humber/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def leeds(cast: Cast) -> Place:
    return builders.place("Leeds", "metropolitan_borough", within=cast.region)


def read(client: Client, reader: Any = None, address: str = REGION) -> str:
    if reader is not None:
        client.force_login(reader)
    return words(client.get(address).content.decode())


def lead(client: Client, address: str = REGION) -> str:
    """The sentence that opens the page."""
    html = client.get(address).content.decode()
    return words(html.split('<p class="lead">')[1].split("</p>")[0])


def row_of(client: Client, name: str) -> Any:
    rows = client.get(REGION).context["page"].councils.rows
    return next(row for row in rows if row.place.name == name)


def deprivation(**shares: tuple[Place, Any]) -> None:
    measure = Measure.objects.create(
        key="imd_lsoas_most_deprived_decile_pct",
        label="Most deprived tenth",
        topic="Deprivation",
        unit="% of neighbourhoods",
        decimals=1,
        levels="England",
        definition="Share",
        position=1,
    )
    source = Source.objects.create(slug="iod", title="Indices of Deprivation")
    release = MeasureRelease.objects.create(
        measure=measure, name="IoD2025", as_of=dt.date(2025, 1, 1)
    )
    for place, value in shares.values():
        ContextFigure.objects.create(release=release, place=place, value=value, source=source)


def test_the_sentence_says_how_many_councils_there_are_and_which_have_a_pilot(
    client: Client, cast: Cast, leeds: Place
) -> None:
    assert lead(client) == (
        "Yorkshire and The Humber has two councils. No pilots to show there yet."
    )
    builders.place("North Yorks", "county", within=cast.region)
    builders.place("Tong", "ward", within=cast.bradford)
    builders.pilot(cast.bradford, "Hubs")
    assert lead(client) == "Yorkshire and The Humber has three councils. Bradford has a pilot."
    assert "1 county council among them, over districts." in read(client)
    for number in range(4):
        builders.pilot(builders.place(f"City {number}", "unitary", within=cast.region))
    assert lead(client).endswith("seven councils. Five of them have a pilot.")
    assert "5 of 7" in read(client)


def test_councils_stand_by_how_deprived_they_are_with_the_numbers_of_the_map(
    client: Client, cast: Cast, leeds: Place
) -> None:
    aire = builders.place("Aire", "unitary", within=cast.region)
    PlaceFigure.objects.create(
        place=aire, measure="population", value=52_100, unit="people", release="Mid-2020"
    )
    deprivation(a=(leeds, 36.9), b=(cast.bradford, 24.2))
    shown = client.get(REGION).context["page"].councils.shown
    assert [(number, row.place.name, row.deprived) for number, row in shown] == [
        (1, "Leeds", "36.9%"),
        (2, "Bradford", "24.2%"),
        (3, "Aire", ""),
    ]
    text = read(client)
    assert "1 Leeds Metropolitan borough none none 36.9%" in text
    assert "3 Aire Unitary council, 52,100 people none none Not held" in text
    shading = client.get(REGION).context["page"].councils.shading
    assert shading.by_url["/places/leeds/"] == ("c5", "Leeds: 36.9%")
    assert shading.by_url["/places/aire/"] == ("none", "Aire: not held")
    assert shading.numbers["/places/bradford/"] == "2"


def test_of_many_councils_those_with_something_stand_and_the_rest_are_one_click_away(
    client: Client, cast: Cast
) -> None:
    for number in range(24):
        builders.place(f"Council {number:02}", "unitary", within=cast.region)
    last = builders.place("Zeal", "unitary", within=cast.region)
    builders.pilot(last)
    html = client.get(REGION).content.decode()
    shown = client.get(REGION).context["page"].councils.shown
    assert len(shown) == 20
    assert "Zeal" in [row.place.name for _, row in shown]
    assert "20 of its 26 councils" in words(html)
    assert html.count("/places/yorkshire-and-the-humber/within/") == 1
    links = re.findall(r'<a\b[^>]*href="(?!#main|/search/")', html)
    assert len(links) <= 51


def test_the_table_has_of_each_council_what_its_own_page_counts(
    client: Client, cast: Cast, leeds: Place
) -> None:
    builders.pilot(cast.bradford, "Hubs", leeds)
    ward = builders.place("Tong", "ward", within=cast.bradford)
    builders.barrier(ward)
    bradford, other = row_of(client, "Bradford"), row_of(client, "Leeds")
    assert (bradford.pilots.count, bradford.barriers.count) == (1, 1)
    assert (other.pilots.count, other.barriers.count) == (1, 0)
    assert "so rows don’t add up" in read(client)
    # Over all councils each stands once
    assert client.get(REGION).context["page"].counts["pilots"] == "1"


def test_a_hidden_record_is_in_no_cell_count_or_news(
    client: Client, cast: Cast, leeds: Place
) -> None:
    builders.pilot(cast.bradford, "Hubs")
    before = read(client)
    secret = builders.pilot(leeds, "Zanzibar", visibility="place", summary="Zanzibar")
    builders.update(secret, state="accepted", public_sentence="Zanzibar")
    builders.barrier(leeds, "Zanzibar", visibility="place", pilot=secret)
    builders.flow(leeds, 777, visibility="place", description="Zanzibar")
    assert read(client) == before
    client.force_login(builders.user("Lee", ("contributor", leeds)))
    assert lead(client).endswith("Bradford and Leeds have a pilot.")
    assert "Zanzibar" in read(client)


def test_made_up_places_are_in_no_table_count_or_news(
    client: Client, cast: Cast, leeds: Place
) -> None:
    before = read(client)
    made_up = builders.place("Exampleton", "unitary", within=cast.region, is_example=True)
    pilot = builders.pilot(made_up, "Pretend")
    builders.update(pilot, state="accepted", public_sentence="Pretend news")
    builders.barrier(made_up, "Pretend barrier")
    builders.flow(made_up, 5)
    assert read(client) == before
    Place.objects.filter(pk=cast.region.pk).update(is_example=True)
    text = read(client)  # a made-up region has them
    assert "Pretend news" in text
    assert "Pretend barrier" in text


def test_the_latest_news_that_everybody_may_read_stands_there(
    client: Client, cast: Cast, leeds: Place
) -> None:
    told = builders.pilot(cast.bradford, "Hubs", summary="Two hubs.")
    builders.update(told, state="accepted", public_sentence="The hubs opened.")
    builders.update(told, public_sentence="Not accepted yet.")
    text = read(client).partition("Latest news")[2]
    assert text.startswith(" Hubs Bradford; July to September 2026. The hubs opened.")
    assert "Not accepted yet" not in text


def test_what_is_of_the_area_itself_is_said_apart_from_its_councils(
    client: Client, cast: Cast
) -> None:
    authority = builders.place("West Yorks", "combined_authority", within=cast.region)
    builders.barrier(authority)
    builders.flow(authority, 5)
    text = read(client, address=authority.get_absolute_url())
    assert "We don’t know of any council in West Yorks today." in text
    itself = text.partition("Recorded for West Yorks itself, and not for any of its councils: ")[2]
    assert itself.startswith("1 barrier and 1 amount of money.")


def test_a_district_whose_county_council_alone_has_a_pilot_is_outlined_on_the_map(
    client: Client, cast: Cast
) -> None:
    sussex = builders.place("East Sussex", "county", within=cast.region)
    builders.place("Lewes", "district", within=sussex)
    builders.pilot(sussex, "Homes")
    shading = client.get(REGION).context["page"].councils.shading
    assert shading.outlined == {"/places/lewes/"}


@pytest.mark.parametrize(
    ("who", "queries"), [(None, 12), ("bradford_officer", 17), ("region_editor", 17)]
)
def test_it_asks_the_same_for_any_number_of_councils(
    client: Client, cast: Cast, who: str | None, queries: int
) -> None:
    if who:
        client.force_login(getattr(cast, who))

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(REGION).status_code == 200
        return len(made)

    def fill(at: Place) -> None:
        pilot = builders.pilot(at, programme=cast.pfpp)
        builders.update(pilot, state="accepted", public_sentence="News")
        builders.barrier(at, pilot=pilot)
        builders.flow(at, 5)

    fill(cast.bradford)
    asked()
    assert asked() == queries
    for number in range(12):
        fill(builders.place(f"Council {number}", "unitary", within=cast.region))
    assert asked() == queries
