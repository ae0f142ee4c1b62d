"""Who to ask of a body at a place, and in a neighbourhood."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from partnerships.models import Organisation, OrganisationName, OrganisationPlace, Place
from pilots.models import PilotPartner, PilotPlace
from tests import builders
from tests.builders import Cast
from tests.dashboards.test_asking import ask, teams

pytestmark = pytest.mark.django_db


@pytest.fixture
def dwp(cast: Cast) -> Organisation:
    made = builders.organisation("Department for Work and Pensions", "central_government")
    OrganisationName.objects.filter(organisation=made).update(short_name="DWP")
    OrganisationPlace.objects.filter(organisation=cast.council).delete()
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    return made


@pytest.fixture
def ward(cast: Cast) -> Place:
    """A neighbourhood of Bradford, where nothing is recorded of itself."""
    return builders.place("Quixby", "neighbourhood", cast.bradford)


def at_ward(cast: Cast, ward: Place, name: str, **facts: Any) -> Any:
    pilot = builders.pilot(cast.bradford, name, **facts)
    PilotPlace.objects.create(pilot=pilot, place=ward, role="target")
    return pilot


@pytest.mark.parametrize("asked", [{"q": "DWP Bradford"}, {"body": "dwp", "place": "bradford"}])
def test_below_a_body_stands_the_council_of_the_place(
    client: Client, cast: Cast, dwp: Organisation, asked: dict[str, str]
) -> None:
    Organisation.objects.filter(pk=dwp.pk).update(slug="dwp")
    page = ask(client, **asked)
    assert teams(page) == [dwp.name, cast.council.name]
    assert page.index(dwp.name) < page.index("<h2>Or ask the council</h2>")
    assert "No matching team" in page, "the council is no team of the body"
    assert "the nearest to the place" not in page, "there is one alone, and so no order"


def test_the_teams_of_a_body_that_fit_stand_before_the_council_and_the_others_after(
    client: Client, cast: Cast, dwp: Organisation
) -> None:
    for name, remit in (("Jobs team", "Careers advice"), ("Rents team", "Rents")):
        team = builders.organisation(name, "central_government", parent=dwp)
        builders.post("Lead", team, visibility="public", remit=remit)
    page = ask(client, q="DWP careers Bradford")
    assert teams(page) == [dwp.name, "Jobs team", cast.council.name, "Rents team"]


def test_a_body_alone_or_a_hidden_council_adds_none(
    client: Client, cast: Cast, dwp: Organisation
) -> None:
    assert "Or ask the council" not in ask(client, q="DWP")
    page = ask(client, q=f"{cast.council.name} Bradford")
    assert teams(page) == [cast.council.name]
    assert "Or ask the council" not in page, "it was asked for"


def test_a_real_body_stands_before_a_made_up_council(
    client: Client, cast: Cast, dwp: Organisation
) -> None:
    Place.objects.filter(pk=cast.bradford.pk).update(is_example=True)
    Organisation.objects.filter(pk=cast.council.pk).update(is_example=True)
    page = ask(client, q="DWP Bradford")
    assert teams(page) == [dwp.name, cast.council.name]
    assert page.index(dwp.name) < page.index("Made up, as an example")


@pytest.mark.parametrize("asked", ["Quixby", "quixby", "kettles in Quixby", "quixby kettles"])
def test_in_a_neighbourhood_its_pilot_its_partners_and_its_council_are_named(
    client: Client, cast: Cast, dwp: Organisation, ward: Place, asked: str
) -> None:
    key = builders.post("Hub coordinator", cast.council, visibility="public")
    pilot = at_ward(cast, ward, "Warm homes", key_post=key)
    PilotPartner.objects.create(pilot=pilot, organisation=dwp)
    page = ask(client, q=asked)
    assert f'The pilot here: <a href="{pilot.get_absolute_url()}">Warm homes</a>' in page
    assert f'(ask its <a href="/job-roles/{key.pk}/">Hub coordinator</a>, {cast.council})' in page
    assert teams(page) == [cast.council.name, dwp.name]


def test_neither_a_hidden_pilot_nor_a_hidden_job_role_is_named_in_a_neighbourhood(
    client: Client, cast: Cast, dwp: Organisation, ward: Place
) -> None:
    key = builders.post("Secret coordinator", cast.council, visibility="team")
    open_to_all = at_ward(cast, ward, "Warm homes", key_post=key)
    hidden = at_ward(cast, ward, "Hidden homes", visibility="team")
    PilotPartner.objects.create(pilot=hidden, organisation=dwp)
    page = ask(client, place=ward.slug)
    assert f'The pilot here: <a href="{open_to_all.get_absolute_url()}">Warm homes</a>.' in page
    for word in ("Secret", "Hidden", dwp.name):
        assert word not in page
    assert "pilot here:" not in ask(client, place="bradford"), "a council has a list of them"


def test_the_public_way_in_to_a_council_is_named(
    client: Client, cast: Cast, dwp: Organisation
) -> None:
    assert "No website" not in ask(client, place="bradford"), "its page says that"
    rows = Organisation.objects.filter(pk=cast.council.pk)
    rows.update(site="https://www.bradford.example/")
    page = ask(client, place="bradford")
    assert 'href="https://www.bradford.example/"' in page
    assert "No website" not in page
