"""The places of a programme: what part each had, when, and which could not be linked."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnerships.models import Place, Programme, ProgrammePlace
from records.models import Source
from reorganise.actions import reorganise
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import words
from tests.pilots.forms import filled
from tests.reorganise.reorganised import APRIL, cumbria, merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="prospectus", title="Prospectus", publisher="GOV.UK")


def taking_part(programme: Programme, place: Place, **fields: Any) -> ProgrammePlace:
    return ProgrammePlace.objects.create(programme=programme, place=place, **fields)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words(response.content.decode())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"role": "pilot area"}, "pilot area."),
        ({"named": "Balsall Heath"}, "Balsall Heath."),
        (
            {"named": "Kenton", "role": "pilot area", "note": "One of 12."},
            "Kenton: pilot area. One of 12.",
        ),
        (
            {"valid_from": dt.date(2018, 1, 1), "valid_from_precision": "year"},
            "from 2018.",
        ),
        (
            {
                "role": "pilot place",
                "valid_from": dt.date(2011, 1, 1),
                "valid_from_precision": "year",
                "valid_to": dt.date(2012, 11, 30),
                "valid_to_precision": "month",
            },
            "pilot place, from 2011 until November 2012.",
        ),
        (
            {"homes_planned": 15_000, "homes_qualifier": "at_most", "homes_built": 900},
            "At most 15,000 homes planned, 900 built.",
        ),
        (
            {
                "named": "Cranbrook",
                "homes_planned": 1,
                "homes_as_of": dt.date(2016, 3, 1),
                "homes_as_of_precision": "month",
            },
            "Cranbrook. 1 home planned (March 2016).",
        ),
        ({"homes_built": 0}, "0 built."),
    ],
)
def test_what_is_said_of_a_part_is_no_more_than_what_is_known(
    fields: dict[str, Any], said: str
) -> None:
    assert ProgrammePlace(**fields).words == said


def test_the_page_of_a_programme_says_what_part_each_place_had(
    client: Client, cast: Cast, source: Source
) -> None:
    towns = builders.programme("Plan for Towns")
    taking_part(towns, cast.luton, role="pilot area, jointly with Bedford", source=source)
    for name in ("Keighley", "Shipley"):
        taking_part(towns, cast.bradford, named=name, role="one of 75 towns", source=source)

    seen = page(client, f"/programmes/{towns.slug}/places/")
    assert "ilot area, jointly with Bedford" in seen
    assert "Prospectus" in seen
    assert "Keighley" in seen
    assert "Shipley" in seen
    assert seen.lower().count("one of 75 towns") == 2
    shown = client.get(f"/programmes/{towns.slug}/").context["page"]
    assert [row.place.name for row in shown.rows] == ["Bradford", "Luton"]
    assert shown.places.count == 2
    [listed] = client.get("/programmes/?q=towns").context["page"].rows
    assert listed.place_count == 2


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("A national fund: its source names no place.", "A national fund"),
        ("", "No list of its places has been found."),
    ],
)
def test_a_programme_without_a_place_says_why(client: Client, note: str, said: str) -> None:
    fund = builders.programme("Shared fund", places_note=note)
    seen = page(client, f"/programmes/{fund.slug}/")
    assert f"No place of this programme is linked here. {said}" in seen


def test_a_programme_says_which_of_its_places_are_not_linked(client: Client, cast: Cast) -> None:
    some = builders.programme("Total", [cast.luton], places_note="Manchester is not linked.")
    assert "Manchester is not linked." in page(client, f"/programmes/{some.slug}/")


def test_a_place_shows_its_part_in_what_was_tried_there_before(
    client: Client, cast: Cast, source: Source
) -> None:
    over = {"start": dt.date(2009, 4, 1), "end": dt.date(2010, 3, 31)}
    total = builders.programme("Total Place", **over)
    taking_part(total, cast.bradford, role="pilot area", source=source)
    overview = client.get("/places/bradford/").content.decode()
    assert "Total Place" in overview
    assert 'href="/places/bradford/before/"' in overview
    seen = page(client, "/places/bradford/before/")
    assert "Total Place" in seen
    assert "Pilot area. Source : Prospectus" in seen


def test_a_wider_place_names_the_first_few_of_those_within_it(client: Client, cast: Cast) -> None:
    made = builders.programme("Many towns", start=dt.date(2009, 4, 1), end=dt.date(2010, 3, 31))
    for name in "ABCDE":
        taking_part(made, cast.bradford, named=name, role="town")
    taking_part(made, cast.region, role="partner")
    before = f"/places/{cast.region.slug}/before/"
    assert f'href="{before}"' in client.get(cast.region.get_absolute_url()).content.decode()
    seen = " ".join(page(client, before).split())
    assert "Partner. Bradford: A: town. Bradford: B: town. and 3 more" in seen


def test_a_merger_keeps_each_town_that_a_place_stood_for() -> None:
    land = cumbria()
    towns = builders.programme("Towns")
    for place, name in (
        (land.allerdale, "Maryport"),
        (land.allerdale, "Wigton"),
        (land.copeland, ""),
    ):
        taking_part(towns, place, named=name, role="town")
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    new = ProgrammePlace.objects.filter(place__slug="cumberland").order_by("named")
    assert list(new.values_list("named", "role", "valid_from")) == [
        ("", "town", APRIL),
        ("Maryport", "town", APRIL),
        ("Wigton", "town", APRIL),
    ]


def test_a_site_says_how_many_homes_are_planned_and_built(client: Client, cast: Cast) -> None:
    part = cast.pfpp.place_links.get(place=cast.bradford)
    keeper = Client()
    keeper.force_login(cast.pfpp_lead)
    address = f"/programmes/{cast.pfpp.slug}/places/{part.pk}/"
    said = {"named": "Barton Park", "homes_planned": "885", "homes_qualifier": "about"}
    said |= {"homes_built": "237", "homes_as_of_month": "3", "homes_as_of_year": "2016"}
    assert keeper.post(address, filled(keeper, address, **said)).status_code == 302
    part.refresh_from_db()
    assert (part.homes_planned, part.homes_built) == (885, 237)
    listed = f"/programmes/{cast.pfpp.slug}/places/"
    assert "About 885 homes planned, 237 built (March 2016)" in page(client, listed)
    [row] = csv.DictReader(
        client.get(f"{listed}?format=csv").getvalue().decode("utf-8-sig").splitlines()
    )
    told = ("homes_planned", "homes_qualifier", "homes_built", "homes_as_of")
    assert [row[name] for name in told] == ["885", "about", "237", "2016-03"]


def test_homes_are_said_of_one_place_at_a_time(cast: Cast) -> None:
    keeper = Client()
    keeper.force_login(cast.pfpp_lead)
    address = f"/programmes/{cast.pfpp.slug}/places/add/"
    said = {"areas": "Luton\nYorkshire and The Humber", "homes_planned": "885"}
    refused = keeper.post(address, filled(keeper, address, **said))
    assert "Say how many homes for one place at a time" in refused.content.decode()
