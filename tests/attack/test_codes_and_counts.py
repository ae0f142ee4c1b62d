"""Codes that count once, counts that a flood does not begin anew, and moments that are to come."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.confirming import CONFIRMED
from accounts.models import User
from tests import builders as b
from tests.accounts.two_step.codes import ON, code, key_on

CODE = "/account/sign-in/code/"
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_the_code_that_turned_two_step_on_is_used_up(
    client: Client, ada: User, sign_in: Any
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(ada)
        key = key_on(client.get(ON))
        seen = code(key)
        client.post(ON, {"code": seen})
        ada.refresh_from_db()
        assert ada.two_step
        thief = Client()
        sign_in(thief, ada.email)
        answer = thief.post(CODE, {"code": seen})
        assert not is_signed_in(thief)
        assert "it was used before" in answer.content.decode()
        clock.shift(30)
        thief.post(CODE, {"code": seen})
        assert not is_signed_in(thief), "nor while it could still be right"
        clock.shift(30)
        thief.post(CODE, {"code": code(key)})
        assert is_signed_in(thief), "the next one is"


def test_a_flood_of_attempts_takes_no_count_away(
    client: Client, ada: User, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches["default"], "_max_entries", 20)
    for _ in range(5):
        sign_in(client, ada.email, "wrong")
    assert "Too many attempts" in sign_in(Client(), ada.email).content.decode()
    for number in range(200):  # as many others as there are addresses to try
        cache.set(f"flood-{number}", [1.0], 300)
    shut_out = sign_in(Client(), ada.email)
    assert "Too many attempts" in shut_out.content.decode()
    assert not is_signed_in(Client())


def test_what_is_over_still_makes_room(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches["default"], "_max_entries", 5)
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(20):
            cache.set(f"old-{number}", 1, 60)
        clock.shift(120)
        cache.set("new", 1, 60)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_cache")
            assert cursor.fetchone() == (1,)


def test_a_moment_that_is_to_come_confirms_nobody(client: Client, db: None, settings: Any) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    client.force_login(b.user("Adam", ("administrator", None)))
    session = client.session
    session[CONFIRMED] = (timezone.now() + dt.timedelta(days=365)).timestamp()
    session.save()
    assert client.get("/people/add/").url.startswith("/account/confirm/")
