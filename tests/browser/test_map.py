"""The map of places in Chromium: on a desk and on a phone, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
MAP = "/places/map/"


def test_the_map_is_a_picture_and_the_list_beside_leads_to_each_council(
    visit: Visit, js: bool
) -> None:
    page = visit(js=js)
    page.goto(MAP)
    drawing = page.get_by_role("img", name=re.compile("^Map of 296 councils"))
    expect(drawing).to_be_visible()
    expect(drawing.locator("a")).to_have_count(0)
    listed = page.get_by_role("region", name="Highest first")
    expect(listed.get_by_role("row")).to_have_count(17)
    first = listed.get_by_role("row").nth(1)
    expect(first).to_have_text(re.compile(r"1\s*Middlesbrough\s*50\.0%"))
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Middlesbrough")


def test_another_figure_and_part_are_chosen_and_the_way_of_drawing_stays(
    visit: Visit, js: bool
) -> None:
    page = visit(js=js)
    page.goto(f"{MAP}?map=tiles")
    page.get_by_label("Colour by").select_option(label="Population")
    page.get_by_label("Part of England").select_option(label="North East")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("North East by council")
    expect(page).to_have_url(re.compile("by=population_total.*map=tiles"))
    expect(page.locator(".areas path")).to_have_count(12)
    page.get_by_role("link", name="Draw outlines").click()
    expect(page).not_to_have_url(re.compile("map=tiles"))
    expect(page.get_by_role("columnheader", name="People").first).to_be_visible()


def test_all_councils_stand_in_one_list_the_lowest_first_if_asked(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto(f"{MAP}?by=fuel_poverty_pct")
    page.get_by_role("link", name="Lowest first").click()
    page.get_by_role("link", name="All 296 councils").click()
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(296)
    expect(rows.first).to_have_text(re.compile(r"^296City of London"))
    page.get_by_role("link", name="Back to the map").click()
    expect(page.locator(".areas path")).to_have_count(296)


def test_on_a_phone_the_map_fits_above_its_list(visit: Visit, js: bool) -> None:
    page = visit(js=js, width=320)
    page.goto(MAP)
    drawing = page.locator(".map svg").bounding_box()
    form = page.get_by_label("Colour by").bounding_box()
    listed = page.locator("#list").bounding_box()
    assert drawing is not None
    assert form is not None
    assert listed is not None
    assert drawing["x"] >= 0
    assert drawing["x"] + drawing["width"] <= 320
    assert form["y"] < drawing["y"] < listed["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_places_are_ticked_in_the_list_and_compared_in_its_order(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto("/places/?kind=metropolitan_borough")
    for name in ("Bolton", "Barnsley"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name="Compare the places you ticked").click()
    expect(page).to_have_url(re.compile(r"/places/compare/\?place=barnsley&place=bolton$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Barnsley and Bolton side by side")
    expect(page.locator(".dp")).to_have_count(8)
    page.get_by_text("Choose other measures").click()
    for name in ("Households in fuel poverty", "No qualifications"):
        page.get_by_label(name).uncheck()
    page.get_by_label("Population", exact=True).check()
    page.get_by_role("button", name="Show these measures").click()
    expect(page.locator(".dp")).to_have_count(7)
    expect(page.get_by_role("heading", name="Population")).to_be_visible()


def test_a_county_shows_its_districts_and_leads_to_each(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto("/places/kent/about/")
    expect(page.locator(".map path")).to_have_count(12)
    page.locator("main").get_by_role("link", name="Dover", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dover")
