"""A list narrowed to a place that was replaced says by which, with the way to that list."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from partnerships.models import Place, PlaceLink
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db

SAID = "Allerdale was replaced: see the same list for Cumberland or Westmorland"


@pytest.fixture
def allerdale(cast: Cast) -> Place:
    """A district that two councils replaced in April 2023."""
    before = builders.place("Allerdale", "district")
    for name in ("Cumberland", "Westmorland"):
        after = builders.place(name, "unitary")
        builders.pilot(after, f"Pilot of {name}", visibility="public")
        PlaceLink.objects.create(
            place=before, other=after, kind="succeeded_by", valid_from=dt.date(2023, 4, 1)
        )
    return before


@pytest.mark.parametrize("address", ["/pilots/", "/barriers/", "/visits/", "/lessons/"])
def test_an_empty_list_of_a_replaced_place_leads_to_those_that_came_after(
    cast: Cast, allerdale: Place, address: str
) -> None:
    response = signed_in(cast.outsider).get(f"{address}?place=allerdale")
    assert SAID in text_of(response)
    assert 'href="?place=cumberland"' in response.content.decode()


def test_the_other_filters_stay_and_the_list_of_the_new_place_says_nothing(
    cast: Cast, allerdale: Place
) -> None:
    page = Client().get("/pilots/?place=allerdale&q=warm").content.decode()
    kept = re.findall(r'<a href="(\?[^"]*)">Cumberland</a>', page)
    assert [sorted(parse_qsl(address[1:].replace("&amp;", "&"))) for address in kept] == [
        [("place", "cumberland"), ("q", "warm")]
    ]
    after = text_of(Client().get("/pilots/?place=cumberland"))
    assert "Pilot of Cumberland" in after
    assert "was replaced" not in after


def test_a_place_that_stands_or_still_has_rows_is_not_said_to_be_replaced(
    cast: Cast, allerdale: Place
) -> None:
    assert "was replaced" not in text_of(Client().get("/pilots/?place=luton"))
    builders.pilot(allerdale, "Ended before", visibility="public")
    kept = text_of(Client().get("/pilots/?place=allerdale"))
    assert "Ended before" in kept
    assert "was replaced" not in kept
