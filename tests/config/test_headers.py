"""Every answer carries the protecting headers, also the pages for when something fails."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests import builders, database

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
    "img-src 'self' data:", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
}  # fmt: skip
OTHERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
TOO_LARGE = {"CONTENT_LENGTH": str(2**20 + 1)}
FORM = "application/x-www-form-urlencoded"
TOO_MANY = {"data": "a=1&" * 1001, "content_type": FORM}
ELSEWHERE = {"HTTP_HOST": "somewhere.example"}
FAULTS: dict[str, tuple[int, str, str, dict[str, Any]]] = {
    "an unknown host": (400, "GET", "/places/", ELSEWHERE),
    "too many fields": (400, "POST", "/account/sign-in/", TOO_MANY),
    "a form without its token": (403, "POST", "/account/sign-in/", {}),
    "no such address": (404, "GET", "/no/such/page/", {}),
    "no such record": (404, "GET", "/places/nowhere/", {}),
    "too large": (413, "POST", "/account/sign-in/", TOO_LARGE),
    "unknown length": (411, "POST", "/account/sign-in/", {"HTTP_TRANSFER_ENCODING": "chunked"}),
}


def carries_the_headers(answer: Any) -> None:
    assert set(answer.headers.get("Content-Security-Policy", "").split("; ")) == POLICY
    assert {name: answer.headers.get(name) for name in OTHERS} == OTHERS
    assert "camera=()" in answer.headers.get("Permissions-Policy", "")


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def test_every_answer_carries_the_protecting_headers(browser: Client) -> None:
    carries_the_headers(browser.get("/health/live"))


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_so_do_pages_for_what_was_not_understood(
    browser: Client, settings: LazySettings, fault: str, debug: bool
) -> None:
    settings.DEBUG = debug
    status, method, path, how = FAULTS[fault]
    answer = browser.generic(method, path, **how)
    assert answer.status_code == status
    carries_the_headers(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [False, True])
def test_so_does_the_page_for_a_crash(browser: Client, settings: LazySettings, debug: bool) -> None:
    settings.DEBUG = debug
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partnerships_place RENAME TO lost")
    answer = browser.get("/places/")
    assert answer.status_code == 500
    carries_the_headers(answer)


@pytest.mark.parametrize("debug", [False, True])
def test_so_does_the_page_for_a_database_that_is_away(
    browser: Client, settings: LazySettings, django_db_setup: None,
    django_db_blocker: DjangoDbBlocker, debug: bool,
) -> None:  # fmt: skip
    settings.DEBUG = debug
    with django_db_blocker.unblock(), database.using("placebook_no_such_database"):
        answer = browser.get("/places/")
    assert answer.status_code == 503
    carries_the_headers(answer)


def test_so_does_an_unknown_host_that_would_be_sent_on_to_https(
    browser: Client, settings: LazySettings
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = browser.get("/places/", **ELSEWHERE)
    assert answer.status_code == 400
    carries_the_headers(answer)


@pytest.mark.django_db
def test_so_does_a_refusal_of_what_one_may_not_change(settings: LazySettings) -> None:
    cast = builders.cast()
    pilot = builders.pilot(cast.bradford, "Warm homes", slug="warm-homes")
    client = Client()
    client.force_login(cast.desnz_official)
    answer = client.get(f"/pilots/{pilot.slug}/update/")
    assert answer.status_code == 403
    carries_the_headers(answer)
