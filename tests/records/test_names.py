"""Places, organisations and programmes are found however people type their names."""

import datetime as dt

import pytest
from django.test import Client

from partnerships.models import (
    Organisation,
    OrganisationName,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceName,
    Programme,
)
from tests import builders

pytestmark = pytest.mark.django_db


def places_for(text: str) -> list[str]:
    return [place.name for place in Place.objects.found_by(text).best_first(text)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("st helens", "St. Helens"),
        ("ST. HELENS", "St. Helens"),
        ("kings lynn", "King’s Lynn"),
        ("king's lynn", "King’s Lynn"),
        ("stoke on trent", "Stoke-on-Trent"),
        ("Stoke-on-Trent", "Stoke on Trent"),
        ("newcastle", "Newcastle upon Tyne"),
        ("newcastle tyne", "Newcastle upon Tyne"),
        ("City of Bristol", "Bristol, City of"),
        ("hammersmith & fulham", "Hammersmith and Fulham"),
        ("hammersmith and fulham", "Hammersmith & Fulham"),
        ("ynys mon", "Ynys Môn"),
        ("  luton  ", "Luton"),
    ],
)
def test_a_place_is_found_whatever_the_dots_dashes_and_accents(typed: str, name: str) -> None:
    builders.place(name)
    builders.place("Elsewhere")

    assert places_for(typed) == [name]


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "%", "_", "\x00", "'", "\\"])
def test_nothing_that_is_no_name_finds_everything(typed: str) -> None:
    builders.place("Luton")

    assert places_for(typed) == []


def test_a_very_long_name_is_cut_and_finds_nothing() -> None:
    builders.place("Luton")

    assert places_for("x" * 10_000) == []
    assert places_for("a b " * 5_000) == []


def test_a_former_and_a_short_name_find_the_place_of_today() -> None:
    place = builders.place("County Durham")
    PlaceName.objects.create(
        place=place, name="Durham County", kind="plain", valid_to=dt.date(1990, 1, 1)
    )
    PlaceName.objects.create(place=place, name="Co. Durham", kind="short")

    assert places_for("durham county") == ["County Durham"]
    assert places_for("co durham") == ["County Durham"]


def test_an_ended_code_still_finds_its_place() -> None:
    place = builders.place("Gateshead")
    PlaceCode.objects.create(place=place, code="E08000020", valid_to=dt.date(2013, 4, 1))
    PlaceCode.objects.create(place=place, code="E08000037", valid_from=dt.date(2013, 4, 1))

    assert places_for("E08000020") == ["Gateshead"]
    assert places_for("e08000037 ") == ["Gateshead"]
    assert places_for("E0800002") == []


def test_names_that_begin_so_come_before_those_that_only_hold_it() -> None:
    for name in ("East Ham", "Hampshire", "Birmingham"):
        builders.place(name)

    assert places_for("ham") == ["Hampshire", "Birmingham", "East Ham"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Bradfrod", "Bradford"),
        ("newcaslte", "Newcastle upon Tyne"),
        ("northumbria", "Northumberland"),
    ],
)
def test_a_misspelt_name_brings_up_the_near_one_first(typed: str, name: str) -> None:
    for other in (name, "Luton", "Cornwall"):
        builders.place(other)

    assert places_for(typed) == []
    assert Place.objects.spelt_like(typed)[0].name == name


def test_saint_and_st_are_one_word() -> None:
    builders.place("St. Helens")
    builders.place("Luton")

    assert places_for("Saint Helens") == places_for("st helens") == ["St. Helens"]


def test_an_organisation_is_found_by_its_former_name_and_abbreviation() -> None:
    ministry = builders.organisation(
        "Ministry of Housing, Communities and Local Government", "central_government"
    )
    OrganisationName.objects.create(
        organisation=ministry,
        name="Department for Levelling Up, Housing and Communities",
        short_name="DLUHC",
        valid_from=dt.date(2021, 9, 18),
        valid_to=dt.date(2024, 7, 9),
    )

    for typed in ("DLUHC", "dluhc", "levelling up", "housing & communities"):
        assert list(Organisation.objects.found_by(typed)) == [ministry], typed


def test_an_exact_abbreviation_comes_before_names_that_hold_it() -> None:
    builders.organisation("Adviser for Health")
    named = builders.organisation("Ministry of Health Works")
    OrganisationName.objects.filter(organisation=named).update(short_name="DVIS")
    found = Organisation.objects.found_by("dvis").best_first("dvis")

    assert [one.name for one in found] == ["Ministry of Health Works", "Adviser for Health"]


def test_a_programme_is_found_by_its_short_and_former_name() -> None:
    made = builders.programme(
        "Partnerships for People and Place", short_name="PfPP", former_name="Place Partnerships"
    )
    builders.programme("Total Place")

    assert list(Programme.objects.found_by("pfpp")) == [made]
    assert list(Programme.objects.found_by("place partnerships")) == [made]
    assert Programme.objects.found_by("place").count() == 2


def test_what_is_called_just_so_comes_before_what_begins_so() -> None:
    for name in ("Barking", "Barnet"):
        borough = builders.place(name)
        PlaceName.objects.create(
            place=borough, name=f"London Borough of {name}", kind=PlaceName.Kind.OFFICIAL
        )
    builders.place("London", "region")
    assert places_for("london") == ["London", "Barking", "Barnet"]


def test_of_two_places_of_one_name_the_one_that_stands_comes_first(client: Client) -> None:
    old, new = builders.place("Croxteth", "ward"), builders.place("Croxteth", "ward", slug="new")
    PlaceLink.objects.create(place=old, other=new, kind=PlaceLink.Kind.SUCCEEDED_BY)
    offered = client.get("/places/suggest/?q=croxteth").json()["results"]
    assert [(one["value"], one["hint"]) for one in offered] == [
        ("new", "ward"),
        (old.slug, "former ward"),
    ]
    offered = client.get("/search/suggest/?q=croxteth").json()["results"]
    assert [one["hint"] for one in offered] == ["ward", "former ward"]
    page = client.get("/search/?q=croxteth").content.decode()
    assert "Ended" in page
    [first, second] = client.get("/search/?q=croxteth").context["search"].rows
    assert (first.is_over, second.is_over) == (False, True)
    assert second.after == (("Croxteth", new.get_absolute_url()),)
    assert f'<a href="{new.get_absolute_url()}">Croxteth</a>' in page
