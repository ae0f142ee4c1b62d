"""Saying which job role keeps a page of the directory, and by when it is looked at again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Organisation, OrganisationPlace, Place
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
PLACE = "/places/bradford/keeper/"


@pytest.fixture
def editor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.bradford_editor)
    return client


def day(value: dt.date) -> dict[str, Any]:
    return {
        "review_by_day": value.day,
        "review_by_month": value.month,
        "review_by_year": value.year,
    }


def send(client: Client, address: str, record: Any, **said: Any) -> str:
    version = type(record).objects.get(pk=record.pk).version
    return client.post(address, {"version": version, **said}, follow=True).content.decode()


def test_an_editor_says_who_keeps_a_place_and_by_when(editor: Client, cast: Cast) -> None:
    post = builders.post("Directory lead", cast.council, cast.bradford, visibility="public")
    assert PLACE in editor.get("/places/bradford/").content.decode()
    due = timezone.localdate() + dt.timedelta(days=40)
    page = send(editor, PLACE, cast.bradford, owner_post="directory lead", **day(due))
    assert "Kept by: <a" in page
    assert "Directory lead" in page
    place = Place.objects.get(pk=cast.bradford.pk)
    assert (place.owner_post, place.review_by) == (post, due)
    editor.logout()
    public = editor.get("/places/bradford/").content.decode()
    assert "Directory lead" in public
    assert PLACE not in public


def test_the_page_of_a_body_has_a_keeper_too(client: Client, cast: Cast) -> None:
    post = builders.post("Register officer", cast.council, cast.bradford)
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford)
    address = f"/organisations/{cast.council.slug}/keeper/"
    client.force_login(cast.yorkshire_connector)
    assert address in client.get(f"/organisations/{cast.council.slug}/").content.decode()
    page = send(client, address, cast.council, owner_post="Register officer")
    assert "Kept by: <a" in page
    assert Organisation.objects.get(pk=cast.council.pk).owner_post == post


def test_the_job_role_that_was_picked_is_taken_out_of_many_of_that_title(
    editor: Client, cast: Cast
) -> None:
    many = [builders.post("Head of place", cast.council, cast.bradford) for _ in range(12)]
    said = {"owner_post": "Head of place", "owner_post_pick": str(many[-1].pk)}
    send(editor, PLACE, cast.bradford, **said)
    assert Place.objects.get(pk=cast.bradford.pk).owner_post == many[-1]
    for pick in ("x", "99999999999999999999", ""):
        page = send(editor, PLACE, cast.bradford, **{**said, "owner_post_pick": pick})
        assert "Which job role did you mean?" in page


def test_a_keeper_that_the_editor_may_not_see_stays_unless_they_name_another(
    editor: Client, cast: Cast
) -> None:
    hidden = builders.post("Quiet keeper", cast.council, cast.luton, visibility="place")
    seen = builders.post("Open keeper", cast.council, cast.bradford)
    Place.objects.filter(pk=cast.bradford.pk).update(owner_post=hidden)
    assert "Quiet keeper" not in editor.get(PLACE).content.decode()
    page = send(editor, PLACE, cast.bradford, owner_post="Quiet keeper")
    assert "No job role called “Quiet keeper” was found" in page
    send(editor, PLACE, cast.bradford, owner_post="", **day(timezone.localdate()))
    assert Place.objects.get(pk=cast.bradford.pk).owner_post == hidden
    send(editor, PLACE, cast.bradford, owner_post="Open keeper")
    assert Place.objects.get(pk=cast.bradford.pk).owner_post == seen
    send(editor, PLACE, cast.bradford, owner_post="")
    assert Place.objects.get(pk=cast.bradford.pk).owner_post is None


def test_a_new_day_is_not_over_yet_but_the_one_that_stands_may_be(
    editor: Client, cast: Cast
) -> None:
    past = dt.date(2025, 5, 3)
    page = send(editor, PLACE, cast.bradford, **day(past))
    assert "Enter today or a later day" in page
    assert 'value="2025"' in page, "what was typed is kept"
    Place.objects.filter(pk=cast.bradford.pk).update(review_by=past)
    builders.post("Open keeper", cast.council, cast.bradford)
    page = send(editor, PLACE, cast.bradford, owner_post="Open keeper", **day(past))
    assert "Review was due on 3 May 2025" in page


def test_the_second_of_two_keepers_of_a_page_sees_both_versions(editor: Client, cast: Cast) -> None:
    first = Place.objects.get(pk=cast.bradford.pk).version
    builders.post("Open keeper", cast.council, cast.bradford)
    send(editor, PLACE, cast.bradford, owner_post="Open keeper")
    page = editor.post(PLACE, {"version": first, "owner_post": ""}).content.decode()
    assert "Open keeper" in page
    assert Place.objects.get(pk=cast.bradford.pk).owner_post is not None


def test_job_roles_are_suggested_only_to_those_who_see_them(editor: Client, cast: Cast) -> None:
    builders.post("Head of place", cast.council, cast.bradford)
    builders.post("Head of secrets", cast.council, cast.luton, visibility="place")
    found = editor.get("/job-roles/suggest/?q=head of").json()["results"]
    assert [(one["label"], one["hint"]) for one in found] == [("Head of place", str(cast.council))]
