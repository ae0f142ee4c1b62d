"""A brief with scripts on: its page opens, and Copy, Print and Save stand there; and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit


@pytest.mark.parametrize(
    "address",
    ["/places/northumberland/", "/pilots/northumberland/", "/barriers/B-000012/"],
    ids=["place", "pilot", "barrier"],
)
def test_the_way_to_a_brief_opens_it_with_scripts_on(visit: Visit, address: str) -> None:
    page = visit("official.desnz@demo.test")
    page.goto(address)
    if (more := page.locator("main").get_by_text("More", exact=True)).count():
        more.click()
    page.locator("main").get_by_role(
        "link", name=re.compile("^(Copy as a b|Print a b|B)rief$")
    ).click()
    page.wait_for_url("**/brief/")
    page.get_by_role("link", name="Copy the text").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    expect(page).to_have_url(re.compile("/brief/$"))
    expect(page.get_by_role("button", name="Print this brief")).to_be_visible()


def test_on_paper_both_columns_of_a_brief_are_filled(visit: Visit) -> None:
    page = visit("official.desnz@demo.test")
    page.goto("/places/northumberland/brief/")
    page.set_viewport_size({"width": 703, "height": 1046})
    page.emulate_media(media="print")
    drawn = [one.bounding_box() for one in page.locator(".sheet > section").all()]
    sections = [box for box in drawn if box]
    columns = {round(box["x"]) for box in sections}
    top = min(box["y"] for box in sections)
    ends = [
        max(box["y"] + box["height"] for box in sections if round(box["x"]) == left) - top
        for left in columns
    ]
    assert len(ends) == 2
    assert min(ends) > max(ends) * 0.6


@pytest.mark.parametrize("slug", ["warm-homes", "liverpool"])
def test_the_brief_of_a_pilot_prints_on_one_page(visit: Visit, slug: str) -> None:
    page = visit("officer.exampleshire@demo.test")
    page.goto(f"/pilots/{slug}/brief/")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
