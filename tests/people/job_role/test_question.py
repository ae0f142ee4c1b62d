"""What somebody types to find out whom to ask: place, body and theme are read out of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from geography.locality.council import councils_of
from geography.models import Locality, LocalityRelease
from partnerships.models import Organisation, OrganisationName, PlaceLink, Synonym, Topic
from people.job_role.question import Question, read
from records.models import Source
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(cast: Cast) -> dict[str, Any]:
    """Durham and others of like names, two departments, three themes, a few towns."""
    durham = builders.place("County Durham", "unitary")
    cornwall = builders.place("Cornwall", "unitary")
    hull = builders.place("Kingston upon Hull", "unitary")
    village = builders.place("Durham Green", "parish")
    dwp = builders.organisation("Department for Work and Pensions", "central_government")
    OrganisationName.objects.filter(organisation=dwp).update(short_name="DWP")
    office = builders.organisation("Home Office", "central_government")
    OrganisationName.objects.filter(organisation=office).update(short_name="HO")
    housing = Topic.objects.create(name="Housing", slug="housing")
    Topic.objects.create(name="Work and skills", slug="work")
    Synonym.objects.create(words="damp", topic=housing)
    source = Source.objects.create(title="Lists of places", slug="lists-of-places", is_open=True)
    release = LocalityRelease.objects.create(
        table="towns", name="2024", as_of=dt.date(2024, 1, 1), digest="x", source=source
    )
    for number, (name, kind, place) in enumerate(
        [
            ("Durham", "city", durham),
            ("Truro", "town", cornwall),
            ("Damp", "hamlet", cornwall),
            ("Street", "town", cornwall),
            ("PL31 1", "postcode_sector", cornwall),
            ("PL31", "postcode_district", durham),
        ]
    ):
        Locality.objects.create(release=release, place=place, kind=kind, name=name, rank=number)
    return {"durham": durham, "cornwall": cornwall, "hull": hull, "village": village, "dwp": dwp}


def asked(typed: str, who: Any = None) -> Question:
    return read(who or AnonymousUser(), typed)


def told(typed: str) -> tuple[str, str, str, str]:
    """Place, body, theme and what is left, in words."""
    found = asked(typed)
    return (
        getattr(found.place, "name", ""),
        getattr(found.body, "name", ""),
        getattr(found.topic, "name", ""),
        found.rest,
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("who in Durham works on housing?", ("County Durham", "", "Housing", "")),
        ("housing Durham", ("County Durham", "", "Housing", "")),
        ("who deals with damp in Bradford", ("Bradford", "", "Housing", "")),
        ("DWP Bradford", ("Bradford", "Department for Work and Pensions", "", "")),
        ("dwp in bradford", ("Bradford", "Department for Work and Pensions", "", "")),
        ("Department for Work and Pensions Luton", ("Luton", "Department for Work and Pensions")),
        ("homelessness luton", ("Luton", "", "", "homelessness")),
        ("truro housing", ("Cornwall", "", "Housing", "")),
        ("Who runs parking in Hull?", ("Kingston upon Hull", "", "", "parking")),
        ("PL31 1AB", ("Cornwall", "", "", "")),
        ("potholes pl311ab", ("Cornwall", "", "", "potholes")),
        ("street homelessness", ("", "", "", "street homelessness")),
        ("who do I ask about homelessness in Street", ("Cornwall", "", "", "homelessness")),
        ("ho ho ho", ("", "", "", "ho ho ho")),
        ("HO Luton", ("Luton", "Home Office", "", "")),
        ("council", ("", "", "", "council")),
    ],
)
def test_place_body_and_theme_are_read_out_of_a_question(
    known: dict[str, Any], typed: str, expected: tuple[str, ...]
) -> None:
    assert told(typed)[: len(expected)] == expected


def test_of_two_the_council_of_today_that_is_real_stands_first(known: dict[str, Any]) -> None:
    former = builders.place("Durham", "district")
    PlaceLink.objects.create(place=former, other=known["durham"], kind="succeeded_by")
    builders.place("Avonshire", "unitary", is_example=True)
    real = builders.place("Avonshire", "unitary", slug="avonshire-real")
    assert asked("housing avonshire").place == real
    assert asked("housing durham").place == former, "called just so, and its page leads on"
    assert asked("housing durham").place.is_over
    assert asked("housing in county durham").place == known["durham"]


def test_what_else_may_be_meant_is_named(known: dict[str, Any]) -> None:
    other = builders.place("Kingston upon Thames", "london_borough")
    found = asked("parking in kingston")
    assert {found.place, *found.places} == {known["hull"], other}
    assert asked("parking in Durham").places == ()


def test_a_word_that_ends_several_names_is_no_place_within_a_longer_name(
    known: dict[str, Any],
) -> None:
    kingston = builders.place("Kingston upon Thames", "london_borough")
    richmond = builders.place("Richmond upon Thames", "london_borough")
    found = asked("Thames Valley ICB")
    assert (found.place, found.rest) == (None, "Thames Valley ICB")
    assert asked("thames valley").place is None
    assert {kingston, richmond} == {asked("housing thames").place, *asked("housing thames").places}
    assert asked("Hull buses").place == known["hull"]
    assert asked("buses in Thames").place in (kingston, richmond)


def test_a_body_held_twice_is_not_named(known: dict[str, Any]) -> None:
    Organisation.objects.filter(pk=known["dwp"].pk).update(
        merged_into=builders.organisation("Another body")
    )
    assert asked("DWP Bradford").body is None


def test_what_is_read_is_a_record_whose_other_columns_can_be_asked_for(
    known: dict[str, Any],
) -> None:
    found = asked("DWP Durham")
    assert found.place is not None
    assert found.body is not None
    assert (found.place.get_absolute_url(), found.place.description) == (
        "/places/county-durham/",
        "",
    )
    assert found.body.version == known["dwp"].version


@pytest.mark.parametrize("typed", ["", " ", "\x00", "?!", "%", "' OR 1=1", "&|!():*", "a " * 300])
def test_odd_text_breaks_nothing(known: dict[str, Any], typed: str) -> None:
    assert asked(typed).place is None


@pytest.mark.parametrize(
    "typed", ["DWP Bradford", "who deals with damp in the town of Truro at DWP"]
)
def test_three_queries_answer(
    known: dict[str, Any], django_assert_max_num_queries: Any, typed: str
) -> None:
    with django_assert_max_num_queries(3):
        asked(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("PL31 1AB", "Cornwall"),
        ("pl311ab", "Cornwall"),
        ("PL31 9ZZ", "County Durham"),
        ("PL31", ""),
        ("Truro", ""),
    ],
)
def test_a_whole_postcode_leads_to_its_council(
    known: dict[str, Any], typed: str, name: str
) -> None:
    assert [council.name for council in councils_of(AnonymousUser(), typed)] == (
        [name] if name else []
    )
