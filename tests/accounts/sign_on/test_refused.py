"""The log says which check of single sign-on failed, and nothing of the person."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.module_loading import import_string

from accounts.models import User
from config import logs
from tests import builders as b
from tests.accounts.sign_on.identity_provider import OTHER_KEY, IdentityProvider

ADA = "ada-lovelace@example.test"
NAME = "accounts.sign_on.adapter"


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What the log of a server has of it, as it is written there."""
    how = {name: value for name, value in logs.AS_JSON.items() if name != "()"}
    as_json = import_string(logs.AS_JSON["()"])(**how)
    return [json.loads(as_json.format(line)) for line in caplog.records if line.name == NAME]


@pytest.mark.parametrize(
    ("claims", "check"),
    [
        ({"email": "nobody@example.test"}, "account or invitation"),
        ({"email": ADA, "email_verified": False}, "email verified"),
        ({"email": "eve@elsewhere.test"}, "email domain"),
        ({"email": "gone@example.test"}, "account open"),
        ({"email": ADA, "iss": "https://evil.example"}, "token issuer"),
        ({"email": ADA, "aud": "another-site"}, "token audience"),
        ({"email": ADA, "exp": 1}, "token expiry"),
        ({}, "profile"),
    ],
)
@pytest.mark.usefixtures("ada")
def test_one_line_names_the_check(
    client: Client, idp: IdentityProvider, caplog: Any, claims: Any, check: str
) -> None:
    b.user("Gone", is_active=False)
    idp.claims |= claims
    idp.profile = {"sub": "s-2", "email": ADA, "email_verified": True}
    page = idp.sign_on(client)
    assert page.status_code in (403, 502)
    (line,) = lines(caplog)
    assert (line["check"], line["provider"], line["level"]) == (check, "bradford", "WARNING")
    assert line["message"] == f"Single sign-on with bradford refused: {check}"
    for personal in ("ada-", "nobody", "eve@", "gone", "s-1", "s-2", "King", "evil"):
        assert personal not in json.dumps(line)


def test_a_key_that_is_not_the_providers_is_told_from_one_that_is_away(
    client: Client, ada: User, idp: IdentityProvider, settings: Any, caplog: Any
) -> None:
    idp.claims["email"] = ADA
    idp.key = OTHER_KEY
    idp.sign_on(client)
    idp.says_config = lambda config: config | {"issuer": "https://evil.example"}
    idp.sign_on(client)
    idp.says_config = lambda config: []
    idp.sign_on(client)
    settings.SOCIALACCOUNT_PROVIDERS = idp.settings(
        server_url="http://127.0.0.1:1/.well-known/openid-configuration"
    )
    idp.sign_on(client)
    found = [line["check"] for line in lines(caplog)]
    assert found == ["token signature", "issuer", "form of the answer", "connection"]


def test_who_comes_back_without_having_left_is_logged_too(
    client: Client, idp: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    sent = client.get("/account/sign-in/with/bradford/")
    idp.send_back(client, sent, state="guessed")
    assert [line["check"] for line in lines(caplog)] == ["state"]
