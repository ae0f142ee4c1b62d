"""Champions and connectors with their briefs, and roles that hang on one person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models import JobRole
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def champion(cast: Cast, title: str = "Champion for Bradford", **fields: Any) -> JobRole:
    fields = {"kind": "champion", "visibility": "public", **fields}
    return builders.post(title, cast.council, cast.bradford, **fields)


def test_vacancies_are_said_and_people_are_named_to_colleagues_alone(cast: Cast) -> None:
    held = champion(cast)
    builders.holder(held, "Ada Champion", valid_to=in_days(200))
    champion(cast, "Connector for Bradford", kind="connector")
    public = Client().get("/champions/").content.decode()
    assert "2 roles</b>, 1 vacant" in public
    assert "Ada Champion" not in public
    assert "Ada Champion" in signed_in(cast.outsider).get("/champions/").content.decode()
    assert "Department for Energy Security and Net Zero" in public


def test_a_brief_says_what_waits_and_leaves_out_what_the_reader_may_not_see(cast: Cast) -> None:
    one = champion(cast, remit="Speak up for Bradford")
    builders.holder(one, "Ada Champion")
    here = {"unlocker": cast.council, "category": builders.category()}
    builders.barrier(cast.bradford, "Seen by all", **here)
    builders.barrier(cast.bradford, "Seen by few", visibility="team", **here)
    builders.pilot(cast.bradford, "Hub pilot")
    public = Client().get(f"/champions/{one.pk}/brief/").content.decode()
    for said in ("Speak up for Bradford", "Hub pilot"):
        assert said in public
    assert "Seen by all" not in public  # a barrier that names a body is not public
    assert "Ada Champion" not in public
    colleague = signed_in(cast.outsider).get(f"/champions/{one.pk}/brief/").content.decode()
    assert "Seen by all" in colleague
    assert "Seen by few" not in colleague
    editor = signed_in(cast.bradford_editor)
    assert "Seen by few" not in editor.get(f"/champions/{one.pk}/brief/").content.decode()
    mine = editor.get(f"/champions/{one.pk}/brief/?own=on").content.decode()
    assert "Seen by few" in mine
    assert "Ada Champion" in mine


def test_a_hidden_champion_is_nowhere(cast: Cast) -> None:
    one = champion(cast, "Hidden champion", visibility="place")
    assert "Hidden champion" not in Client().get("/champions/").content.decode()
    assert Client().get(f"/champions/{one.pk}/brief/").status_code == 404
    assert Client().get("/champions/?place=no-such").status_code == 404


def test_a_region_s_champion_speaks_for_its_places(cast: Cast) -> None:
    builders.post("For Yorkshire", cast.council, cast.region, kind="champion", visibility="public")
    assert "For Yorkshire" in Client().get("/champions/?place=bradford").content.decode()
    assert "For Yorkshire" not in Client().get("/champions/?place=luton").content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_champions_ask_as_much_for_one_as_for_thirty(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        one = champion(cast, f"Champion {number}")
        builders.holder(one, f"Person {number}")
        builders.barrier(cast.bradford, f"Barrier {number}", unlocker=cast.council)
        builders.pilot(cast.bradford)
    client = Client()
    with django_assert_num_queries(5):
        client.get("/champions/")
    with django_assert_num_queries(7):
        client.get(f"/champions/{one.pk}/brief/")


def test_roles_that_hang_on_one_person_wait_for_the_editors_of_the_place(cast: Cast) -> None:
    alone = builders.post("Hub coordinator", cast.council, cast.bradford, is_key_person=True)
    builders.holder(alone, "Only One")
    leaving = builders.post("Data lead", cast.council, cast.bradford)
    builders.holder(leaving, "Soon Gone", valid_to=in_days(31))
    followed = builders.post("Housing lead", cast.council, cast.bradford)
    builders.holder(followed, "Leaves Too", valid_to=in_days(31))
    builders.holder(followed, "Comes Next", valid_from=in_days(31))
    builders.holder(builders.post("Settled", cast.council, cast.bradford), "Stays Long")
    work = signed_in(cast.bradford_editor).get("/").content.decode()
    assert "Plan who comes next: Hub coordinator" in work
    assert "Hub coordinator" in work
    assert "Name a backup" in work
    assert "Agree a handover and say who comes next" in work
    assert "Housing lead" not in work
    assert "Settled" not in work
    partners = "/places/bradford/partners/"
    assert "Hub coordinator" in signed_in(cast.outsider).get(partners).content.decode()
    assert "Hub coordinator" not in Client().get(partners).content.decode()
    other = signed_in(cast.luton_editor).get("/").content.decode()
    assert "Job role that depends on one person" not in other


def test_naming_a_backup_takes_the_prompt_away(cast: Cast) -> None:
    alone = builders.post("Hub coordinator", cast.council, cast.bradford, is_key_person=True)
    builders.holder(alone, "Only One")
    second = builders.post("Hub deputy", cast.council, cast.bradford)
    client = signed_in(cast.bradford_editor)
    address = f"/job-roles/{alone.pk}/backup/"
    wrong = client.post(address, {"is_key_person": "on", "backup": str(alone.pk), "version": "1"})
    assert wrong.status_code == 200
    sent = {"is_key_person": "on", "backup": str(second.pk), "version": str(alone.version)}
    client.post(address, sent)
    assert JobRole.objects.get(pk=alone.pk).backup == second
    assert "Hub coordinator" not in client.get("/places/bradford/partners/").content.decode()


def test_a_backup_that_the_editor_may_not_see_stays_unless_they_name_another(cast: Cast) -> None:
    hidden = builders.post("Quiet deputy", cast.council, cast.luton, visibility="place")
    second = builders.post("Hub deputy", cast.council, cast.bradford)
    alone = builders.post(
        "Hub coordinator", cast.council, cast.bradford, is_key_person=True, backup=hidden
    )
    client, address = signed_in(cast.bradford_editor), f"/job-roles/{alone.pk}/backup/"
    assert "Quiet deputy" not in client.get(address).content.decode()
    client.post(address, {"backup": "", "version": str(alone.version)})
    alone.refresh_from_db()
    assert (alone.is_key_person, alone.backup) == (False, hidden)
    client.post(address, {"backup": str(second.pk), "version": str(alone.version)})
    alone.refresh_from_db()
    assert alone.backup == second
    client.post(address, {"backup": "", "version": str(alone.version)})
    alone.refresh_from_db()
    assert alone.backup is None


@pytest.mark.parametrize("many", [1, 30])
def test_prompts_ask_as_much_for_one_as_for_thirty(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        builders.post(f"Role {number}", cast.council, cast.bradford, is_key_person=True)
    client = signed_in(cast.bradford_editor)
    client.get("/places/bradford/partners/")
    with django_assert_num_queries(11):
        client.get("/places/bradford/partners/")
