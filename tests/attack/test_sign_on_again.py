"""Whoever sits at a browser that an identity provider knows must not confirm a sensitive step.

What the provider is asked for goes through that browser, which may leave out ``prompt=login``. The
provider then answers at once, and says by its signed word that the sign-in was long ago.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from people.models import Assignment
from tests import builders as b
from tests.accounts.sign_on.identity_provider import IdentityProvider
from tests.pages.test_sweep import faults

HOUR = 3_600


@pytest.fixture(autouse=True)
def fifteen_minutes(settings: Any) -> None:
    """As it is where people work; in other tests nobody is asked again."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900


@pytest.fixture
def role(client: Client, ada: User, idp: IdentityProvider) -> Assignment:
    """What is to be ended by who signed in an hour ago with their provider alone."""
    ada.set_unusable_password()
    ada.save()
    made = b.give(ada, "contributor", b.place("Luton"))
    idp.claims |= {"email": ada.email, "auth_time": int(time.time()) - HOUR}
    idp.sign_on(client)
    return made


def sent_to_provider(client: Client, role: Assignment) -> Any:
    asked = client.post(f"/roles/{role.pk}/end/")
    assert asked.url.startswith("/account/confirm/"), "it is asked for before a sensitive step"
    return client.get(client.get(asked.url).url)


def is_confirmed(client: Client, role: Assignment) -> bool:
    client.post("/account/confirm/done/")
    return not client.post(f"/roles/{role.pk}/end/").url.startswith("/account/confirm/")


def still_there(role: Assignment) -> bool:
    return Assignment.objects.on(timezone.localdate()).filter(pk=role.pk).exists()


def test_the_provider_is_asked_for_a_new_sign_in_and_its_moment(
    client: Client, role: Assignment
) -> None:
    asked = parse_qs(urlsplit(sent_to_provider(client, role).url).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])


# What a provider says of when, in seconds since 1970, of the moment at which it is asked
STALE: dict[str, Callable[[int], object]] = {
    "long ago": lambda now: now - HOUR,
    "to come": lambda now: now + HOUR,
    "true": lambda now: True,
    "in words": str,
    "a minute and a half ago": lambda now: now - 90,
}


@pytest.mark.parametrize("said", STALE)
def test_a_sign_in_before_that_confirms_nothing(
    client: Client, role: Assignment, idp: IdentityProvider, said: str
) -> None:
    idp.claims["auth_time"] = STALE[said](int(time.time()))
    page = idp.send_back(client, sent_to_provider(client, role))
    assert page.status_code == 403
    assert "did not say that you have just signed in there" in page.content.decode()
    assert faults(page.content.decode()) == []
    assert not is_confirmed(client, role)
    assert still_there(role)


def test_a_provider_that_does_not_say_when_confirms_nothing(
    client: Client, role: Assignment, idp: IdentityProvider
) -> None:
    idp.claims["auth_time"] = None
    assert idp.send_back(client, sent_to_provider(client, role)).status_code == 403
    assert still_there(role)


def test_a_new_sign_in_confirms(client: Client, role: Assignment, idp: IdentityProvider) -> None:
    idp.claims["auth_time"] = int(time.time())
    back = idp.send_back(client, sent_to_provider(client, role))
    assert back.status_code == 302
    client.post(back.url)
    assert not still_there(role)


@pytest.mark.parametrize("said", [None, int(time.time()) - HOUR], ids=["nothing", "an hour ago"])
def test_signing_out_and_in_again_without_a_password_confirms_nothing(
    client: Client, role: Assignment, idp: IdentityProvider, said: Any
) -> None:
    client.logout()
    idp.claims["auth_time"] = said
    assert idp.sign_on(client).status_code == 302
    assert client.post(f"/roles/{role.pk}/end/").url.startswith("/account/confirm/")


def test_who_signed_in_there_just_now_is_not_asked_once_more(
    client: Client, role: Assignment, idp: IdentityProvider
) -> None:
    client.logout()
    idp.claims["auth_time"] = int(time.time())
    idp.sign_on(client)
    assert not client.post(f"/roles/{role.pk}/end/").url.startswith("/account/confirm/")
