"""What an answer says once: nothing of a job role that its team says, nobody where nobody is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

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
