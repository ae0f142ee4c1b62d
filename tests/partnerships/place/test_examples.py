"""Made-up examples are no part of the country: counts and totals leave them out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from barriers.models import Barrier
from partnerships.place.examples import of_the_country
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def exampleshire() -> Cast:
    """The usual people, and a made-up county with a record of each kind beside Bradford's."""
    cast = builders.cast()
    county = builders.place("Exampleshire", "county", is_example=True)
    together = builders.programme("Together", [county], is_example=True)
    kind = {"category": builders.category("structures")}
    builders.pilot(county, "Invented pilot", programme=together)
    builders.barrier(county, "We cannot invent", **kind)
    builders.flow(county, Decimal(700), description="Invented money")
    builders.pilot(cast.bradford, "Real pilot")
    builders.barrier(cast.bradford, "We cannot see", **kind)
    builders.flow(cast.bradford, Decimal(300), description="Real money")
    return cast


@pytest.mark.parametrize("path", ["/pilots/", "/barriers/", "/funding/flows/", "/programmes/"])
def test_lists_of_the_country_leave_examples_out(exampleshire: Cast, path: str) -> None:
    page = Client().get(path).content.decode()
    assert "Exampleshire" not in page
    assert "Invented" not in page


def test_totals_of_money_add_no_invented_pound(exampleshire: Cast) -> None:
    page = Client().get("/funding/flows/").content.decode()
    assert "£300" in page
    assert "£1,000" not in page


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/pilots/?place=exampleshire", "Invented pilot"),
        ("/pilots/?programme=together", "Invented pilot"),
        ("/barriers/?place=exampleshire", "We cannot invent"),
        ("/barriers/report/?place=exampleshire", "Exampleshire"),
        ("/funding/flows/?place=exampleshire", "£700"),
        ("/places/?q=exampleshire&examples=only", "Exampleshire"),
    ],
)
def test_whoever_names_an_example_sees_it(exampleshire: Cast, path: str, shown: str) -> None:
    assert shown in Client().get(path).content.decode()


def test_who_works_in_an_example_sees_it_everywhere(exampleshire: Cast) -> None:
    county = Barrier.objects.get(title="We cannot invent").places.get()
    officer = builders.user("County officer", ("contributor", county))
    barriers = of_the_country(Barrier.objects.visible_to(officer), officer)
    assert barriers.count() == 2
    made_up = builders.organisation("Housing ministry (example)", is_example=True)
    official = builders.user("Invented official", ("officer", made_up))
    assert of_the_country(Barrier.objects.all(), official).count() == 2
    others = of_the_country(Barrier.objects.all(), exampleshire.bradford_officer)
    assert [one.title for one in others] == ["We cannot see"]


def test_a_made_up_place_is_no_other_place_of_a_real_one(exampleshire: Cast) -> None:
    real = Barrier.objects.prefetch_related("place_links__place").get(title="We cannot see")
    made_up = Barrier.objects.prefetch_related("place_links__place").get(title="We cannot invent")
    assert not Barrier.objects.like(real).exists()
    assert Barrier.objects.like(made_up).get() == real
