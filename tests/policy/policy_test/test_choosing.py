"""Choosing places to ask: by a town or a postcode, and of those that can be asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policy.models import PolicyTest
from tests import builders
from tests.builders import Cast
from tests.localities import locality
from tests.policy.policy_test.test_policy_test import asked_of, suggested, typed
from tests.policy.priority.test_priority import as_, words

pytestmark = pytest.mark.django_db
REPLY_BY = dt.date(2100, 1, 1)


@pytest.fixture
def address(cast: Cast) -> str:
    """Where the energy department chooses places; Keighley and BD21 are in Bradford."""
    locality("Keighley", cast.bradford)
    locality("BD21", cast.bradford, "postcode_district")
    locality("Stopsley", cast.luton)
    body: Any = cast.desnz_official.assignments.get().organisation
    test = PolicyTest.objects.create(
        title="Heat", slug="heat", policy="Heat.", owner=body, reply_by=REPLY_BY, state="draft"
    )
    return reverse("policy_test_places", args=[test.slug])


def offered(cast: Cast, address: str, typed: str) -> set[str]:
    client = Client()
    client.force_login(cast.desnz_official)
    answer = client.get(address, {"near": typed})
    return {one.name for one in answer.context["offered"]}


@pytest.mark.parametrize("typed", ["Keighley", "bd21 3rb", "Bradford", "Keighley, Bradford"])
def test_a_town_or_postcode_stands_for_its_council(cast: Cast, address: str, typed: str) -> None:
    builders.place("Leeds", "metropolitan_borough")
    assert offered(cast, address, "") >= {"Bradford", "Leeds"}
    assert offered(cast, address, typed) == {"Bradford"}


def test_of_a_name_of_several_places_it_asks_which_one(cast: Cast, address: str) -> None:
    county = builders.place("Essex", "county")
    for where in (cast.luton, county, cast.bradford):
        locality("Newport", where)
    client = Client()
    client.force_login(cast.desnz_official)
    answer = client.get(address, {"near": "Newport"})
    page = answer.content.decode()
    assert "Which place did you mean?" in page
    assert not answer.context["offered"]
    for slug in ("luton", "essex", "bradford"):
        assert f'value="{slug}"' in page
    picked = client.get(address, {"near": "Newport", "near_pick": "luton"})
    assert {one.name for one in picked.context["offered"]} == {"Luton"}


def test_a_county_stands_for_the_councils_within_it(cast: Cast, address: str) -> None:
    county = builders.place("Essex", "county")
    within = builders.place("Harlow", "district", within=county)
    assert within.name in offered(cast, address, "Essex")
    assert "Bradford" not in offered(cast, address, "Essex")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("EH1 1AA", "EH1 1AA is a postcode in Scotland."),
        ("Nowhereville", "We can’t find “Nowhereville”"),
    ],
)
def test_what_is_nowhere_is_said_and_offers_no_place(
    cast: Cast, address: str, typed: str, said: str
) -> None:
    client = Client()
    client.force_login(cast.desnz_official)
    page = client.get(address, {"near": typed}).content.decode()
    assert said in page
    assert f'value="{typed}"' in page
    assert 'type="checkbox"' not in page


def test_a_place_without_an_editor_is_said_to_have_none(cast: Cast) -> None:
    builders.place("Quietshire", "county")
    address = f"{asked_of().get_absolute_url()}places/"
    page = as_(cast.desnz_official).get(address)
    assert "1 place can’t be asked now" in words(page)
    assert words(page).count("No editor.") == 1, "on its line, nowhere else"
    assert 'value="quietshire"' not in page.content.decode(), "no box to tick"
    assert 'href="/something-wrong/place/quietshire/"' in page.content.decode()
    builders.give(cast.desnz_official, "administrator")
    page = as_(cast.desnz_official).get(address)
    assert 'href="/places/quietshire/people/add/"' in page.content.decode()


def test_a_place_in_which_nobody_can_answer_is_not_asked(cast: Cast) -> None:
    builders.place("Quietshire", "county")
    test = asked_of()
    sent = {"place": ["quietshire", "luton"]}
    page = as_(cast.desnz_official).post(f"{test.get_absolute_url()}places/", sent)
    assert "No editor, so nobody can answer: Quietshire. Invite one first" in words(page)
    assert not test.asked.exists()
    cast.luton_editor.is_active = False
    cast.luton_editor.save()
    assert (
        'value="luton"'
        not in as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/").content.decode()
    )


def test_what_a_made_up_body_asks_is_made_up_and_asks_no_real_place(cast: Cast) -> None:
    ministry = builders.organisation("Ministry of Falcons", "central_government", is_example=True)
    official = builders.user("Falconer", ("officer", ministry))
    assert suggested(asked_of(), cast.desnz_official) == ["bradford", "luton"]
    county = builders.place("Exampleshire", "county", is_example=True)
    year = timezone.localdate().year + 1
    as_(official).post("/policy-tests/add/", typed(owner=ministry.pk, reply_by_year=year))
    made = PolicyTest.objects.get(owner=ministry)
    assert made.is_example
    assert suggested(made, official) == [county.slug]


def test_the_spread_is_that_of_places_that_can_be_asked(cast: Cast) -> None:
    test = asked_of()
    page = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/"))
    assert "2 places that can be asked" in page
    builders.place("Nobody there", "unitary")
    page = words(as_(cast.desnz_official).get(f"{test.get_absolute_url()}places/"))
    assert "Nobody there" in page
    assert "2 places that can be asked" in page
