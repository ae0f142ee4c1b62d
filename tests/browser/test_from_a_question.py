"""Journeys in Chromium that begin with a question in the search box: one click to the answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

JOURNEYS = [
    # J1: whom to meet, in two departments of which one has a former name
    (
        "officer.exampleshire@demo.test",
        "private rented sector energy in DESNZ and DLUHC",
        "Who to ask: Department for Energy Security and Net Zero and Ministry of Housing",
        "Who do I ask?",
    ),
    # J3: which places report a kind of barrier
    (
        "lead.pfpp@demo.test",
        "which places report data sharing barriers",
        "Barriers by place: data sharing",
        "What gets in the way",
    ),
    # J4: who is paid for the same
    (
        "officer.cornwall@demo.test",
        "who gets net zero funding in Cornwall",
        "Overlaps in funding in Cornwall: net zero",
        "Overlaps in funding",
    ),
    # J7: a policy is tried on places
    (
        "official.exampleshire@demo.test",
        "test a policy in places",
        "Write a policy test",
        "Write a policy test",
    ),
    # J10: a visit is planned
    (
        "official.desnz@demo.test",
        "plan a visit to Horden",
        "Plan a visit to Horden",
        "Plan a visit",
    ),
    # J12: what happened here, without an account
    ("", "what has been done in Bodmin", "What is happening in Bodmin", "Bodmin"),
]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("who", "typed", "link", "head"), JOURNEYS, ids=["J1", "J3", "J4", "J7", "J10", "J12"]
)
def test_a_question_is_one_click_from_its_answer(
    *, visit: Visit, who: str, typed: str, link: str, head: str, width: int
) -> None:
    page = visit(who, width=width)
    page.goto("/about/")
    if width < 600:
        page.locator(".to-search").click()
    field = page.locator("#q" if width < 600 else "#find")
    field.fill(typed)
    field.press("Enter")
    page.wait_for_url("**/search/?q=**")
    answer = page.get_by_role("main").get_by_role("link", name=re.compile(f"^{link}")).first
    box = answer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900, "on the first screen, also of a phone"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    answer.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(head)
