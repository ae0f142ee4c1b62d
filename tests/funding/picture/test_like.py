"""The money of a place beside that of places like it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerships.models import Place, PlaceFigure
from records.models import Source
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/places/here/funding/?by=like"


@pytest.fixture
def here() -> Place:
    return builders.place("Here", "unitary")


def people(place: Place, number: int) -> None:
    source, _ = Source.objects.get_or_create(slug="s", title="S")
    PlaceFigure.objects.create(
        place=place, measure="population", value=number, unit="people", release="2024",
        source=source,
    )  # fmt: skip


def lines(client: Client) -> dict[str, tuple[str, str, str]]:
    made = client.get(URL).context["page"].breakdown
    return {x.label: (str(x.total), str(x.per_head or ""), x.note) for x in made.lines}


def test_places_like_this_one_stand_beside_it_for_each_resident(
    client: Client, here: Place
) -> None:
    there = builders.place("There", "unitary")
    builders.place("A ward", "ward")
    for place, number, amount in ((here, 100, 500), (there, 200, 500)):
        people(place, number)
        builders.flow(place, amount)
    builders.flow(there, 9, meaning="paid")
    made = lines(client)
    assert list(made) == ["Here", "There"]
    assert made["Here"] == ("£500", "£5", "This place")
    assert made["There"][:2] == ("£500", "£2.50")


def test_what_cannot_be_compared_says_why(client: Client, here: Place) -> None:
    builders.flow(here, 500)
    for name, amount in (("Nothing", "none"), ("Unknown", None), ("Nobody", 5)):
        place = builders.place(name, "unitary")
        if name == "Unknown":
            people(place, 100)
        if amount != "none":
            builders.flow(place, amount)
    hidden = builders.place("Hidden", "unitary")
    builders.flow(hidden, 5, visibility="team")
    made: dict[str, Any] = lines(client)
    assert made["Nothing"][2].endswith("Not compared: none that you can see is recorded")
    assert made["Hidden"][2].endswith("Not compared: none that you can see is recorded")
    assert made["Unknown"][2].endswith("Not compared: no amount is known")
    assert made["Nobody"][2].endswith("Not compared: its population is not known")


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_the_same_for_one_like_it_and_for_thirty(
    client: Client, here: Place, count: int
) -> None:
    builders.flow(here, 1)
    for n in range(count):
        builders.flow(builders.place(f"Place {n}", "unitary"), n)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    assert len(asked) == 9
