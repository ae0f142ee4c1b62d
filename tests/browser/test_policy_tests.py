"""J7 in Chromium, with scripts and without: a civil servant tries a policy on a place, early."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])


def narrow(page: Page, region: str, *, js: bool) -> None:
    """Suggest places of this region alone."""
    if not js:
        page.locator("details.filter").evaluate("e => e.open = true")
    page.get_by_label("Region", exact=True).select_option(label=region)
    page.get_by_role("button", name="Apply").click()


def test_a_policy_is_tried_on_a_place_and_the_place_hears_what_changed(
    visit: Visit, js: bool
) -> None:
    day = dt.date.today() + dt.timedelta(days=30)  # noqa: DTZ011 - far from midnight's doubt
    official = visit("official.desnz@demo.test", js=js)
    official.goto("/policy-tests/")
    official.get_by_role("link", name="Write a policy test").click()
    official.get_by_label("What do you call it?").fill("Heat meters in rented homes")
    official.get_by_label("What is the policy, as it stands?").fill("Each home has a meter.")
    for part, said in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        official.get_by_label(part, exact=True).fill(str(said))
    official.get_by_label("Question 1", exact=True).fill("Would it work where you are?")
    for folded in official.locator("main details").all():
        folded.evaluate("e => e.open = true")
    official.get_by_label("Fuel poverty", exact=True).check()
    official.get_by_role("button", name="Save and choose places").click()
    expect(official.get_by_role("heading", level=1)).to_have_text("Places to ask")
    narrow(official, "South East", js=js)
    expect(official.locator("main")).to_contain_text("1 pilot on these topics")
    expect(official.locator("main")).to_contain_text("not asked in twelve months; deprivation rank")
    expect(official.get_by_label("Bradford", exact=True)).to_have_count(0)
    narrow(official, "Any", js=js)
    official.get_by_label("Bradford", exact=True).check()
    official.get_by_role("button", name="Ask these places").click()
    expect(official.get_by_role("status").first).to_contain_text("1 place is asked")

    editor = visit("editor.bradford@demo.test", js=js)
    editor.goto("/")
    editor.get_by_role("link", name="Heat meters in rented homes").first.click()
    editor.get_by_role("link", name="Say whether we will take part").click()
    editor.get_by_label("Yes, we will reply").check()
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_role("status").first).to_contain_text("Answer saved")

    officer = visit("officer.bradford@demo.test", js=js)
    officer.goto("/")
    officer.get_by_role("link", name="Heat meters in rented homes").first.click()
    officer.get_by_role("link", name=re.compile("^Reply, in about ten minutes")).click()
    officer.get_by_label("4", exact=True).check()
    officer.get_by_label("Anything to add to question 1?").fill("With two more staff.")
    officer.get_by_role("button", name="Send the reply").click()
    expect(officer.locator("main")).to_contain_text("4 of 5. With two more staff.")

    official.reload()
    official.get_by_role("link", name="Replies side by side").click()
    expect(official.locator("main")).to_contain_text("4 of 5. With two more staff.")
    official.go_back()
    official.get_by_role("link", name="Say what changed").click()
    official.get_by_label("What changed because of what places said?").fill("The fee is gone.")
    official.get_by_role("button", name="Post").click()
    expect(official.locator("main")).to_contain_text("The fee is gone.")

    officer.goto("/")
    officer.get_by_role("link", name="What changed: Heat meters in rented homes").click()
    expect(officer.locator("main")).to_contain_text("The fee is gone.")
