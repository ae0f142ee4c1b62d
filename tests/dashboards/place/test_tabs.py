"""The parts of a place stand on each of its pages, with that in which the reader is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.builders import Cast

pytestmark = pytest.mark.django_db


def current(client: Client, address: str) -> tuple[str, str] | None:
    """The tab that is marked, with how; None where no part of a place is."""
    page = client.get(address).content.decode()
    if 'aria-label="Parts of this place"' not in page:
        return None
    tabs = page.split('aria-label="Parts of this place"')[1].split("</nav>")[0]
    [(how, label)] = re.findall(r'aria-current="(\w+)">([^<]+)<', tabs)
    return label, how


def test_the_part_of_a_place_is_marked_on_its_page_and_below_it(client: Client, cast: Cast) -> None:
    place = f"/places/{cast.bradford.slug}/"
    assert current(client, f"{place}funding/") is None  # it has parts of its own
    assert current(client, f"{place}partners/") == ("Partners", "page")
    assert current(client, f"{place}governance/") == ("Who decides", "page")
    assert current(client, place) == ("Overview", "page")
    client.force_login(cast.bradford_editor)
    assert current(client, place) == ("Overview", "page")
    assert current(client, f"{place}services/") == ("Overview", "true")


def test_no_part_of_a_place_is_marked_on_other_pages(client: Client, cast: Cast) -> None:
    for address in ("/places/", "/places/map/", "/pilots/"):
        assert current(client, address) is None, address
    assert current(client, "/places/none-such/funding/") is None
    client.force_login(cast.outsider)
    refused = client.get(f"/places/{cast.bradford.slug}/edit/")
    assert refused.status_code == 403
    assert "Parts of this place" not in refused.content.decode()
