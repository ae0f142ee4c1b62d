"""A finance officer looks who gets money for net zero, and what is paid twice (J4)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from funding.models import Flow, Fund
from partnerships.models import Organisation, Place, Topic
from tests import builders
from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
SECTORS = ("council", "business", "education")


def four_programmes_ten_recipients() -> list[Flow]:
    """As published of Cornwall, with made-up names: the source names none."""
    today = timezone.localdate()
    year = {"start": today - dt.timedelta(days=90), "end": today + dt.timedelta(days=200)}
    cornwall, topic = Place.objects.get(slug="cornwall"), Topic.objects.get(slug="net-zero")
    funds = [
        Fund.objects.create(name=f"Built grant {n}", slug=f"built-{n}", visibility="public")
        for n in range(1, 5)
    ]
    made = []
    for number in range(10):
        flow = builders.flow(
            cornwall,
            None if number == 9 else 20_000 * (number + 1),
            receiver=builders.organisation(f"Built recipient {number}", SECTORS[number % 3]),
            fund=funds[number % 4],
            description=f"Net zero project {number}",
            source_said="" if number == 8 else "Grant letter",
            **year,
        )
        flow.topics.add(topic)
        made.append(flow)
    return made


def fill_day(page: Page, day: dt.date) -> None:
    for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(box, exact=True).fill(str(number))


def test_a_finance_officer_finds_overlaps_calls_a_meeting_and_keeps_the_evidence(
    visit: Visit, js: bool
) -> None:
    four_programmes_ten_recipients()
    page = visit("officer.cornwall@demo.test", js=js)
    page.goto("/places/cornwall/funding/")
    expect(page.locator("main")).to_contain_text("Four grant programmes on net zero")
    page.get_by_role("link", name="Overlaps in funding here").click()
    row = page.get_by_role("row", name="Cornwall Net zero")
    expect(row).to_contain_text("10")
    row.get_by_role("link", name="Cornwall").click()

    main = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Net zero in Cornwall")
    expect(main).to_contain_text("10 recipients (business, council and education)")
    expect(main).to_contain_text("4 funds or programmes")
    expect(main).to_contain_text("Four grant programmes on net zero")
    expect(main).to_contain_text("Net zero project 3")
    expect(main).to_contain_text("Not known")
    expect(main.get_by_role("link", name="Change").first).to_have_count(0)
    main.get_by_role("link", name="Built recipient 0").click()
    expect(page.get_by_role("link", name="Something is wrong here")).to_be_visible()
    page.go_back()

    main.get_by_role("link", name="Explain Net zero project 0 and Net zero project 1").click()
    page.get_by_label("Duplicate").check()
    page.get_by_label("Why?").fill("Both pay for panels on the same roof.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Net zero in Cornwall")
    expect(main).to_contain_text("Both pay for panels on the same roof.")
    page.locator("main .drop > summary").click()
    page.get_by_role("link", name="Invite them to a call").click()
    fill_day(page, timezone.localdate() + dt.timedelta(days=14))
    page.get_by_label("Or in words").fill("Net zero manager")
    page.get_by_role("button", name="Record the call").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Coordination call")
    expect(main).to_contain_text("Built recipient 9")

    page.goto("/funding/overlaps/cornwall/net-zero/")
    page.locator("main .drop > summary").click()
    page.get_by_role("link", name="Evidence", exact=True).click()
    for words in ("Both pay for panels on the same roof.", "The amount of 1 row of 10", "Made on"):
        expect(main).to_contain_text(words)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert waiting.value.suggested_filename.startswith("placebook-evidence-cornwall-net-zero")


def test_the_made_up_county_shows_what_the_finder_finds(visit: Visit, js: bool) -> None:
    page = visit(js=js, width=320)
    page.goto("/funding/overlaps/?place=exampleshire")
    expect(page.locator("main")).to_contain_text("Housing")
    page.get_by_role("link", name="Exampleshire", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("recipients")
    assert Organisation.objects.filter(name__startswith="Built").count() == 0
