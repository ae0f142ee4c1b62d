"""Where somebody is signed in, and ending it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import User
from accounts.session.actions import forget_sessions
from accounts.session.words import device_words
from people.role.account_actions import close_account
from tests import builders as b
from tests.pages.test_sweep import faults

LIST = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0"


def browser(agent: str, user: User, sign_in: Any) -> Client:
    made = Client(headers={"user-agent": agent})
    sign_in(made, user.email)
    return made


def is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def test_each_is_listed_and_ended_singly_or_all_but_this_one(ada: User, sign_in: Any) -> None:
    own, phone, work = (browser(agent, ada, sign_in) for agent in (FIREFOX, IPHONE, EDGE))
    page = own.get(LIST).content.decode()
    assert faults(page) == []
    words = ("Firefox on a Windows computer", "Safari on an iPhone", "Edge on a Windows computer")
    assert all(one in page for one in words)
    assert page.count("In use now, this device") == 1
    assert page.index(words[0]) < page.index("In use now, this device") < page.index(words[2])
    ended = UserSession.objects.get(user_agent=IPHONE)
    said = own.post(f"{LIST}{ended.pk}/end/", follow=True).content.decode()
    assert "Signed out: Safari on an iPhone." in said
    assert [is_in(one) for one in (own, phone, work)] == [True, False, True]
    own.post(LIST)
    assert [is_in(one) for one in (own, phone, work)] == [True, False, False]
    [left] = UserSession.objects.filter(user=ada)
    assert own.post(f"{LIST}{left.pk}/end/").url == "/account/sign-out/"
    assert is_in(own)


def test_when_each_was_last_used_is_noted_every_ten_minutes(ada: User, sign_in: Any) -> None:
    began = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    with time_machine.travel(began, tick=False) as clock:
        own, phone = (browser(agent, ada, sign_in) for agent in (FIREFOX, IPHONE))
        clock.shift(dt.timedelta(minutes=11))
        is_in(own)
        clock.shift(dt.timedelta(minutes=5))
        is_in(own)
        is_in(phone)  # another session of the same person, which was noted less long ago
    used = UserSession.objects.order_by("last_seen_at").values_list("user_agent", "last_seen_at")
    minutes = {agent: (at - began).seconds // 60 for agent, at in used}
    assert minutes == {FIREFOX: 11, IPHONE: 16}


def test_a_new_password_and_a_closed_account_end_them(ada: User, sign_in: Any) -> None:
    own, phone = (browser(agent, ada, sign_in) for agent in (FIREFOX, IPHONE))
    new = "seven warm green houses"
    own.post("/account/password/", {"oldpassword": b.PASSWORD, "password1": new, "password2": new})
    assert "iPhone" not in own.get(LIST).content.decode()
    assert [is_in(own), is_in(phone)] == [True, False]
    close_account(by=b.user("Adam", ("administrator", None)), user=ada)
    assert not UserSession.objects.filter(user=ada).exists()
    User.objects.filter(pk=ada.pk).update(is_active=True)
    assert not is_in(own)


def test_nothing_is_kept_of_sessions_that_are_over(ada: User, sign_in: Any) -> None:
    own, phone = (browser(agent, ada, sign_in) for agent in (FIREFOX, IPHONE))
    phone.post("/account/sign-out/")
    forget_sessions()
    assert [row.user_agent for row in UserSession.objects.all()] == [FIREFOX]
    assert is_in(own)


@pytest.mark.parametrize("agent", ["", "curl/8.1", "\x00", "x" * 500])
def test_what_names_no_browser_is_not_guessed(agent: str) -> None:
    assert device_words(agent) == "A browser that we do not know"
