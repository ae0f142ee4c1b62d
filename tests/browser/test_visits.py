"""A civil servant's first visit, from reading about the place to what was promised there (J10)."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

SOON = dt.timedelta(days=10)


def fill_day(page: Page, question: str, day: dt.date) -> None:
    """The three boxes of a date."""
    asked = page.get_by_role("group", name=re.compile(f"^{question}"))
    for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        asked.get_by_label(box, exact=True).fill(str(number))


def plan(page: Page, purpose: str, day: dt.date) -> None:
    """Plans a visit from the page of the pilot. The own department is filled in already."""
    page.get_by_role("link", name="Plan a visit").first.click()
    fill_day(page, "When", day)
    page.get_by_label("Where?").select_option("Horden")
    page.get_by_label("What is it about?").fill(purpose)
    page.get_by_role("button", name="Plan the visit").click()


def another_is_planned(visit: Visit, day: dt.date, *, js: bool) -> None:
    """Somebody of another department is to come there, close to that day."""
    other = visit("official.desnz@demo.test", js=js)
    other.goto("/pilots/durham/")
    plan(other, "Homes nobody wants to heat", day)


def test_an_official_plans_a_visit_and_keeps_what_was_promised(visit: Visit, js: bool) -> None:
    today = timezone.localdate()
    another_is_planned(visit, today + SOON, js=js)

    page = visit("official.dfe@demo.test", js=js)
    page.goto("/search/?q=Horden")
    page.get_by_role("main").get_by_role("link", name="Horden").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Horden")
    expect(page.locator("main")).to_contain_text("Partners")
    visits = page.get_by_role("region", name="Also here").get_by_role("link", name="Visits")
    expect(visits).to_contain_text("1 coming up")
    page.get_by_role("link", name="Horden Together Programme").first.click()
    expect(page.get_by_role("region", name="What it set out to change")).to_be_visible()

    plan(page, "Breakfast clubs", today)
    expect(page.locator("main")).to_contain_text("Close to another visit")
    page.get_by_label("Plan it all the same").check()
    page.get_by_role("button", name="Plan the visit").click()
    expect(page.get_by_role("region", name="Before a visit")).to_contain_text("Within a week")
    expect(page.locator("main")).to_contain_text("Close to another visit")
    expect(page.locator("main")).to_contain_text("Department for Energy Security and Net Zero")

    page.locator("main .drop > summary").first.click()
    page.get_by_role("link", name="Visit pack").click()
    expect(page.locator(".eyebrow")).to_contain_text("Visit pack")
    expect(page.get_by_role("region", name="Other visits")).to_contain_text("Homes nobody wants")
    page.locator("main .drop > summary").click()
    page.get_by_role("link", name="The visit", exact=True).click()

    page.get_by_role("link", name="Say what came of it").click()
    page.get_by_label("Yes", exact=True).first.check()
    fill_day(page, "When", today)
    page.get_by_label("What was learned?").fill("Two clubs meet on the same morning.")
    promise = page.get_by_role("group", name="Promise")
    promise.get_by_label("What was promised?").fill("Name one contact for both clubs")
    fill_day(page, "Due date", today + dt.timedelta(days=14))
    promise.get_by_label("Or in words").fill("Policy official, schools")
    page.get_by_role("button", name="Save", exact=True).click()
    promised = page.get_by_role("region", name="Promised")
    expect(promised).to_contain_text("Name one contact for both clubs")
    expect(promised).to_contain_text("Policy official, schools")

    page.goto("/visits/?place=horden")
    expect(page.get_by_role("region", name="Took place")).to_contain_text("Breakfast clubs")
    resident = visit(js=js)
    resident.goto("/visits/?place=horden")
    expect(resident.locator("main")).not_to_contain_text("same morning")


def test_the_day_says_what_else_is_on_before_anything_is_sent(visit: Visit, js: bool) -> None:
    today = timezone.localdate()
    another_is_planned(visit, today + SOON, js=js)

    page = visit("official.dfe@demo.test", js=js)
    page.goto("/places/horden/visits/plan/")
    page.get_by_label("What is it about?").fill("Breakfast clubs")
    fill_day(page, "When", today + SOON)
    if not js:
        page.get_by_role("button", name="Check the day").click()
    told = page.get_by_role("status").filter(has_text="Close to another visit")
    expect(told).to_contain_text("Energy Security and Net Zero plans to visit Horden")
    expect(page.get_by_label("What is it about?")).to_have_value("Breakfast clubs")
    if js:
        told.get_by_label("Plan it all the same").check()
        fill_day(page, "When", today + dt.timedelta(days=100))
        expect(page.locator("#that-day")).to_have_text(re.compile("We know of no other visit"))
        fill_day(page, "When", today + SOON)
        expect(told.get_by_label("Plan it all the same")).not_to_be_checked()
    page.get_by_label("Plan it all the same").check()
    page.get_by_role("button", name="Plan the visit").click()
    expect(page.get_by_role("region", name="Before a visit")).to_contain_text("Within a week")
