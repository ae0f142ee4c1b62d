"""A place where nothing goes on, and like which there is none, leads to the nearest pilots."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_pilots_of_the_nearest_place_above_that_has_any(
    client: Client, cast: Cast
) -> None:
    area = builders.place("NHS Pennines", "integrated_care_system", within=cast.region)
    page = client.get("/places/nhs-pennines/").content.decode()
    assert '<a href="/pilots/">All pilots</a>' in page
    builders.pilot(cast.bradford, "Zanzibar", visibility="team")
    assert client.get("/places/nhs-pennines/").content.decode() == page
    builders.pilot(cast.bradford, "Hubs")
    page = client.get("/places/nhs-pennines/").content.decode()
    assert f'<a href="/pilots/?place={cast.region.slug}">1 pilot in {cast.region.name}</a>' in page
    assert area.name in page


def test_a_region_without_pilots_leads_to_those_elsewhere(client: Client, cast: Cast) -> None:
    address = cast.region.get_absolute_url()
    assert '<a href="/pilots/">pilots elsewhere</a>' in client.get(address).content.decode()
    builders.pilot(cast.bradford, "Hubs")
    assert "pilots elsewhere" not in client.get(address).content.decode()
