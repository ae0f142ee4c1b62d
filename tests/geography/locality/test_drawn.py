"""A place on the map: a small England with it marked, and the councils that it is made of."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from geography.locality.drawn import Drawn, drawn_of
from geography.locality.whereabouts import whereabouts
from partnerships.models import Place, PlaceCode
from tests import builders as make


def drawn(place: Place) -> Drawn:
    return drawn_of(place, whereabouts(place).councils)


def council(name: str, code: str, within: Place | None = None, **fields: object) -> Place:
    place = make.place(name, "district", within=within)
    PlaceCode.objects.create(place=place, code=code, **fields)
    return place


@pytest.fixture
def sussex(db: None) -> Place:
    county = make.place("East Sussex", "county")
    council("Hastings", "E07000062", within=county)
    council("Lewes", "E07000063", within=county)
    return county


def test_a_council_is_marked_with_a_dot_where_it_is_small(sussex: Place) -> None:
    hastings = drawn(Place.objects.get(name="Hastings"))
    assert hastings.locator is not None
    assert hastings.locator.dot is not None
    assert (hastings.councils, hastings.chart) == ((), None)
    cornwall = drawn(council("Cornwall", "E06000052")).locator
    assert cornwall is not None
    assert cornwall.dot is None


def test_a_county_is_drawn_by_its_councils(sussex: Place) -> None:
    made = drawn(sussex)
    assert [one.name for one in made.councils] == ["Hastings", "Lewes"]
    assert made.chart is not None
    assert {(area.said, area.url) for area in made.chart.areas} == {
        ("Hastings", "/places/hastings/"),
        ("Lewes", "/places/lewes/"),
    }
    assert made.locator is not None


def test_a_council_without_an_outline_is_named(sussex: Place) -> None:
    council("Newham Bay", "E07999999", within=sussex)
    made = drawn(sussex)
    assert made.missing == ("Newham Bay",)
    assert len(made.councils) == 3
    page = Client().get(f"{sussex.get_absolute_url()}about/").content.decode()
    assert "Not drawn, as no outline is held: Newham Bay." in page


def test_a_ward_is_marked_by_the_council_around_it(sussex: Place) -> None:
    hastings = Place.objects.get(name="Hastings")
    castle = drawn(make.place("Castle", "ward", within=hastings))
    assert castle.locator == drawn(hastings).locator
    assert castle.councils == ()


def test_what_has_ended_and_what_is_made_up_is_on_no_map(sussex: Place) -> None:
    ended = council("Craven", "E07000163", valid_to=dt.date(2023, 4, 1))
    assert drawn(ended) == Drawn()
    hastings = Place.objects.get(name="Hastings")
    Place.objects.filter(pk=hastings.pk).update(is_example=True)
    hastings.refresh_from_db()
    assert drawn(hastings) == Drawn()
    assert [one.name for one in drawn(sussex).councils] == ["Lewes"]


@pytest.mark.parametrize("slug", ["kent", "greater-manchester", "south-east", "wigan", "liverpool"])
def test_the_page_about_a_place_has_its_drawings(kept_demo: None, slug: str) -> None:
    page = Client().get(f"/places/{slug}/about/").content.decode()
    assert page.count('<svg class="noprint"') == 1
    made_of_councils = slug in ("kent", "greater-manchester", "south-east")
    assert ('<h2 id="councils">Its councils</h2>' in page) == made_of_councils
    assert ("Contains OS data" in page) == made_of_councils
    assert "style=" not in page


@pytest.mark.parametrize("slug", ["kent", "wigan", "liverpool"])
def test_the_page_of_a_place_marks_it_on_a_small_england(kept_demo: None, slug: str) -> None:
    assert Client().get(f"/places/{slug}/").content.decode().count('<svg class="noprint"') == 1


def test_a_region_is_drawn_with_the_numbers_of_its_table(kept_demo: None) -> None:
    page = Client().get("/places/north-east/").content.decode()
    drawn = page.split('<figure class="map">')[1].split("</figure>")[0]
    assert drawn.count("<title>") == 12
    assert set(re.findall(r">(\d+)</text>", drawn)) == {str(number) for number in range(1, 13)}
    assert drawn.count('class="edge"') == 4
    assert "<a " not in drawn
    assert "Contains OS data" in page


def test_councils_are_counted_in_no_query_more(sussex: Place, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        drawn(sussex)
