"""Lists are asked by addresses without empty parameters."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "clean"),
    [
        ("/barriers/?q=&category=&status=any-open", "/barriers/?status=any-open"),
        ("/barriers/?q=", "/barriers/"),
        ("/pilots/?status=live&status=&status=closed&q=", "/pilots/?status=live&status=closed"),
        ("/places/?q=&region=", "/places/"),
        ("/places/map/?region=&by=barriers", "/places/map/?by=barriers"),
        ("/sources/?q=", "/sources/"),
    ],
)
def test_a_list_leads_once_to_its_address_without_empty_parameters(
    client: Client, cast: Cast, sent: str, clean: str
) -> None:
    answer = client.get(sent)
    assert (answer.status_code, answer["Location"]) == (302, clean)
    assert client.get(clean).status_code == 200


def test_other_pages_are_answered_as_they_were_asked(client: Client, cast: Cast) -> None:
    for address in ("/search/?q=", "/who-to-ask/?q=&place=", f"/places/{cast.bradford.slug}/?q="):
        assert client.get(address).status_code == 200
