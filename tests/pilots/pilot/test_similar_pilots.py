"""Pilots like one: by topic, people and kind of place, with the reason, of those that one sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Topic
from pilots.models import Pilot
from pilots.pilot.similar_pilots import pilots_like
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()


def about(at: Any, name: str, *topics: Topic, **fields: Any) -> Pilot:
    pilot = builders.pilot(at, name, **fields)
    pilot.topics.add(*topics)
    return Pilot.objects.get(pk=pilot.pk)


def names(user: Any, pilot: Pilot) -> list[str]:
    return [one.name for one in pilots_like(user, pilot)]


def test_the_nearest_comes_first_and_says_why(people: Cast, homes: Topic) -> None:
    rents = Topic.objects.create(name="Rents", slug="rents")
    town = builders.place("Leeds", "metropolitan_borough")
    whom = "Private tenants in cold homes and their landlords"
    one = about(people.bradford, "Warm homes", homes, rents, target_group=whom)
    about(people.luton, "Far", homes)
    about(town, "Near", homes, rents, target_group="Private tenants in cold homes")
    about(town, "Other", Topic.objects.create(name="Skills", slug="skills"))
    found = pilots_like(PUBLIC, one)
    assert [row.name for row in found] == ["Near", "Far"]
    assert found[0].words == (
        "about homes and rents too; for private tenants in cold homes; "
        "led by the same kind of place: metropolitan borough"
    )
    assert found[1].words == "about homes too; led by another kind of place: unitary council"
    page = Client().get(f"{one.get_absolute_url()}about/").content.decode()
    assert found[1].words in page


def test_nobody_is_shown_a_pilot_that_they_may_not_see(people: Cast, homes: Topic) -> None:
    one = about(people.bradford, "Warm homes", homes)
    about(people.luton, "Hidden", homes, visibility="place")
    assert names(PUBLIC, one) == []
    assert names(people.luton_officer, one) == ["Hidden"]


def test_without_a_topic_the_people_count(people: Cast) -> None:
    one = builders.pilot(people.bradford, "One", target_group="Refugees and asylum seekers")
    builders.pilot(people.luton, "Two", target_group="Refugees")
    builders.pilot(people.luton, "Three", target_group="Schools")
    assert names(PUBLIC, one) == ["Two"]
    assert names(PUBLIC, builders.pilot(people.luton, "Nothing known")) == []


def test_quotes_and_signs_in_the_text_break_nothing(people: Cast) -> None:
    odd = builders.pilot(people.bradford, target_group="O'Brien's & 100% | people: (all) !*")
    assert names(PUBLIC, odd) == []


def test_made_up_pilots_are_alike_among_themselves(people: Cast, homes: Topic) -> None:
    county = builders.place("Exampleshire", is_example=True)
    made_up = about(county, "Made up", homes)
    real = about(people.bradford, "Real", homes)
    assert names(PUBLIC, real) == []
    assert names(PUBLIC, made_up) == []


@pytest.mark.parametrize("many", [1, 30])
def test_one_query_for_thirty_as_for_one(
    people: Cast, homes: Topic, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(many):
        about(people.bradford, f"Pilot {n}", homes)
    one = Pilot.objects.with_places().get(pk=about(people.luton, "One", homes).pk)
    with django_assert_num_queries(1):
        assert len(pilots_like(PUBLIC, one)) == min(many, 5)
