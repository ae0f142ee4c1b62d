"""The map of places in Chromium: with the keyboard alone, on a phone, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
ALL = "/places/map/?all=on"


def opacity(text: Locator) -> str:
    return text.evaluate("text => getComputedStyle(text).opacity")


def tab_to(page: Page, words: str) -> Locator:
    """Press Tab until what has the focus says this; fails after sixty."""
    focused = page.locator(":focus")
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in (focused.text_content() or ""):
            return focused
    raise AssertionError(f"{words} was not reached")


def test_the_keyboard_reaches_regions_first_then_past_the_map_or_into_it(
    visit: Visit, js: bool
) -> None:
    page = visit(js=js)
    page.goto(ALL)
    page.get_by_label("Colour by").focus()
    tab_to(page, "East Midlands")
    skip = tab_to(page, "Skip past the map")
    page.keyboard.press("Tab")
    council = page.locator(":focus")
    expect(council).to_have_attribute("href", "/places/amber-valley/")
    assert opacity(council.locator("text")) == "1"
    page.mouse.move(0, 0)
    assert opacity(page.locator("a[href='/places/bolsover/'] text").first) == "0"
    page.keyboard.press("Shift+Tab")
    skip.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("link => !!link.closest('#list')")


def test_the_name_stands_above_the_map_while_a_council_is_pointed_at(
    visit: Visit, js: bool
) -> None:
    page = visit(js=js)
    page.goto(f"{ALL}&by=fuel_poverty_pct")
    link = page.locator(".areas a[href='/places/cornwall/']")
    link.locator("path").hover()
    assert opacity(link.locator("text")) == "1"
    expect(link).to_have_text(re.compile(r"^Cornwall: \d+\.\d\d%$"))
    link.locator("path").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cornwall")


def test_on_a_phone_the_map_fits_and_regions_come_first(visit: Visit, js: bool) -> None:
    page = visit(js=js, width=390)
    page.goto(ALL)
    drawing = page.locator(".drawn svg")
    box = drawing.bounding_box()
    form = page.get_by_label("Colour by").bounding_box()
    listed = page.locator("#list").bounding_box()
    assert box is not None
    assert form is not None
    assert listed is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    assert box["y"] < form["y"] < listed["y"]
    skip = tab_to(page, "Skip past the map")
    expect(skip).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("^East Midlands: 35 of 35"))
    page.locator(".regions-drawn a", has_text="North East").locator("path").click()
    expect(page).to_have_url(re.compile("all=on&region=north-east"))
    expect(page.locator(".areas a")).to_have_count(12)
    page.locator(".areas a[href='/places/northumberland/'] path").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Northumberland")


def test_another_figure_keeps_the_filters_and_the_way_of_drawing(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto("/places/map/?kind=unitary&map=tiles")
    page.get_by_label("Colour by").select_option(label="Population")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"kind=unitary&map=tiles&by=population_total$"))
    expect(page.locator(".areas a")).to_have_count(63)
    page.get_by_role("link", name="outlines", exact=True).click()
    expect(page).to_have_url(re.compile(r"kind=unitary&by=population_total$"))
    expect(page.locator("#list").get_by_role("columnheader", name="Population")).to_be_visible()


def test_a_county_shows_its_districts_and_leads_to_each(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto("/places/kent/about/")
    expect(page.locator(".districts path")).to_have_count(12)
    page.locator("main").get_by_role("link", name="Dover", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dover")
