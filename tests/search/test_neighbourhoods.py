"""What is recorded of the pilots that work in a neighbourhood is found by its name."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerships.models import Place
from pilots.models import Milestone, Pilot, PilotPlace
from search.find import find
from search.words import make_anew
from tests import builders
from tests.builders import TODAY, Cast
from tests.searched import answers

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


@pytest.fixture
def ward(cast: Cast) -> Place:
    """A neighbourhood of Bradford, where nothing is recorded of itself."""
    return builders.place("Quixby", "neighbourhood", cast.bradford)


def at_ward(cast: Cast, ward: Place, name: str, **facts: Any) -> Pilot:
    pilot = builders.pilot(cast.bradford, name, **facts)
    PilotPlace.objects.create(pilot=pilot, place=ward, role="target")
    return pilot


def whole(typed: str, reader: Any = ANYBODY) -> list[str]:
    """The titles of those that have all of the words."""
    return [one.title for one in find(reader, typed).every if one.share > 0.99]


def test_what_a_pilot_has_elsewhere_is_found_by_the_neighbourhood_once(
    cast: Cast, ward: Place
) -> None:
    pilot = at_ward(cast, ward, "Warm homes")
    builders.barrier(cast.bradford, "Nobody may share kettles", pilot=pilot)
    builders.barrier(cast.bradford, "Kettles of the council")
    Milestone.objects.create(pilot=pilot, text="Kettles mended", due=TODAY)
    assert sorted(whole("quixby kettles")) == ["Kettles mended", "Nobody may share kettles"]
    assert sorted(whole("Quixby barriers")) == ["Nobody may share kettles"]
    street = builders.place("Windmill Street", "neighbourhood", ward)
    PilotPlace.objects.create(pilot=pilot, place=street, role="target")
    assert whole("quixby barriers") == ["Nobody may share kettles"]


def test_what_its_programme_has_at_the_council_is_found_too(cast: Cast, ward: Place) -> None:
    at_ward(cast, ward, "Warm homes", programme=cast.pfpp)
    for place, title, programme in (
        (cast.bradford, "Kettle grant", cast.pfpp),
        (cast.luton, "Kettle grant far away", cast.pfpp),
        (cast.bradford, "Kettle grant of another", None),
    ):
        builders.flow(place, description=title, programme=programme)
    assert whole("quixby kettle") == ["Kettle grant"]


def test_a_hidden_pilot_lends_its_records_to_nobody_else(cast: Cast, ward: Place) -> None:
    hidden = at_ward(cast, ward, "Hidden homes", visibility="place", programme=cast.pfpp)
    barrier = builders.barrier(cast.bradford, "Nobody may share kettles")
    type(barrier).objects.filter(pk=barrier.pk).update(pilot=hidden)
    builders.flow(cast.bradford, description="Kettle grant", programme=cast.pfpp)
    make_anew()
    before = find(ANYBODY, "quixby kettles").every
    assert whole("quixby kettles") == whole("quixby kettles", cast.luton_officer) == []
    assert {one.title for one in before} == {ward.name, "Nobody may share kettles", "Kettle grant"}
    # Nor does another, that is seen, bring the hidden one's programme along
    at_ward(cast, ward, "Open homes")
    assert whole("quixby kettles") == []
    mine = whole("quixby kettles", cast.bradford_editor)
    assert sorted(mine) == ["Kettle grant", "Nobody may share kettles"]


def test_a_council_stands_for_no_more_than_what_is_there(cast: Cast, ward: Place) -> None:
    pilot = at_ward(cast, ward, "Warm homes")
    builders.barrier(cast.luton, "Nobody may share kettles", pilot=pilot)
    assert whole("bradford kettles") == []


def test_a_neighbourhood_takes_one_query_more(cast: Cast, ward: Place) -> None:
    for number in range(5):
        pilot = at_ward(cast, ward, f"Homes {number}")
        builders.barrier(cast.bradford, f"Kettles {number}", pilot=pilot)
    find(ANYBODY, "kettles")
    for typed, queries in (("bradford kettles", 5), ("quixby kettles", 6)):
        with CaptureQueriesContext(connection) as asked:
            assert find(ANYBODY, typed).every
        assert len(asked) == queries, typed


@pytest.mark.parametrize(
    ("typed", "part"), [("Quixby barriers", "barriers"), ("quixby money", "money")]
)
def test_a_subject_there_leads_to_that_part_of_its_page(
    client: Client, cast: Cast, ward: Place, typed: str, part: str
) -> None:
    pilot = at_ward(cast, ward, "Warm homes", programme=cast.pfpp)
    builders.barrier(cast.bradford, "Nobody may share kettles", pilot=pilot)
    builders.flow(cast.bradford, description="Kettle grant", programme=cast.pfpp)
    [answer] = answers(client, typed)
    assert answer.url == f"/places/quixby/#{part}"
    page = client.get(answer.url).content.decode()
    assert f'<h2 id="{part}">' in page
    assert {"barriers": "Nobody may share kettles", "money": "Kettle grant"}[part] in page
