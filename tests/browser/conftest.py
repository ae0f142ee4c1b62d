"""A Chromium for the browser tests, on a database that holds the demo's record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import User

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for this process. ``bin/test`` says in CHROMIUM which one launches."""
    # Playwright keeps an event loop in this thread, which Django would else refuse to work beside.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=[*QUIET, *root],
        )
        yield found
        found.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, demo_database: str, server_address: str) -> Iterator[Visit]:
    """``visit("officer.luton@demo.test", js=False, width=320)``: a page signed in as that account.

    Every refused request, script error and policy violation fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    slips: list[str] = []

    def open_page(email: str = "", *, js: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=server_address,
            java_script_enabled=js,
            viewport={"width": width, "height": 900},
            locale="en-GB",
        )
        contexts.append(context)
        if email:
            context.add_cookies([session_cookie(email, server_address)])
        page = context.new_page()
        page.on("console", lambda m: slips.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: slips.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [slip for slip in slips if "404 (Not Found)" not in slip] == []


def session_cookie(email: str, address: str) -> Any:
    """The cookie of a fresh session of this account."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
