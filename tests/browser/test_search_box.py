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


COLOURS = "it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]"


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_typed_and_what_is_offered_can_be_read(visit: Visit, width: int) -> None:
    """At the head of every page, whose own letters are white."""
    page = visit(width=width)
    page.goto("/about/")
    if width < 1200:
        page.get_by_text("Menu", exact=True).click()
    page.locator("#find").press_sequentially("liverpool")
    offered = page.get_by_role("option")
    expect(offered.nth(1)).to_be_visible()
    words, paper = page.locator("#find").evaluate(COLOURS)
    assert words != paper
    assert offered.first.evaluate(COLOURS)[0] == words
    boxes = [box for one in offered.all() if (box := one.bounding_box())]
    assert [box["x"] for box in boxes] == [boxes[0]["x"]] * len(boxes), "one below the other"
    assert boxes[0]["height"] < 72, "its name is not squeezed into a column"
