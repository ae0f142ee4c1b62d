"""The daily jobs, counted in clicks and screens: what is done every week must stay this short."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from partnerships.models import Place
from pilots.models import Pilot
from tests import builders
from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

OFFICER = "officer.exampleshire@demo.test"
SCREEN = 900  # px, as `visit` opens its pages
PHONE = 640  # px, the height of a small phone
COUNTED = ("Homes visited", "Homes improved", "People who asked for help",
           "Households with a lower bill", "Staff trained to assess a home")  # fmt: skip


@dataclass
class Clicks:
    """Counts what is pressed on a page. Typing and moving between boxes are not clicks."""

    page: Page
    count: int = 0

    def on(self, what: Locator) -> None:
        what.click()
        self.count += 1


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("link", name=name).first


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name)


def owing(**fields: object) -> Pilot:
    """A pilot that owes an update with five figures; what it said last time stands. Pages of
    the made-up county are the highest: they say above that it is one."""
    officer = User.objects.get(email=OFFICER)
    at = Place.objects.get(slug="exampleshire")
    due = timezone.localdate() + dt.timedelta(days=3)
    pilot = builders.pilot(at, "Warm homes", rhythm=3, update_due=due, **fields)
    for name in COUNTED:
        made = builders.indicator(pilot, name, target_low=80, target_high=120)
        builders.actual(made, 60, counts="same", as_of=dt.date(2026, 3, 31))
    builders.update(
        pilot,
        officer,
        happened="Five assessors were trained, and twelve homes were visited in the first month.",
        help_needed="Somebody at the energy company who may say yes to a shared visit.",
        next_steps="Visit the homes that asked first, then write to every landlord in the ward.",
        public_sentence="We visited the first homes.",
        period_start=dt.date(2026, 1, 1),
        period_end=dt.date(2026, 3, 31),
    )
    return pilot


def test_progress_with_five_figures_is_one_click_away_and_fits_one_screen(
    visit: Visit, js: bool
) -> None:
    pilot = owing()
    page = visit(OFFICER, js=js)
    page.goto(pilot.get_absolute_url())
    clicks = Clicks(page)
    clicks.on(link(page, "Log progress"))
    assert clicks.count == 1
    expect(page.locator(".figline")).to_have_count(5)
    box = button(page, "Submit update").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SCREEN


def test_on_a_phone_my_work_begins_with_the_first_thing_to_do(visit: Visit, js: bool) -> None:
    page = visit(OFFICER, js=js, width=320)
    page.goto("/")
    first = page.locator(".tasks li").first.bounding_box()
    assert first is not None
    assert first["y"] < PHONE, "with the strip that says that the county is made up above it"
    page.get_by_text("Show one kind of work").click()
    link(page, "Updates due").click()
    expect(page.locator("main")).to_contain_text("All that will be due")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
