"""A region and a combined authority: their councils in a table and on a map, stories of pilots."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from geography.models import ContextFigure, Measure, MeasureRelease
from partnerships.models import Place
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


def test_the_sentence_says_how_many_councils_with_pilots_and_which_is_the_most_deprived(
    client: Client, cast: Cast, leeds: Place
) -> None:
    builders.place("North Yorks", "county", within=cast.region)
    builders.place("Tong", "ward", within=cast.bradford)
    builders.pilot(cast.bradford, "Hubs")
    deprivation(a=(cast.bradford, 36.9), b=(leeds, 24.2))
    text = read(client)
    assert (
        "Yorkshire and The Humber has 3 councils, one of them a county council. "
        "1 of them has a pilot that you can see. The most deprived is Bradford: 36.9% of its "
        "neighbourhoods are among the most deprived tenth in England (Indices of Deprivation 2025)."
    ) in text
    assert "24.2%" in text
    assert "No pilot that you can see" not in text


def test_the_table_has_of_each_council_what_its_own_page_counts(
    client: Client, cast: Cast, leeds: Place
) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs", leeds)
    for quarter in (4, 7):
        builders.update(
            pilot,
            state="accepted",
            period_start=dt.date(2026, quarter, 1),
            period_end=dt.date(2026, quarter + 2, 30),
        )
    builders.update(pilot, period_end=dt.date(2026, 10, 31), happened="Not accepted yet")
    ward = builders.place("Tong", "ward", within=cast.bradford)
    builders.barrier(ward)
    builders.flow(cast.bradford, 100)
    builders.flow(cast.bradford)
    builders.flow(cast.bradford, 30, meaning="paid")
    bradford, other = row_of(client, "Bradford"), row_of(client, "Leeds")
    assert (bradford.pilots.count, bradford.barriers.count) == (1, 1)
    assert bradford.money == "£100 committed; £30 paid; 1 of 3 amounts not known"
    assert bradford.update == "July to September 2026"
    assert client.get(bradford.update_url).status_code == 200
    assert (other.pilots.count, other.barriers.count, other.money) == (1, 0, "")
    assert "the rows do not add up to a total" in read(client)
    # Over all councils each stands once
    page = client.get(REGION).context["page"]
    counted = [said for said, _ in page.lists]
    assert counted == ["1 pilot", "1 barrier", "3 amounts of money", "1 programme"]


def test_what_is_not_known_is_not_zero_and_what_is_not_recorded_is_neither(
    client: Client, cast: Cast, leeds: Place
) -> None:
    builders.flow(cast.bradford)
    assert row_of(client, "Bradford").money == "1 amount not known"
    assert not row_of(client, "Leeds").has_any
    assert "1 council where nothing that you can see is recorded Leeds" in read(client)


def test_a_hidden_record_is_in_no_cell_count_or_story(
    client: Client, cast: Cast, leeds: Place
) -> None:
    builders.pilot(cast.bradford, "Hubs")
    before = read(client)
    secret = builders.pilot(leeds, "Zanzibar", visibility="place", summary="Zanzibar")
    builders.update(secret, state="accepted", public_sentence="Zanzibar")
    builders.barrier(leeds, "Zanzibar", visibility="place", pilot=secret)
    builders.flow(leeds, 777, visibility="place", description="Zanzibar")
    assert read(client) == before
    there = builders.user("Lee", ("contributor", leeds))
    text = read(client, there)
    assert "2 of them have a pilot that you can see" in text
    assert "£777 committed" in text


def test_made_up_places_are_in_no_table_count_or_story(
    client: Client, cast: Cast, leeds: Place
) -> None:
    before = read(client)
    made_up = builders.place("Exampleton", "unitary", within=cast.region, is_example=True)
    pilot = builders.pilot(made_up, "Pretend")
    builders.update(pilot, state="accepted", public_sentence="Pretend news")
    builders.barrier(made_up)
    builders.flow(made_up, 5)
    assert read(client) == before
    Place.objects.filter(pk=cast.region.pk).update(is_example=True)
    assert "Pretend news" in read(client)  # a made-up region has them


def test_stories_are_the_latest_news_then_what_other_pilots_try(
    client: Client, cast: Cast, leeds: Place
) -> None:
    told = builders.pilot(cast.bradford, "Hubs", summary="Two hubs.")
    builders.pilot(leeds, "Warm homes", summary="Homes nobody wants to heat.")
    builders.update(told, state="accepted", public_sentence="The hubs opened.")
    builders.update(told, public_sentence="Not accepted yet.")
    text = read(client).partition("Stories of pilots")[2]
    assert "Latest news Hubs Bradford; July to September 2026 The hubs opened." in text
    assert "What pilots try Warm homes Leeds; live Homes nobody wants to heat." in text
    assert "Two hubs." not in text
    assert "Not accepted yet" not in text


def test_what_is_of_the_area_itself_is_said_apart_from_its_councils(
    client: Client, cast: Cast
) -> None:
    authority = builders.place("West Yorks", "combined_authority", within=cast.region)
    builders.barrier(authority)
    builders.flow(authority, 5)
    text = read(client, address=authority.get_absolute_url())
    assert "No council of today is recorded in West Yorks." in text
    itself = text.partition("Recorded of West Yorks itself, and of none of its councils: ")[2]
    assert itself.startswith("1 barrier and 1 amount of money.")
    assert "Placebook does not record what boards" not in text  # no empty section of a council


def test_a_district_whose_county_council_alone_has_a_pilot_is_a_part_on_the_map(
    client: Client, cast: Cast
) -> None:
    sussex = builders.place("East Sussex", "county", within=cast.region)
    builders.place("Lewes", "district", within=sussex)
    builders.pilot(sussex, "Homes")
    shading = client.get(REGION).context["page"].councils.shading
    assert shading.by_url["/places/lewes/"] == ("part", "Lewes: only its county council has one")
    assert shading.by_url["/places/bradford/"] == ("none", "Bradford: no pilot to see")


@pytest.mark.parametrize(
    ("who", "queries"), [(None, 16), ("bradford_officer", 28), ("region_editor", 28)]
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
