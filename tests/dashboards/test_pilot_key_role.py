"""A pilot's page says on which job role it hangs, and who steps in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interface.words import date_words
from people.models import JobRole
from pilots.models import Pilot
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    key = builders.post("Hub coordinator", cast.council, cast.bradford, visibility="public")
    builders.holder(key, "Zenobia Quill")
    return builders.pilot(cast.bradford, "Family hubs", visibility="public", key_post=key)


def read(client: Client, pilot: Pilot) -> str:
    """Its page of people, where all that concerns the role stands."""
    return " ".join(client.get(f"/pilots/{pilot.slug}/partners/").content.decode().split())


def test_the_public_reads_the_job_role_and_no_person_and_no_warning(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    page = read(client, pilot)
    assert f"Hub coordinator</a>, {cast.council}" in page
    assert "Zenobia" not in page
    assert "At risk" not in page
    assert f"/pilots/{pilot.slug}/key-role/" not in page


def test_people_who_are_signed_in_are_warned_where_nobody_could_step_in(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    client.force_login(cast.outsider)
    assert "No job role is named that could step in." in read(client, pilot)
    assert "Name a backup" not in read(client, pilot)
    client.force_login(cast.bradford_editor)
    assert f"/job-roles/{pilot.key_post_id}/backup/" in read(client, pilot)
    backup = builders.post("Hub deputy", cast.council, cast.bradford)
    JobRole.objects.filter(pk__in=[pilot.key_post_id]).update(backup=backup)
    page = read(client, pilot)
    assert "Hub deputy</a> steps in" in page
    assert "At risk" not in page
    JobRole.objects.get(pk__in=[pilot.key_post_id]).holders.all().delete()
    assert "Nobody holds this job role today." in read(client, pilot)
    client.logout()
    assert "Hub deputy" not in read(client, pilot), "the deputy is for people who are signed in"


def test_a_pilot_whose_key_person_leaves_warns_on_its_page_and_in_my_work(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    post = JobRole.objects.get(pk__in=[pilot.key_post_id])
    JobRole.objects.filter(pk=post.pk).update(
        backup=builders.post("Hub deputy", cast.council, cast.bradford)
    )
    client.force_login(cast.bradford_officer)
    assert "Pilots on one person" not in client.get("/").content.decode()
    last = timezone.localdate() + dt.timedelta(days=30)
    post.holders.update(valid_to=last + dt.timedelta(days=1))
    said = f"Whoever holds it leaves after {date_words(last)}: agree a handover."
    assert said in read(client, pilot)
    work = client.get("/?kind=continuity").content.decode()
    assert "Pilots that depend on one person" in work
    assert f"On Hub coordinator. {said}" in work
    client.force_login(cast.luton_officer)
    assert "Pilots on one person" not in client.get("/").content.decode()
    client.logout()
    assert "leaves after" not in read(client, pilot)


def test_a_hidden_backup_is_neither_named_nor_said_to_be_missing(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    hidden = builders.post("Quiet deputy", cast.council, cast.luton, visibility="place")
    JobRole.objects.filter(pk__in=[pilot.key_post_id]).update(backup=hidden)
    client.force_login(cast.bradford_editor)
    assert "Quiet deputy" not in read(client, pilot)
    assert "At risk" not in read(client, pilot)


def test_those_who_edit_the_pilot_say_which_job_role_and_hidden_ones_stay(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    hidden = builders.post("Quiet lead", cast.council, cast.luton, visibility="place")
    seen = builders.post("Open lead", cast.council, cast.bradford)
    Pilot.objects.filter(pk=pilot.pk).update(key_post=hidden)
    client.force_login(cast.bradford_editor)
    address = f"/pilots/{pilot.slug}/key-role/"
    assert address in read(client, pilot)
    assert "Quiet lead" not in client.get(address).content.decode()

    def send(**said: str) -> str:
        version = str(Pilot.objects.get(pk=pilot.pk).version)
        said = {"version": version, **said}
        return client.post(address, said, follow=True).content.decode()

    send(key_post="")
    assert Pilot.objects.get(pk=pilot.pk).key_post == hidden
    assert "We can’t find “Nobody”" in send(key_post="Nobody")
    assert "Open lead</a>" in send(key_post="Open lead")
    assert Pilot.objects.get(pk=pilot.pk).key_post == seen
    send(key_post="")
    assert Pilot.objects.get(pk=pilot.pk).key_post is None


def test_it_costs_one_query_and_none_where_no_role_is_named(client: Client, pilot: Pilot) -> None:
    client.get(f"/pilots/{pilot.slug}/")
    counts = []
    for key in (pilot.key_post, None):
        Pilot.objects.filter(pk=pilot.pk).update(key_post=key)
        with CaptureQueriesContext(connection) as found:
            client.get(f"/pilots/{pilot.slug}/")
        counts.append(len(found))
    assert counts[0] - counts[1] == 1
