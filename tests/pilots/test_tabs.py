"""The part of a pilot is marked on its page, and on the pages below it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("below", "label", "how"),
    [
        ("", "Overview", "page"),
        ("indicators/", "Figures", "page"),
        ("timeline/", "Overview", "true"),
        ("life/", "Overview", "true"),
        ("meetings/", "Overview", "true"),
        ("partners/", "People", "page"),
        ("equality/", "People", "true"),
    ],
)
def test_the_part_of_a_pilot_is_marked(
    client: Client, cast: Cast, below: str, label: str, how: str
) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    page = client.get(f"{pilot.get_absolute_url()}{below}").content.decode()
    tabs = page.split('aria-label="Parts of')[1].split("</nav>")[0]
    [(marked, words)] = re.findall(r'aria-current="(\w+)">([^<]+)', tabs)
    assert (words.strip(), marked) == (label, how)
