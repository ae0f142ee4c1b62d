"""Keys for other programs: made once, read with today's rights, ended by who may."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from api.key.actions import MOST, make_key
from api.lists import lists_in_use
from api.models import ApiKey
from partnerships.models import Organisation
from people.models import Assignment
from services.models import Asset, LocalService
from tests import builders
from tests.api.asking import ask, key_of, rows, said
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.policy.needs.sweep import needs
from tests.services.place_team.sweep import team_post
from tests.services.relationship.sweep import relationship
from tests.services.workforce.sweep import workforce_action

pytestmark = pytest.mark.django_db
KEYS = "/account/keys/"


def energy() -> Organisation:
    """The department of the energy official."""
    return Organisation.objects.get(name="Department for Energy Security and Net Zero")


def send(who: Any, **typed: Any) -> Any:
    """The form, filled in and sent."""
    client = signed_in(who)
    page = client.get(KEYS).content.decode()
    [token] = re.findall(r'name="draft_token" value="([^"]+)"', page)
    usual = {"name": "Power BI", "whose": "own", "months": "12"}
    return client.post(KEYS, {"draft_token": token, **usual, **typed})


def test_the_secret_is_shown_once_and_kept_nowhere(cast: Cast) -> None:
    page = send(cast.bradford_editor)
    [secret] = re.findall(r"<code>(pb_[\w-]{40,})</code>", page.content.decode())
    [key] = ApiKey.objects.all()
    assert secret not in str(vars(key))
    assert rows("pilots/", secret) == []
    again = text_of(signed_in(cast.bradford_editor).get(KEYS))
    assert "Power BI" in again
    assert secret not in again


def test_a_key_opens_what_its_person_may_read_at_that_moment(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Warm homes", visibility="place")
    key = key_of(cast.bradford_editor)
    assert len(rows("pilots/", key)) == 1
    Assignment.objects.of(cast.bradford_editor).update(valid_to=timezone.localdate())
    assert rows("pilots/", key) == []


def test_a_key_of_a_body_reads_as_any_officer_until_who_made_it_is_none(cast: Cast) -> None:
    maker, body = cast.desnz_official, energy()
    key = key_of(maker, organisation=body)
    builders.pilot(cast.bradford, "For the place", visibility="place", created_by=maker)
    builders.pilot(cast.bradford, "For the network", visibility="network")
    assert [row["pilot"] for row in rows("pilots/", key)] == ["For the network"]
    Assignment.objects.of(maker).update(valid_to=timezone.localdate())
    call_command("run_due")
    said(ask("pilots/", key), 401)


def test_a_key_of_somebody_who_left_opens_nothing(cast: Cast) -> None:
    key = key_of(cast.bradford_editor)
    cast.bradford_editor.is_active = False
    cast.bradford_editor.save()
    assert "opens nothing" in said(ask("pilots/", key), 401)


def test_a_key_lasts_a_year(cast: Cast) -> None:
    key = key_of(cast.bradford_editor)
    with time_machine.travel(timezone.now() + dt.timedelta(days=364)):
        assert ask("pilots/", key).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=366)):
        assert "has run out" in said(ask("pilots/", key), 401)


def test_an_ended_key_opens_nothing_from_then_on(cast: Cast) -> None:
    key, secret = make_key(by=cast.bradford_editor, name="Power BI")
    assert signed_in(cast.outsider).post(f"{KEYS}{key.pk}/end/").status_code == 404
    assert ask("pilots/", secret).status_code == 200
    signed_in(cast.bradford_editor).post(f"{KEYS}{key.pk}/end/")
    said(ask("pilots/", secret), 401)


def test_another_officer_of_the_body_sees_and_ends_its_key(cast: Cast) -> None:
    other = builders.user("Second official", ("officer", energy()))
    key, secret = make_key(by=cast.desnz_official, name="Nightly", organisation=energy())
    assert "Nightly" in text_of(signed_in(other).get(KEYS))
    assert "Nightly" not in text_of(signed_in(cast.bradford_editor).get(KEYS))
    signed_in(other).post(f"{KEYS}{key.pk}/end/")
    said(ask("pilots/", secret), 401)


@pytest.mark.parametrize("header", ["Bearer", "Bearer pb_wrong", "Basic cGI6eA==", "pb_wrong"])
def test_what_is_no_key_is_refused_and_never_read_as_nobody(header: str) -> None:
    answer = Client().get("/api/v1/pilots/", headers={"Authorization": header})
    said(answer, 401)


def test_a_key_in_an_address_is_refused_and_not_logged(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    key = key_of(cast.bradford_editor)
    with caplog.at_level(logging.DEBUG):
        why = said(ask(f"pilots/?q={key}"), 400)
    assert "no longer secret" in why
    assert key not in caplog.text


def test_use_is_noted_once_an_hour(cast: Cast) -> None:
    key, secret = make_key(by=cast.bradford_editor, name="Power BI")
    with time_machine.travel("2026-11-28 09:00Z", tick=False):
        ask("pilots/", secret)
    with time_machine.travel("2026-11-28 09:50Z", tick=False):
        ask("pilots/", secret)
        key.refresh_from_db()
        assert key.last_used_at == dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
    with time_machine.travel("2026-11-28 10:10Z", tick=False):
        ask("pilots/", secret)
        key.refresh_from_db()
        assert key.last_used_at == timezone.now()


def test_there_is_an_end_to_how_many_one_makes(cast: Cast) -> None:
    for _ in range(MOST):
        key_of(cast.bradford_editor)
    page = send(cast.bradford_editor)
    assert f"You have {MOST} keys. First end one" in text_of(page)
    assert ApiKey.objects.count() == MOST


def test_a_body_whose_officer_one_is_not_is_none_to_choose(cast: Cast) -> None:
    page = send(cast.bradford_editor, whose=str(energy().pk))
    assert ApiKey.objects.count() == 0
    assert "Choose" in text_of(page) or "choice" in text_of(page)


def test_a_key_of_a_body_never_sends(cast: Cast) -> None:
    page = send(cast.desnz_official, whose=str(energy().pk), may_send="on")
    assert "Only your own key can send" in text_of(page)
    with pytest.raises(IntegrityError, match="api_key_of_a_body_only_reads"), transaction.atomic():
        make_key(by=cast.desnz_official, name="x", organisation=energy(), may_send=True)


def test_who_covers_makes_no_key_that_outlasts_it(cast: Cast) -> None:
    away, cover = cast.desnz_official, cast.outsider
    [role] = Assignment.objects.of(away)
    until = timezone.localdate() + dt.timedelta(days=7)
    Assignment.objects.create(
        user=cover,
        role=role.role,
        organisation=role.organisation,
        covers=away,
        valid_from=timezone.localdate(),
        valid_to=until,
    )
    page = text_of(signed_in(cover).get(KEYS))
    assert "for as long as I can" in page
    assert "when I’m no longer one" not in page
    assert "when I’m no longer one" in text_of(signed_in(away).get(KEYS))


@pytest.mark.parametrize(("months", "days"), [("1", 30), ("3", 90), ("12", 365)])
def test_a_key_ends_on_the_day_that_was_chosen(cast: Cast, months: str, days: int) -> None:
    page = send(cast.bradford_editor, months=months)
    [secret] = re.findall(r"<code>(pb_[\w-]{40,})</code>", page.content.decode())
    with time_machine.travel(timezone.now() + dt.timedelta(days=days - 1)):
        assert ask("pilots/", secret).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=days + 1)):
        said(ask("pilots/", secret), 401)


def test_a_key_for_some_lists_opens_no_other(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Warm homes", visibility="place")
    key = key_of(cast.bradford_editor, lists=["pilots/", "places/"])
    assert [row["pilot"] for row in rows("pilots/", key)] == ["Warm homes"]
    assert "does not open this list" in said(ask("barriers/", key), 403)
    assert "does not open this list" in said(ask("barriers/1/", key), 403)
    assert ask("gone/?since=2026-01-01", key).status_code == 200


def test_a_key_of_one_place_reads_that_place_alone(cast: Cast) -> None:
    here = builders.pilot(cast.bradford, "Warm homes", visibility="network")
    there = builders.pilot(cast.luton, "Safe streets", visibility="network")
    key = key_of(cast.desnz_official, place=cast.bradford)
    assert [row["pilot"] for row in rows("pilots/", key)] == ["Warm homes"]
    assert ask(f"pilots/{here.pk}/", key).status_code == 200
    said(ask(f"pilots/{there.pk}/", key), 404)
    for asked in ("place=luton", "place=bradford", "place_pick=luton"):
        assert "can read one place only" in said(ask(f"pilots/?{asked}", key), 400)
    assert "cannot be narrowed" in said(ask("programmes/", key), 403)
    assert "what is gone" in said(ask("gone/?since=2026-01-01", key), 403)


def test_a_key_of_one_place_reads_the_lists_below_that_place_and_below_no_other(cast: Cast) -> None:
    for at in (cast.bradford, cast.luton):
        Asset.objects.create(place=at, name=f"Hall of {at}", kind="building")
        LocalService.objects.create(place=at, name=f"Advice in {at}")
        builders.place(f"Ward of {at}", "ward", within=at)
        needs(at)
        team_post(at)
        workforce_action(at)
        relationship(at, cast.council)
    key, of_all = key_of(cast.desnz_official, place=cast.bradford), key_of(cast.desnz_official)
    below = [one.route for one in lists_in_use() if one.route.startswith("places/<slug:slug>/")]
    assert len(below) == 7
    for route in below:
        own = route.replace("<slug:slug>", cast.bradford.slug)
        found = ask(own, key).json()
        assert found["rows"], route
        assert found == ask(own, of_all).json(), route
        other = ask(route.replace("<slug:slug>", cast.luton.slug), key)
        assert "cannot be narrowed" in said(other, 403), route


def test_the_next_page_of_a_key_of_one_place_is_of_it_too(cast: Cast) -> None:
    for number in range(3):
        builders.pilot(cast.bradford, f"Here {number}", visibility="network")
        builders.pilot(cast.luton, f"There {number}", visibility="network")
    key = key_of(cast.desnz_official, place=cast.bradford)
    assert len(rows("pilots/?limit=1", key)) == 3


def test_each_list_of_a_place_gives_a_key_of_it_what_its_filter_gives(cast: Cast) -> None:
    every, narrow = key_of(cast.administrator), key_of(cast.administrator, place=cast.bradford)
    opened = 0
    for one in lists_in_use():
        answer = None if one.is_of_one_record else ask(one.route, narrow)
        if answer is None or answer.status_code == 403:
            continue
        assert answer.status_code == 200, one.route
        same = ask(f"{one.route}?place={cast.bradford.slug}", every).json()["rows"]
        assert answer.json()["rows"] == same, one.route
        opened += 1
    assert opened > 5


def test_a_narrowed_key_never_sends(cast: Cast) -> None:
    page = send(cast.bradford_editor, lists="pilots/", may_send="on")
    assert "can only read" in text_of(page)
    with pytest.raises(IntegrityError, match="api_key_narrowed_only_reads"), transaction.atomic():
        make_key(by=cast.bradford_editor, name="x", place=cast.bradford, may_send=True)


def test_the_page_says_what_a_narrowed_key_opens(cast: Cast) -> None:
    page = send(
        cast.bradford_editor, lists=["pilots/"], place="Bradford", place_pick=cast.bradford.slug
    )
    assert "What you read in “Pilots”, of Bradford alone" in text_of(page)


def test_who_makes_a_key_is_told_by_email(cast: Cast) -> None:
    make_key(by=cast.bradford_editor, name="Power BI")
    told = Notice.objects.get(kind="key", by_mail=True)
    assert told.user == cast.bradford_editor
    assert "Power BI" in told.subject
    assert "set a new password" in told.text


def test_the_officers_of_a_body_are_told_of_its_key(cast: Cast) -> None:
    other = builders.user("Second official", ("officer", energy()))
    make_key(by=cast.desnz_official, name="Nightly", organisation=energy())
    told = Notice.objects.filter(kind="key", by_mail=True)
    assert {one.user for one in told} == {cast.desnz_official, other}


def test_two_steps_are_needed_where_the_settings_ask_for_them(cast: Cast, settings: Any) -> None:
    settings.TWO_STEP_REQUIRED = True
    answer = signed_in(cast.bradford_editor).get(KEYS)
    assert answer.status_code == 302
    assert "two-step" in answer["Location"]


def test_making_one_asks_for_the_password_again(cast: Cast) -> None:
    client = signed_in(cast.bradford_editor)
    session = client.session
    session["confirmed_at"] = 0
    session.save()
    answer = client.get(KEYS)
    assert answer.status_code == 302
    assert "/account/confirm/" in answer["Location"]


def test_the_last_day_of_a_key_is_the_last_on_which_it_opens(cast: Cast) -> None:
    key, _ = make_key(by=cast.luton_officer, name="Board", lasts=dt.timedelta(days=30))
    last = key.ends_on - dt.timedelta(days=1)
    page = text_of(signed_in(cast.luton_officer).get(KEYS))
    assert f"{last:%-d %B %Y}" in page
    assert f"{key.ends_on:%-d %B %Y}" not in page
    assert f"until {last:%-d %B %Y}, without" in Notice.objects.get(kind="key").text
    for day, opens in ((last, True), (key.ends_on, False)):
        with time_machine.travel(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)):
            assert ApiKey.objects.live().filter(pk=key.pk).exists() is opens
