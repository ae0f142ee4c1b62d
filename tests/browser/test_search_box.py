"""The keys that lead to the search box, in Chromium: from every page, but not out of a text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit


def box(page: Page) -> Locator:
    """The search box of this page: its own, else that at its head."""
    return page.locator("#q[type=search], #find").first


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
@pytest.mark.parametrize("address", ["/places/bradford/", "/search/?q=homes", "/"])
def test_slash_and_ctrl_k_lead_to_the_search_box(visit: Visit, keys: str, address: str) -> None:
    page = visit()
    page.goto(address)
    page.keyboard.press(keys)
    expect(box(page)).to_be_focused()
    page.keyboard.type("bradford")
    expect(box(page)).to_have_value("bradford")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**" if address != "/" else "**/?*bradford**")


def test_a_slash_in_a_text_is_a_slash(visit: Visit) -> None:
    page = visit()
    page.goto("/search/?q=homes")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(box(page)).to_have_value("a/b")
    page.goto("/who-to-ask/")
    text = page.locator("main input[type=search], main input[type=text]").first
    text.fill("housing")
    text.press("End")
    text.press("/")
    expect(text).to_have_value("housing/")
    expect(text).to_be_focused()
