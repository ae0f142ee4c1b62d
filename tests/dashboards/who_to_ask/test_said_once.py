"""What an answer says once: nothing of a job role that its team says, nobody where nobody is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from dashboards.who_to_ask import cards
from partnerships.models import OrganisationPlace
from pilots.models import PilotPartner
from tests import builders
from tests.builders import Cast
from tests.dashboards.test_asking import ask
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db


def test_job_roles_at_which_nobody_is_stand_in_one_line_for_whoever_is_told(
    client: Client, cast: Cast
) -> None:
    team = builders.organisation("Rents team", parent=cast.council)
    for title in ("Rents lead", "Rents adviser"):
        builders.post(title, team, visibility="public", remit="Says what a rent may be.")
    client.force_login(cast.outsider)
    page = text_of(client.get("/who-to-ask/", {"q": "rents"}))
    assert "Vacant Rents adviser , Rents lead" in page
    assert "Says what" not in page
    client.logout()
    page = text_of(client.get("/who-to-ask/", {"q": "rents"}))
    assert "Rents adviser Says what a rent may be." in page, "the public is not told who is there"
    assert "Vacant" not in page


def test_a_job_role_says_where_and_when_only_if_its_team_says_otherwise(
    client: Client, cast: Cast
) -> None:
    days = {"Rents lead": dt.date(2026, 5, 1), "Rents adviser": dt.date(2025, 4, 1)}
    for title, day in days.items():
        builders.post(title, cast.council, visibility="public", confirmed_on=day)
    page = text_of(client.get("/who-to-ask/", {"q": "rents"}))
    assert page.count("1 May 2026") == 1
    assert "Rents adviser Confirmed 1 April 2025" in page


def test_what_was_not_asked_folds_beside_the_answer(client: Client, cast: Cast) -> None:
    fold = "<details><summary>Department or theme</summary>"
    assert "Department or theme" not in ask(client)
    assert fold in ask(client, q="rents")
    assert "<details open><summary>Department or theme" in ask(client, body=cast.council.slug)


def test_a_team_none_of_whose_job_roles_fits_is_as_fresh_as_the_latest_that_it_shows(
    client: Client, cast: Cast
) -> None:
    OrganisationPlace.objects.filter(organisation=cast.council).delete()
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    day = dt.date(2026, 5, 1)
    builders.post("Head of partnerships", cast.council, visibility="public", confirmed_on=day)
    page = text_of(client.get("/who-to-ask/", {"place": "bradford", "q": "kettles"}))
    assert "Head of partnerships" in page
    assert "Never confirmed" not in page
    assert page.count("onfirmed on 1 May 2026") == 1


def test_all_pilots_are_counted_and_those_not_listed_are_a_link_away(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.post("Rents lead", cast.council, visibility="public")
    for nth in range(6):
        pilot = builders.pilot(cast.bradford, f"Pilot {nth}")
        PilotPartner.objects.create(pilot=pilot, organisation=cast.council)
    page = ask(client, q="rents")
    assert "Recorded with 6 pilots" in page
    assert "Pilot 3" in page
    assert "Pilot 4" not in page
    assert f'<li><a href="{cast.council.get_absolute_url()}">2 more<span' in page
    monkeypatch.setattr(cards, "PILOTS_READ", 5)
    page = ask(client, q="rents")
    assert "Recorded with pilots<span" in page, "no figure of what was not read"
    assert ">More<span" in page


def test_sign_in_is_offered_and_an_order_told_only_where_there_is_something_to_it(
    client: Client, cast: Cast
) -> None:
    OrganisationPlace.objects.filter(organisation=cast.council).delete()
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    page = text_of(client.get("/who-to-ask/", {"place": "bradford"}))
    assert cast.council.name in page
    assert "The council first" not in page
    assert "to see how to reach" not in page
    builders.post("Rents lead", cast.council, visibility="public")
    page = text_of(client.get("/who-to-ask/", {"place": "bradford"}))
    assert "The council first" not in page
    assert "Sign in to see how to reach them" in page


def test_where_only_a_vacancy_fits_nothing_is_said_of_its_confirmation(
    client: Client, cast: Cast
) -> None:
    builders.post("Rents adviser", cast.council, visibility="public")
    client.force_login(cast.outsider)
    page = text_of(client.get("/who-to-ask/", {"q": "rents"}))
    assert "Vacant Rents adviser" in page
    assert "confirmed" not in page.lower()


def test_a_card_of_vacancies_alone_leads_to_all_job_roles(client: Client, cast: Cast) -> None:
    builders.post("Rents lead", cast.council, visibility="public")
    client.force_login(cast.outsider)
    page = text_of(client.get("/who-to-ask/", {"q": "rents"}))
    assert f"All job roles of {cast.council}" in page
    client.logout()
    assert "All job roles of" not in text_of(client.get("/who-to-ask/", {"q": "rents"}))
