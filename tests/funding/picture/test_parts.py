"""Districts of a county, councils of a region: each by itself, and all with each pound once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from funding.models import FlowPlace
from partnerships.models import Place, PlaceFigure
from records.models import Source
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Place:
    region = builders.place("North", "region")
    return builders.place("Kentshire", "county", within=region)


def parts(client: Client, place: Place, query: str = "") -> Any:
    return client.get(f"/places/{place.slug}/funding/?by=place{query}").context["page"].parts


def said(made: Any) -> dict[str, list[str]]:
    lines = [*made.lines, *([made.whole] if made.whole else []), made.in_all]
    return {line.label: [str(cell.total) for cell in line.cells] for line in lines}


def test_districts_are_summed_to_their_county_each_pound_once(
    client: Client, county: Place
) -> None:
    east, west = (builders.place(name, "district", within=county) for name in ("East", "West"))
    builders.place("Empty", "district", within=county)
    builders.place("A ward", "ward", within=county)
    grant = builders.flow(county, 1000)
    builders.flow(east, 300, parent=grant)
    both = builders.flow(east, 60)
    FlowPlace.objects.create(flow=both, place=west)
    builders.flow(west, 5, meaning="paid")
    made = parts(client, county)
    assert made.meanings == ("Committed", "Paid")
    assert said(made) == {
        "East": ["£300 to £360", "none recorded"],
        "West": ["at most £60", "£5"],
        "For Kentshire as a whole": ["£700", "none recorded"],
        "In all, each pound once": ["£1,060", "£5"],
    }
    assert "1 amount is for several of these places" in made.says
    assert "1 more place has no money that you can see." in made.says


def test_councils_are_summed_to_their_region_and_a_district_stands_in_its_county(
    client: Client, county: Place
) -> None:
    region = Place.objects.get(slug="north")
    district = builders.place("East", "district", within=county)
    city = builders.place("City", "unitary", within=region)
    builders.flow(district, 10)
    builders.flow(city, 7)
    assert said(parts(client, region)) == {
        "City": ["£7"],
        "Kentshire": ["£10"],
        "In all, each pound once": ["£17"],
    }


def test_each_number_leads_to_the_list_that_it_adds_up(client: Client, county: Place) -> None:
    east = builders.place("East", "district", within=county)
    builders.flow(east, 300, receiver=builders.organisation("Body"))
    builders.flow(county, 20)
    made = parts(client, county)
    for line in (*made.lines, made.in_all):
        for cell in line.cells:
            listed = client.get(cell.url).context["totals"]
            assert str(listed.of("committed")) == str(cell.total)


def test_money_for_each_resident_where_a_population_is_known(client: Client, county: Place) -> None:
    east = builders.place("East", "district", within=county)
    builders.place("West", "district", within=county)
    PlaceFigure.objects.create(
        place=east, measure="population", value=100, unit="people", release="Mid-2024",
        source=Source.objects.create(slug="s", title="S"),
    )  # fmt: skip
    builders.flow(east, 300)
    assert str(parts(client, county).lines[0].per_head) == "£3"


def test_hidden_money_of_a_part_is_in_no_line(client: Client, county: Place) -> None:
    east = builders.place("East", "district", within=county)
    builders.flow(east, 300, visibility="team")
    builders.flow(county, 20)
    assert said(parts(client, county)) == {"In all, each pound once": ["£20"]}
    text = client.get(f"/places/{county.slug}/funding/?by=place").content.decode()
    assert "No money that you can see is recorded for a single place within this one." in text


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_the_same_for_one_district_and_for_thirty(
    client: Client, county: Place, count: int
) -> None:
    for n in range(count):
        builders.flow(builders.place(f"District {n}", "district", within=county), n)
    with CaptureQueriesContext(connection) as asked:
        parts(client, county)
    assert len(asked) == 12
