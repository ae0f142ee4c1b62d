"""Signing in and out: by invitation, without telling who has an account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from tests import builders as b

SIGN_IN = "/account/sign-in/"
WRONG = "The email address or the password is not right"


def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client, ada: User) -> None:
    asked = client.get("/account/")
    assert asked.url == f"{SIGN_IN}?next=/account/"
    sent = {"login": " ADA-lovelace@example.test ", "password": b.PASSWORD, "next": "/account/"}
    page = client.post(asked.url, sent, follow=True)
    assert page.redirect_chain == [("/account/", 302)]
    assert "Ada Lovelace" in page.content.decode()


def test_signing_in_never_leads_off_the_site(client: Client, ada: User, sign_in: Any) -> None:
    assert sign_in(client, ada.email, next="https://evil.example/").url == "/"
    client.logout()
    assert sign_in(client, ada.email, next="//evil.example/").url == "/"


def test_the_session_is_another_one_after_signing_in(
    client: Client, ada: User, sign_in: Any
) -> None:
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    sign_in(client, ada.email)
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada-lovelace@example.test", "wrong"), ("nobody@example.test", b.PASSWORD)],
)
def test_a_wrong_password_and_a_wrong_address_are_told_alike(
    client: Client, ada: User, sign_in: Any, email: str, password: str
) -> None:
    page = sign_in(client, email, password)
    text = page.content.decode()
    assert f'<a href="#id_login">{WRONG}' in text
    assert "<title>Error: Sign in" in text
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "email", ["", "x", "a@b\x00.test", "a" * 10_000 + "@example.test", "ada\ud7ff@example.test"]
)
def test_an_address_that_is_none_gets_a_message(client: Client, sign_in: Any, email: str) -> None:
    page = sign_in(client, email)
    assert page.status_code == 200
    assert 'href="#id_login"' in page.content.decode()


def test_a_very_long_or_broken_password_is_just_wrong(
    client: Client, ada: User, sign_in: Any
) -> None:
    assert WRONG in sign_in(client, ada.email, "x" * 10_000).content.decode()
    page = sign_in(client, ada.email, f"{b.PASSWORD}\x00").content.decode()
    assert "hidden character" in page


def test_a_closed_account_is_told_only_to_who_knows_the_password(
    client: Client, sign_in: Any
) -> None:
    gone = b.user("Gone", is_active=False)
    assert WRONG in sign_in(client, gone.email, "wrong").content.decode()
    page = client.post(SIGN_IN, {"login": gone.email, "password": b.PASSWORD}, follow=True)
    assert "This account has been closed" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_account_signs_in_though_no_email_reaches_its_address(
    client: Client, sign_in: Any
) -> None:
    old = b.user("a" * 65)
    assert sign_in(client, old.email).status_code == 302


def test_too_many_tries_for_one_account_are_stopped(
    client: Client, ada: User, sign_in: Any
) -> None:
    for _ in range(5):
        assert WRONG in sign_in(client, ada.email, "wrong").content.decode()
    page = sign_in(client, ada.email)
    assert "Too many attempts" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_too_many_tries_from_one_address_get_a_plain_page(client: Client, sign_in: Any) -> None:
    pages = [sign_in(client, f"nobody{n}@example.test", "x") for n in range(31)]
    assert pages[-1].status_code == 429
    text = pages[-1].content.decode()
    assert "<h1>Too many attempts</h1>" in text
    assert "Wait five minutes" in text


def test_signing_out_asks_first_and_then_ends_the_session(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert "<h1>Sign out</h1>" in client.get("/account/sign-out/").content.decode()
    assert client.post("/account/sign-out/").url == "/"
    assert "_auth_user_id" not in client.session
    assert "You are signed out." in client.get(SIGN_IN).content.decode()


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "socialaccount_signup", "account_set_password"]
)
def test_nobody_can_open_an_account(client: Client, name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert client.get("/account/signup/").status_code == 404


def test_the_sign_in_page_names_no_account(client: Client, ada: User) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert "Accounts are given to people" in page
    assert "@" not in page.split("<main")[1].split("</main>")[0]


def test_signing_in_twice_leads_on(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.get(f"{SIGN_IN}?next=/account/").url == "/account/"
    assert "<h1>You are signed in</h1>" in client.get(SIGN_IN).content.decode()


def test_signing_out_twice_says_so(client: Client) -> None:
    assert "<h1>You are signed out</h1>" in client.get("/account/sign-out/").content.decode()


def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(
    client: Client, ada: User
) -> None:
    page = client.post("/drafts/1/delete/", HTTP_REFERER="http://testserver/account/?x=1")
    assert page.url == f"{SIGN_IN}?next=/account/%3Fx%3D1"
    assert "nothing was changed" in client.get(page.url).content.decode()
    elsewhere = client.post("/drafts/1/delete/", HTTP_REFERER="https://evil.example/x/")
    assert elsewhere.url == f"{SIGN_IN}?next=/drafts/1/delete/"
