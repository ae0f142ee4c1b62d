"""A hub in Bodmin amid mistrust (J8), and the stay of Liverpool's staff (the end of J2)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from partnerships.models import Place
from people.models import Assignment
from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

OFFICER = "officer.cornwall@demo.test"
LEGACY = ("Books on wheels", "Kitchen skills", "Work clothes", "Young champions")


def fill_day(page: Page, question: str, day: int, month: int, year: int) -> None:
    """The three boxes of a date."""
    asked = page.get_by_role("group", name=re.compile(f"^{question}"))
    for box, number in (("Day", day), ("Month", month), ("Year", year)):
        asked.get_by_label(box, exact=True).fill(str(number))


def editor_of(slug: str) -> str:
    """A new editor of this place."""
    user = User.objects.create_user("editor.cornwall@demo.test", full_name="Cornwall editor")
    place = Place.objects.get(slug=slug)
    Assignment.objects.create(user=user, role="place_editor", place=place, valid_from="2026-01-01")
    return user.email


def log_mistrust(page: Page) -> str:
    """A barrier of culture, for the team alone; the address of its page."""
    page.goto("/pilots/cornwall/")
    page.get_by_role("link", name="Log a barrier").click()
    page.get_by_label("What is getting in the way?").fill("Champions are wary of one agency.")
    page.get_by_label("Culture").check()
    page.get_by_label("What difference does it make to people?").fill("They stay away.")
    page.get_by_label("Not sure, find out for me").check()
    page.get_by_label("What have you tried?").fill("One trusted person goes along.")
    page.get_by_label("My team").check()
    page.get_by_role("button", name="Log barrier").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("wary of one agency")
    return page.url


def record_referrals(page: Page) -> None:
    """Those whom the champions sent."""
    page.goto("/pilots/cornwall/referrals/")
    page.get_by_role("link", name="Record referrals").first.click()
    page.get_by_label("People came to the pilot").check()
    page.get_by_label("Or in words").fill("Through community champions, this autumn")
    page.get_by_label("How many people?").fill("12")
    page.get_by_role("button", name="Save", exact=True).click()


def add_legacy(page: Page, name: str) -> None:
    """What grew out of the hub: with whom, for six months."""
    page.goto("/pilots/cornwall/life/")
    page.get_by_role("link", name="Add a pilot").click()
    page.get_by_label("What is it called?").fill(name)
    page.get_by_label("What is its aim?").fill(f"{name} for people who left school early")
    page.get_by_label("Or in words, if it is not a single organisation").fill("A local charity")
    page.get_by_label("Live", exact=True).check()
    fill_day(page, "When does it start", 1, 10, 2026)
    fill_day(page, "When does it end", 31, 3, 2027)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_coordinator_keeps_referrals_going_and_says_what_goes_on(visit: Visit, js: bool) -> None:
    page = visit(OFFICER, js=js)
    barrier = log_mistrust(page)
    resident = visit(js=js)
    assert resident.request.get(barrier).status == 404
    assert visit("official.dfe@demo.test", js=js).request.get(barrier).status == 404

    resident.goto("/pilots/cornwall/")
    expect(resident.locator("main")).to_contain_text("50")
    expect(resident.locator("main")).to_contain_text("Not known")
    record_referrals(page)
    expect(page.locator("main")).to_contain_text("Through community champions, this autumn")

    page.goto("/pilots/cornwall/lessons/add/")
    page.get_by_label("What helped").check()
    page.get_by_label("What did you learn?").fill("Go along, do not hand over.")
    page.get_by_label("Everyone signed in").check()
    page.get_by_role("button", name="Save", exact=True).click()
    lesson = page.url
    assert resident.request.get(lesson).status == 404
    editor = visit(editor_of("cornwall"), js=js)
    editor.goto(f"{lesson}edit/")
    editor.get_by_label("Everyone", exact=True).check()
    editor.get_by_role("button", name="Save", exact=True).click()
    resident.goto(lesson)
    expect(resident.locator("main")).to_contain_text("Go along, do not hand over.")

    for name in LEGACY:
        add_legacy(page, name)
    page.goto("/pilots/cornwall/life/")
    grown = page.get_by_role("region", name="What grew out of it")
    for name in LEGACY:
        expect(grown).to_contain_text(name)


def test_a_co_lead_records_why_staff_stay_longer(visit: Visit, js: bool) -> None:
    page = visit("partner.liverpool@demo.test", js=js)
    page.goto("/pilots/liverpool/")
    page.get_by_role("link", name="Background").click()
    page.get_by_role("link", name="Record a change of plan").click()
    page.get_by_label("What was planned before?").fill("Staff in the hub to the end of March")
    page.get_by_label("What is planned now?").fill("All services keep theirs three months longer")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/pilots/liverpool/timeline/")
    expect(page.locator("main")).to_contain_text("three months longer")
