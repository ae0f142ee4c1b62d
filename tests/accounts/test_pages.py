"""Pages of sign-in that the sweep cannot open by address alone: well-formed, and safe."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.pages.test_sweep import faults


def test_the_sign_in_page_is_well_formed_before_and_after_a_mistake(
    client: Client, sign_in: Any
) -> None:
    assert faults(client.get("/account/sign-in/").content.decode()) == []
    assert faults(sign_in(client, "x", "y").content.decode()) == []


def test_the_sign_out_page_is_well_formed(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert faults(client.get("/account/sign-out/").content.decode()) == []


@pytest.mark.parametrize("url", ["/account/forgotten/", "/account/password/", "/account/"])
def test_forms_with_mistakes_are_well_formed(client: Client, ada: User, url: str) -> None:
    client.force_login(ada)
    page = client.post(url, {"email": "x", "full_name": "", "password1": "x"}).content.decode()
    assert "to put right" in page
    assert faults(page) == []


def test_the_page_for_too_many_tries_is_well_formed(client: Client, ada: User) -> None:
    pages = [client.post("/account/forgotten/", {"email": ada.email}) for _ in range(6)]
    assert pages[-1].status_code == 429
    assert faults(pages[-1].content.decode()) == []


def test_the_page_of_a_reset_link_is_well_formed(client: Client, ada: User, letters: Any) -> None:
    client.post("/account/forgotten/", {"email": ada.email})
    # The last one: letters of an earlier test may have been on their way
    link = letters()[-1].body.split("http://127.0.0.1:8000")[1].split()[0]
    page = client.get(link, follow=True).content.decode()
    assert "Choose a new password" in page
    assert faults(page) == []
