"""A council officer sees money end, names who and what is at risk, and asks for more time (J6)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from funding.models import AtRisk, Bid, Flow
from partnerships.models import Place
from tests import builders
from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])


def money_that_ends() -> Flow:
    """Of Liverpool, in under six months, on a topic that has no fund."""
    end = timezone.localdate() + dt.timedelta(days=120)
    return builders.flow(
        Place.objects.get(slug="liverpool"), 90_000, end=end, description="Two hub workers",
        visibility="public",
    )  # fmt: skip


def fill_day(page: Page, legend: str, day: dt.date) -> None:
    group = page.get_by_role("group", name=legend)
    for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(box, exact=True).fill(str(number))


def decide(page: Page) -> None:
    """Who decides has it in their work, and says what was decided."""
    page.goto("/")
    page.get_by_role("link", name="Decide: Three more months").click()
    page.get_by_role("link", name="Record the decision").click()
    page.get_by_label("Granted", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Granted")


def test_an_officer_follows_the_warning_to_the_request_and_records_the_decision(
    visit: Visit, js: bool
) -> None:
    flow, today = money_that_ends(), timezone.localdate()
    page = visit("partner.liverpool@demo.test", js=js)
    main = page.locator("main")
    page.goto("/")
    main.get_by_role("link", name="Money ending in 6 months").click()
    page.get_by_role("link", name="Two hub workers").first.click()
    expect(main).to_contain_text("It ends in 4 months.")
    # Earlier cases, as published: neither says more than its source does
    expect(main).to_contain_text("whether they did is not stated")
    expect(main).to_contain_text("put forward for acceptance")

    page.get_by_role("link", name="Add what is at risk").click()
    page.get_by_label("Post", exact=True).check()
    page.get_by_label("What is at risk?").fill("Hub workers")
    page.get_by_label("How many full-time posts is it?").fill("2")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(main).to_contain_text("2 full-time posts in all")

    page.get_by_role("link", name="Say what happens next").click()
    page.get_by_label("Who in that organisation decides?").fill("Cabinet member for adults")
    fill_day(page, "When must it be decided by?", today + dt.timedelta(days=40))
    page.get_by_label("Not decided yet").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(main).to_contain_text("Cabinet member for adults")

    page.get_by_role("link", name="Ask for more").click()
    page.get_by_label("What is asked for, in a few words?").fill("Three more months")
    page.get_by_label("Who decides?").fill("Department for Education")
    page.get_by_label("Sent, waits for a decision").check()
    page.get_by_role("button", name="Save", exact=True).click()
    decide(visit("official.dfe@demo.test", js=js))
    page.goto(f"{flow.get_absolute_url()}ending/")
    page.get_by_role("link", name="Three more months").click()
    expect(main).to_contain_text("Granted")
    asked = Bid.objects.get(flow=flow)
    assert (asked.flow, asked.state) == (flow, "granted")

    page.goto("/funding/ending/?place=liverpool")
    for words in ("Hub workers (2 full-time posts)", "Cabinet member", "Three more months"):
        expect(main).to_contain_text(words)


def test_the_public_is_told_of_ends_but_of_nobody_at_risk(visit: Visit, js: bool) -> None:
    page = visit(js=js, width=320)
    page.goto("/funding/ending/?place=exampleshire")
    expect(page.locator("main")).to_contain_text("Warm homes grant to the county")
    expect(page.locator("main")).not_to_contain_text("Warm homes team (")
    assert AtRisk.objects.filter(what="Warm homes team").exists()
