"""Chromium takes a block of linked data for data, of which the policy of scripts does not speak."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Visit

TOLD = "addEventListener('securitypolicyviolation', e => (window.told ||= []).push(e.blockedURI))"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/places/liverpool/", "AdministrativeArea"),
        ("/organisations/dhsc/", "Organization"),
        ("/places/liverpool/calendar/", "BreadcrumbList"),
    ],
)
def test_no_block_is_reported_by_the_policy_that_forbids_inline_scripts(
    visit: Visit, address: str, kind: str
) -> None:
    page = visit()
    page.add_init_script(TOLD)
    response = page.goto(address)
    assert response is not None
    assert "unsafe" not in response.headers["content-security-policy"]
    blocks = page.locator('head script[type="application/ld+json"]').all_text_contents()
    assert kind in [json.loads(block)["@type"] for block in blocks]
    assert page.evaluate("window.told || []") == []


RUN = """type => new Promise(told => {
  const one = document.createElement("script")
  addEventListener("securitypolicyviolation", e => told(e.effectiveDirective))
  one.type = type; one.textContent = "window.ran = true"; document.head.append(one)
  setTimeout(() => told(window.ran ? "ran" : "nothing"), 500)
})"""


@pytest.mark.usefixtures("demo_database")
def test_a_script_in_its_place_would_be(browser: Browser, server_address: str) -> None:
    context = browser.new_context(base_url=server_address)
    page = context.new_page()
    page.goto("/places/liverpool/")
    assert page.evaluate(RUN, "application/ld+json") == "nothing"
    assert page.evaluate(RUN, "text/javascript") == "script-src-elem"
    context.close()
