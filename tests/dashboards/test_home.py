"""The first page for anyone who is not signed in."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def numbers(client: Client) -> dict[str, str]:
    home = client.get("/").context["home"]
    return {number.label: str(number.value) for number in home.numbers}


def test_a_resident_finds_a_search_and_the_places_by_region(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hubs")
    builders.pilot(cast.luton, slug="luton-pilot")
    cast.luton.pilots.update(name="")

    response = client.get("/")
    page = response.content.decode()
    assert 'action="/places/"' in page
    assert [region.name for region in response.context["home"].regions] == [
        "East of England",
        "Yorkshire and The Humber",
    ]
    assert '<a href="/places/bradford/">Bradford' in page
    assert "Hubs" in page
    assert "Pilot name not known" in page


def test_counts_hold_only_what_the_public_may_see(client: Client, cast: Cast) -> None:
    for visibility in ("public", "network", "team"):
        builders.pilot(cast.bradford, f"A {visibility} pilot", visibility=visibility)
        builders.barrier(cast.bradford, visibility=visibility)
        builders.flow(cast.bradford, 100, visibility=visibility)

    assert numbers(client) == {
        "Places in the record": "1",
        "Pilots": "1",
        "Flows of money": "1",
        "Barriers": "1",
    }
    page = client.get("/").content.decode()
    assert "A public pilot" in page
    assert "A network pilot" not in page
    assert "A team pilot" not in page


def test_each_number_leads_to_a_list_of_so_many(client: Client, cast: Cast) -> None:
    builders.pilot(cast.luton)
    for number in client.get("/").context["home"].numbers:
        assert client.get(number.url).status_code == 200, number.label
    listed = client.get("/places/").context["directory"]
    assert numbers(client)["Places in the record"] == str(listed.count) == "2"


def test_unknown_amounts_are_told_beside_the_count(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 100)
    builders.flow(cast.bradford)

    assert "the amounts of 1 are not known" in client.get("/").content.decode()


def test_made_up_places_are_marked(client: Client, cast: Cast) -> None:
    county = builders.place("Exampleshire", "county", is_example=True)
    builders.programme("Together", [county], is_example=True)

    page = client.get("/").content.decode()
    assert "Made up, as an example" in page
    assert "Exampleshire" in page


def test_many_places_are_counted_by_region(client: Client, cast: Cast) -> None:
    for number in range(45):
        builders.programme(f"P{number}", [builders.place(f"T{number}", within=cast.region)])

    response = client.get("/")
    page = response.content.decode()
    assert "T44" not in page
    [line] = response.context["home"].regions[0].lines
    assert (line.name, line.url) == ("46 places", "/places/?region=yorkshire-and-the-humber")
    assert client.get(line.url).context["directory"].count.count == 46


def test_an_empty_record_says_so(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "No place is in the record yet." in page
    assert numbers(client)["Pilots"] == "0"


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        place = builders.place(f"Town {number}", within=cast.region)
        builders.programme(f"P{number}", [place])
        builders.pilot(place)
        builders.barrier(place)
        builders.flow(place)
    with django_assert_num_queries(8):
        home = client.get("/").context["home"]
    assert str(home.numbers[0].value) == str(count + 1)


def test_the_regions_of_many_places_add_up_to_the_number_above(client: Client, cast: Cast) -> None:
    for number in range(42):
        builders.programme(f"P{number}", [builders.place(f"T{number}", within=cast.region)])
    builders.programme("Abroad", [builders.place("Belfast")])
    county = builders.place("Exampleshire", "county", is_example=True)
    builders.programme("Together", [county], is_example=True)
    gone = builders.place("Gone", within=cast.region)
    gone.names.update(valid_to=dt.date(2020, 4, 1))
    builders.programme("Before", [gone])

    home = client.get("/").context["home"]
    counted = {region.name: region.lines[0] for region in home.regions}
    assert counted.pop("Made up, as an example").name == "Exampleshire"
    for line in counted.values():
        assert line.name == client.get(line.url).context["directory"].count.words("place")
    assert counted["In no region"].name == "1 place"
    page = client.get("/").content.decode()
    assert "<span>In no region</span><b>1 place</b>" in page
    places = sum(int(line.name.split()[0]) for line in counted.values())
    assert numbers(client)["Places in the record"] == str(places) == "45"
    assert str(client.get("/places/").context["directory"].count) == "45"


def test_a_made_up_place_in_a_region_stands_under_its_own_word(client: Client, cast: Cast) -> None:
    town = builders.place("Sampleton", within=cast.region, is_example=True)
    builders.programme("Together", [town], is_example=True)

    regions = {one.name: one.lines for one in client.get("/").context["home"].regions}
    assert [line.name for line in regions["Made up, as an example"]] == ["Sampleton"]
    assert "Sampleton" not in {line.name for line in regions[cast.region.name]}
