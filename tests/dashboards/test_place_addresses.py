"""Every address that leads to a place, and those that lead nowhere."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from partnerships.models import PlaceCode, PlaceLink, PlaceName
from tests import builders
from tests.builders import TODAY, Cast
from tests.dashboards.test_place import page

pytestmark = pytest.mark.django_db


def test_codes_current_and_ended_and_former_names_lead_to_the_place(
    client: Client, cast: Cast
) -> None:
    PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    PlaceCode.objects.create(place=cast.bradford, code="E07000001", valid_to=dt.date(2009, 4, 1))
    PlaceName.objects.create(
        place=cast.bradford, name="Bradford County Borough", kind="official", valid_to=TODAY
    )
    for address in ("E08000032", "e07000001", "bradford-county-borough"):
        assert client.get(f"/places/{address}/")["Location"] == "/places/bradford/"
        assert client.get(f"/places/{address}/funding/")["Location"] == "/places/bradford/funding/"


def test_a_name_that_two_places_share_leads_to_neither(client: Client, cast: Cast) -> None:
    for number in (1, 2):
        builders.place("Newport", slug=f"newport-{number}")
    assert client.get("/places/newport/").status_code == 404


@pytest.mark.parametrize("slug", ["nowhere", "a" * 300, "-", "E99999999"])
@pytest.mark.parametrize("part", ["", "brief/", "partners/", "funding/", "history/", "pilots/"])
def test_an_unknown_place_is_not_found(client: Client, cast: Cast, slug: str, part: str) -> None:
    assert client.get(f"/places/{slug}/{part}").status_code == 404


def test_a_place_that_ended_says_what_came_after(client: Client, cast: Cast) -> None:
    old = builders.place("Craven", "district")
    PlaceLink.objects.create(
        place=old, other=cast.bradford, kind="succeeded_by", valid_from=dt.date(2023, 4, 1)
    )
    text = page(client, "craven")
    assert "Craven was replaced by Bradford on 1 April 2023." in text
    assert "Bradford took the place of Craven on 1 April 2023." in page(client)


def test_the_lists_of_a_place_are_the_lists_with_its_filter(client: Client, cast: Cast) -> None:
    assert client.get("/places/bradford/pilots/")["Location"] == "/pilots/?place=bradford"
    assert client.get("/places/bradford/barriers/")["Location"] == "/barriers/?place=bradford"
