"""What leaves the page names our own site, whatever host the request named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests import builders
from tests.builders import Cast
from tests.test_architecture import MAY_IMPORT, modules

ELSEWHERE = "localhost:6666"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": ELSEWHERE})


def test_the_reset_letter_names_our_own_site(client: Client, ada: User, letters: Any) -> None:
    client.post("/account/forgotten/", {"email": ada.email})
    [address] = re.findall(r"https?://\S+", letters()[-1].body)
    assert address.startswith(f"{settings.SITE_URL}/account/forgotten/")
    assert client.get(address.removeprefix(settings.SITE_URL), follow=True).status_code == 200


def test_briefs_files_and_feeds_name_our_own_site(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, programme=cast.pfpp)
    barrier = builders.barrier(cast.bradford, "We cannot share")
    client.force_login(cast.bradford_officer)
    for address in (
        f"{pilot.get_absolute_url()}brief/?format=txt",
        f"{barrier.get_absolute_url()}brief/?format=txt",
        "/places/bradford/brief/?format=txt",
        "/places/?format=json",
        "/barriers/?format=csv&definitions=1",
        "/calendar/feeds/",
        "/places/",
    ):
        answer = client.get(address)
        said = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200, address
        assert ELSEWHERE.encode() not in said, address


def test_no_code_makes_addresses_from_the_host_of_the_request() -> None:
    """Where a visitor is sent back to is compared with it; nothing is made of it."""
    made = re.compile(r"build_absolute_uri|get_current_site|HTTP_HOST")
    compared = re.compile(r"^(?!.*url_has_allowed_host_and_scheme).*get_host\(\)", re.MULTILINE)
    wrong = [
        str(path.relative_to(Path(settings.BASE_DIR)))
        for app in MAY_IMPORT
        for path in modules(app)
        if made.search(path.read_text()) or compared.search(path.read_text())
    ]
    assert wrong == []
