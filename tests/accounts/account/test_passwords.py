"""Changing a password, and setting a new one by email."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests import builders as b

FORGOTTEN = "/account/forgotten/"
NEW = "seven warm green houses"


@pytest.fixture
def elsewhere(ada: User) -> Client:
    """Another browser in which Ada is signed in."""
    browser = Client()
    browser.force_login(ada)
    return browser


@pytest.fixture
def link(client: Client, ada: User, letters: Any) -> str:
    """The link that Ada was sent."""
    client.post(FORGOTTEN, {"email": ada.email})
    found = re.search(r"http://127.0.0.1:8000(\S+)", letters()[0].body)
    assert found
    return found[1]


def test_known_and_unknown_addresses_get_the_same_answer(
    client: Client, ada: User, letters: Any
) -> None:
    known = client.post(FORGOTTEN, {"email": ada.email}, follow=True)
    unknown = client.post(FORGOTTEN, {"email": "nobody@example.test"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert "If there is an account with that address" in known.content.decode()
    assert [letter.to for letter in letters()] == [[ada.email]]


def test_the_letter_is_posted_beside_the_answer(
    client: Client, ada: User, letters: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    page = client.post(FORGOTTEN, {"email": ada.email}, follow=True)
    assert "Check your email" in page.content.decode()
    assert letters() == []


def test_a_new_password_by_e_mail(client: Client, ada: User, link: str, sign_in: Any) -> None:
    form = client.get(link, follow=True)
    assert "<h1>Choose a new password</h1>" in form.content.decode()
    address = form.redirect_chain[-1][0]
    done = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your new password is set" in done.content.decode()
    assert sign_in(client, ada.email, NEW).url == "/"
    assert "This link no longer works" in Client().get(link).content.decode()


def test_a_new_password_ends_all_sessions(client: Client, elsewhere: Client, link: str) -> None:
    address = client.get(link).url
    client.post(address, {"password1": NEW, "password2": NEW})
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("short", "short"), "too short"),
        (("password1234", "password1234"), "too common"),
        (("ada-lovelace", "ada-lovelace"), "too similar"),
        ((NEW, f"{NEW}!"), "same password each time"),
        (("", ""), "Enter your new password"),
    ],
)
def test_a_poor_password_is_said_and_not_set(
    client: Client, ada: User, link: str, typed: tuple[str, str], said: str
) -> None:
    page = client.post(
        client.get(link).url, dict(zip(("password1", "password2"), typed, strict=True))
    )
    assert said in page.content.decode()
    assert 'href="#id_password' in page.content.decode()
    ada.refresh_from_db()
    assert ada.check_password(b.PASSWORD)


@pytest.mark.parametrize("key", ["1-x", "zzz-set-password", "0-a-b-c", "1-%00", "é-ü"])
def test_a_broken_link_gets_a_page(client: Client, ada: User, key: str) -> None:
    page = client.get(f"/account/forgotten/{key}/")
    assert page.status_code in (200, 404)
    assert "no longer works" in page.content.decode() or page.status_code == 404


def test_changing_it_needs_the_present_one(client: Client, ada: User) -> None:
    client.force_login(ada)
    sent = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    page = client.post("/account/password/", sent)
    assert "This is not your current password" in page.content.decode()
    client.post("/account/password/", {**sent, "oldpassword": b.PASSWORD})
    ada.refresh_from_db()
    assert ada.check_password(NEW)


def test_changing_it_signs_out_everywhere_else(
    client: Client, ada: User, elsewhere: Client
) -> None:
    client.force_login(ada)
    sent = {"oldpassword": b.PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/account/password/", sent, follow=True).status_code == 200
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_somebody_without_a_password_is_sent_a_link_instead(client: Client) -> None:
    new = b.user("New")
    new.set_unusable_password()
    new.save()
    client.force_login(new)
    assert client.get("/account/password/").url == FORGOTTEN


def test_asking_for_links_over_and_over_is_stopped(client: Client, ada: User) -> None:
    pages = [client.post(FORGOTTEN, {"email": ada.email}) for _ in range(6)]
    assert pages[-1].status_code == 429
    assert "Too many attempts" in pages[-1].content.decode()


@pytest.mark.parametrize("email", ["", "x", "a\x00@example.test", "a" * 10_000])
def test_an_address_that_is_none_gets_a_message(client: Client, email: str) -> None:
    page = client.post(FORGOTTEN, {"email": email})
    assert 'href="#id_email"' in page.content.decode()
