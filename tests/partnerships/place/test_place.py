"""Figures of a place, and the addresses that it had before."""

from __future__ import annotations

import pytest

from partnerships.models import FormerAddress, Organisation, Place, PlaceFigure
from tests import builders
from tests.partnerships.test_constraints import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


@pytest.fixture
def council() -> Organisation:
    return builders.organisation("Luton Council")


def test_a_figure_of_a_place_stands_once_and_says_what_it_counts(luton: Place) -> None:
    given = {"place": luton, "measure": "population", "unit": "people", "release": "Mid-2020"}
    PlaceFigure.objects.create(**given, value=213_528)
    again = lambda: PlaceFigure.objects.create(**given, value=1)  # noqa: E731
    assert broken(again) == "place_figure_once"
    bare = lambda: PlaceFigure.objects.create(**{**given, "measure": "other"})  # noqa: E731
    assert broken(bare) == "place_figure_says_what"


def test_a_former_address_leads_to_one_record(luton: Place, council: Organisation) -> None:
    both = lambda: FormerAddress.objects.create(slug="l", place=luton, organisation=council)  # noqa: E731
    assert broken(both) == "former_address_of_one_record"
    for column, record in (("place", luton), ("organisation", council)):
        FormerAddress.objects.create(slug="old", **{column: record})
        again = lambda c=column, r=record: FormerAddress.objects.create(slug="old", **{c: r})  # noqa: E731
        assert broken(again) == f"former_address_of_{column}_once"
