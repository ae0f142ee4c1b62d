"""What is too large is refused before anything reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from records.files.tables import LIMITS
from tests.builders import Cast

MB = 2**20
FORM = "multipart/form-data; boundary=x"


class Unread:
    """A body that fails the test when it is read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("something read the body")

    readline = read


def announce(client: Client, path: str, length: int, **how: Any) -> Any:
    """What comes back before a byte of the body was read."""
    how |= {"CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
    return client.generic("POST", path, b"", FORM, **how)


@pytest.mark.parametrize("address", ["/account/sign-in/", "/drafts/save/", "/pilots/some/edit/"])
def test_a_large_body_is_refused_unread(db: None, address: str) -> None:
    answer = announce(Client(enforce_csrf_checks=True), address, MB + 1)
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "<h1>What you sent is too large</h1>" in page
    assert "up to 1 MB of text" in page
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_script_that_keeps_drafts_is_answered_in_its_own_form(db: None) -> None:
    answer = announce(Client(), "/drafts/save/", MB + 1, HTTP_ACCEPT="application/json")
    assert answer.status_code == 413
    assert "up to 1 MB of text" in answer.json()["problem"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", FORM, "application/json"])
def test_a_body_of_unknown_length_is_refused_unread(db: None, kind: str) -> None:
    how: dict[str, Any] = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": Unread()}
    answer = Client().generic("POST", "/account/sign-in/", b"", kind, **how)
    assert answer.status_code == 411
    assert "does not say how large it is" in answer.content.decode()


def test_a_page_that_takes_a_file_takes_it_of_who_is_signed_in(db: None, cast: Cast) -> None:
    upload = reverse("pilot_upload", args=["some"])
    stranger, officer = Client(), Client()
    officer.force_login(cast.bradford_officer)
    refused = announce(stranger, upload, MB + 1)
    assert refused.status_code == 413
    assert "Sign in to send a file" in refused.content.decode()
    assert announce(officer, upload, LIMITS.sent + MB + 1).status_code == 413
    assert announce(officer, reverse("pilot_edit", args=["some"]), MB + 1).status_code == 413
    assert announce(officer, upload, LIMITS.sent + MB).status_code == 404  # by the page itself


@pytest.mark.parametrize("length", ["0", "", "-5", "no number", str(MB)])
def test_what_fits_goes_on_to_the_page(db: None, length: str) -> None:
    body = b"x" * MB
    answer = Client().generic("POST", "/drafts/save/", body, "text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 400  # the page's word: it is no form of ours
