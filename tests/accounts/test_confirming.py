"""Sensitive steps ask for the password again, and lose nothing that was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from people.models import Assignment, Invitation
from people.role.actions import give_role
from records import drafts
from records.models import Draft
from tests import builders as b
from tests.pages.test_sweep import faults

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
CONFIRM = "/account/confirm/"


@pytest.fixture
def clock(settings: Any) -> Iterator[Any]:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def adam(client: Client, clock: Any) -> User:
    """An administrator, who signed in just now."""
    adam = b.user("Adam", ("administrator", None))
    client.force_login(adam)
    return adam


def confirm(client: Client, asked: Any, password: str = b.PASSWORD) -> Any:
    assert asked.url.startswith(CONFIRM)
    return client.post(asked.url, {"password": password})


def test_the_password_counts_for_fifteen_minutes(
    client: Client, adam: User, clock: Any, ada: User
) -> None:
    address = f"/personal-data/account/{ada.pk}/?format=json"
    sensitive = ("/people/add/", address, "/account/two-step/on/", "/account/two-step/codes/new/")
    assert all(client.get(one).status_code == 200 for one in sensitive)
    clock.shift(901)
    assert all(client.get(one).url.startswith(CONFIRM) for one in sensitive)
    asked = client.get(address)
    page = confirm(client, asked, "wrong").content.decode()
    assert "This is not your password" in page
    assert "Enter your password" in confirm(client, asked, "").content.decode()
    assert faults(page) == []
    assert confirm(client, asked).url == address
    assert all(client.get(one).status_code == 200 for one in sensitive)


def test_what_was_typed_into_a_form_is_kept(client: Client, adam: User, clock: Any) -> None:
    page = client.get("/people/add/").content.decode()
    token = page.split(f'name="{drafts.TOKEN}" value="')[1].split('"')[0]
    typed = {drafts.TOKEN: token, "emails": "new@example.test", "role": "administrator"}
    clock.shift(901)
    saved = client.post("/people/add/", typed | {drafts.BUTTON: "1"})
    assert saved.url == "/people/add/?draft=saved"  # for which nothing is asked
    asked = client.post("/people/add/", typed)
    assert Draft.objects.get(author=adam).title == "A new administrator"
    back = confirm(client, asked)
    assert back.url == "/people/add/"
    assert ">\nnew@example.test</textarea>" in client.get(back.url).content.decode()


def test_a_button_that_was_pressed_is_done_once_it_is_confirmed(
    client: Client, adam: User, clock: Any, ada: User
) -> None:
    clock.shift(901)
    asked = client.post(f"/people/{ada.pk}/close/")
    assert User.objects.get(pk=ada.pk).is_active
    assert confirm(client, asked).url == f"/people/{ada.pk}/"
    assert not User.objects.get(pk=ada.pk).is_active


@pytest.mark.parametrize(
    "address",
    [
        "/people/{person}/hand-over/",
        "/people/{person}/cover/",
        "/account/cover/",
        "/cover/{cover}/end/",
        "/invitations/{invited}/withdraw/",
        "/invitations/{invited}/again/",
    ],
)
def test_what_moves_roles_and_invitations_asks_again(
    client: Client, adam: User, clock: Any, ada: User, address: str
) -> None:
    luton, today = b.place("Luton"), timezone.localdate()
    b.give(ada, "contributor", luton)
    week = today + dt.timedelta(days=7)
    standing = Assignment.objects.create(
        user=b.user("Stan"),
        covers=ada,
        role="contributor",
        place=luton,
        valid_from=today,
        valid_to=week,
    )
    invited = give_role(by=adam, email="x@example.test", role="contributor", scope=luton)
    clock.shift(901)
    path = address.format(person=ada.pk, cover=standing.pk, invited=invited.pk)
    assert client.post(path).url.startswith(CONFIRM)
    if path.endswith(("hand-over/", "cover/")):
        assert client.get(path).url.startswith(CONFIRM)
    assert Assignment.objects.lasting(today).filter(pk=standing.pk).exists()
    assert Invitation.objects.open().filter(sent_at=invited.sent_at).exists()


def test_a_button_that_was_pressed_and_left_is_not_done_later(
    client: Client, adam: User, clock: Any, ada: User
) -> None:
    role = b.give(ada, "contributor", b.place("Luton"))
    clock.shift(901)
    client.post(f"/roles/{role.pk}/end/")
    asked = client.get(f"/roles/{role.pk}/end/")
    assert confirm(client, asked).url == f"/roles/{role.pk}/end/"
    assert Assignment.objects.on(timezone.localdate()).filter(pk=role.pk).exists()


def test_too_many_wrong_passwords_are_told_at_the_input(
    client: Client, adam: User, clock: Any
) -> None:
    clock.shift(901)
    asked = client.get("/people/add/")
    pages = [confirm(client, asked, f"wrong {n}").content.decode() for n in range(6)]
    assert 'href="#id_password">Too many attempts' in pages[5]


def test_an_account_without_a_password_or_a_way_back_is_refused(
    client: Client, clock: Any, ada: User
) -> None:
    ada.set_unusable_password()
    ada.save()
    client.force_login(ada)
    clock.shift(901)
    assert client.get(client.get("/account/two-step/on/").url).status_code == 403
