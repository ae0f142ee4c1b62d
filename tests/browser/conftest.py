"""A Chromium for the browser tests, on a database that holds the demo's record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Page,
    sync_playwright,
)

from accounts.models import User
from tests.browser.answers import Answers, serving

# What Playwright turns off, said again: of this switch the last one counts
OFF_ALREADY = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
# Each window opens pages of its own beneath the address bar, which nobody sees here
BENEATH_THE_BAR = "WebUIOmniboxPopup,WebUIOmniboxAimPopup"
QUIET = [
    f"--disable-features={OFF_ALREADY},{BENEATH_THE_BAR}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # Each page brings its scripts anew: none runs long enough to gain by being optimised
    "--js-flags=--no-opt --no-maglev",
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


@pytest.fixture(scope="session")
def _answers() -> Iterator[Answers]:
    with serving() as made:
        yield made


@pytest.fixture(scope="session")
def _reading_page(browser: Browser, _answers: Answers) -> Iterator[Page]:
    """One page for this process: without motion, and with nothing kept from one to the next.

    Each address that it opens has the accessibility rules with it: they are half a megabyte, which
    took longer to send each time than to run. It goes from page to page of one site: for another,
    as about:blank is, the browser begins a process, which reads the rules anew.
    """
    context = browser.new_context(
        base_url=_answers.address,
        locale="en-GB",
        reduced_motion="reduce",
        viewport={"width": 200, "height": 200},
    )
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    LAYOUT[page] = context.new_cdp_session(page)
    yield page
    del LAYOUT[page]
    context.close()


LAYOUT: dict[Page, CDPSession] = {}


def lay_out(page: Page, width: int) -> None:
    """Lay the page that is read out this wide, as a window of that size would.

    Only a corner of it is painted: no rule looks at that, and it took a quarter of a page's time.
    """
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    LAYOUT[page].send("Emulation.setDeviceMetricsOverride", {**size, "dontSetVisibleSize": True})


@pytest.fixture
def read_as(_reading_page: Page, _answers: Answers, kept_demo: None) -> Iterator[Visit]:
    """``read_as("officer.luton@demo.test")``: a page on which that account reads the demo's record.

    Every script error and policy violation fails the test at its end.
    """
    with answered_here(_reading_page, _answers) as sign_in:
        yield sign_in


@pytest.fixture(scope="session")
def _page_without_scripts(browser: Browser, _answers: Answers) -> Iterator[Page]:
    """One page for this process, on which no script runs."""
    context = browser.new_context(
        base_url=_answers.address, locale="en-GB", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def read_without_scripts(
    _page_without_scripts: Page, _answers: Answers, kept_demo: None
) -> Iterator[Visit]:
    """As ``read_as``, where no script runs: for what is read and laid out, and nothing pressed."""
    with answered_here(_page_without_scripts, _answers) as sign_in:
        yield sign_in


@contextmanager
def answered_here(page: Page, answers: Answers) -> Iterator[Visit]:
    """What the page asks for meanwhile, Django answers in the test's transaction."""
    client, slips = Client(), list[str]()

    def sign_in(email: str = "") -> Page:
        if email:
            client.force_login(User.objects.get(email=email))
        return page

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            slips.append(message.text)

    def note_error(error: Error) -> None:
        slips.append(str(error))

    with answers.given_by(client):
        page.on("console", note)
        page.on("pageerror", note_error)
        yield sign_in
        page.remove_listener("console", note)
        page.remove_listener("pageerror", note_error)
        page.evaluate("window.stop()")  # what it still asks for, no test answers
    assert unexpected(slips) == []


@pytest.fixture
def visit(demo_database: str, opened: Visit) -> Visit:
    """``visit("officer.luton@demo.test", js=False, width=320)``: a page signed in as that account.

    It shows the demo's record; every fault fails the test at its end.
    """
    return opened


@pytest.fixture
def visit_empty(own_database: str, opened: Visit) -> Visit:
    """``visit_empty(js=False)``: a page of an install in which nothing is recorded yet."""
    return opened


@pytest.fixture
def opened(browser: Browser, server_address: str) -> Iterator[Visit]:
    """Pages of whatever database is in use, each in a browser of its own.

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
    assert unexpected(slips) == []


def unexpected(slips: list[str]) -> list[str]:
    """What a browser complained of, but for what is not there: some tests ask for that."""
    return [slip for slip in slips if "404 (Not Found)" not in slip]


def session_cookie(email: str, address: str) -> Any:
    """The cookie of a fresh session of this account."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}
