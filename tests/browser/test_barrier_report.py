"""A programme lead asks which places report data-sharing barriers (journey 3), as it is written."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

LEAD = "lead.pfpp@demo.test"


def filter_for(page: Page, **chosen: str) -> None:
    page.get_by_text("Narrow it down", exact=True).click()
    page.get_by_text("More filters", exact=True).click()
    for label, option in chosen.items():
        page.get_by_label(label.replace("_", " "), exact=True).select_option(label=option)
    page.get_by_role("button", name="Apply filters").click()


def test_a_programme_lead_reviews_data_sharing_barriers(visit: Visit, js: bool) -> None:
    page = visit(LEAD, js=js)
    page.goto("/barriers/")
    page.get_by_role("link", name="Barrier report").click()
    filter_for(page, Programme="Partnerships for People and Place", Kind_of_barrier="Data sharing")
    main = page.locator("main")
    expect(main).to_contain_text("3 data sharing barriers in 3 of the 14 places")
    for place in ("Birmingham", "Bradford", "Liverpool"):
        expect(page.get_by_role("row", name=re.compile(f"^{place}")).first).to_contain_text("1")

    # The count of the guidance stands apart from ours, with its source
    finding = page.locator(".note", has_text="6 of 13 places")
    expect(finding).to_contain_text("Published finding")
    expect(finding.get_by_role("link")).to_have_attribute("href", re.compile("guidance|gov.uk"))

    # Real, perceived, mixed and untested are kept apart; each number opens its list
    nature = page.get_by_role("region", name="Is there really a rule?")
    for head in ("Not stated", "Untested", "Real", "Perceived", "Mixed"):
        expect(nature.get_by_role("columnheader", name=head)).to_be_attached()
    nature.get_by_role("link", name=re.compile("^3: Data sharing, nature not stated")).click()
    expect(page.locator("main")).to_contain_text("3 barriers")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.go_back()

    tried = page.get_by_role("region", name=re.compile("what was tried", re.IGNORECASE))
    tried.get_by_role("link", name=re.compile("^Limited sharing of data")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Limited sharing of data")
    expect(page.locator("main")).to_contain_text("NHS Digital")
    page.go_back()
    tried.get_by_role("link", name=re.compile("^Not clear which education data")).click()
    expect(page.locator("main")).to_contain_text(
        "LEO data was found not to apply to the local project"
    )
    expect(page.locator("main")).to_contain_text("being developed")
    expect(page.locator("main")).to_contain_text("Department for Education")
    page.go_back()

    page.get_by_text("More", exact=True).click()
    taken = page.get_by_role("link", name="CSV", exact=True).first.get_attribute("href") or ""
    answer = page.request.get(page.url.partition("?")[0] + taken)
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert {row["place"] for row in rows if row["data_sharing"] == "1"} == {
        *("Birmingham", "Bradford", "Liverpool"),
    }
    whole = page.get_by_role("link", name="JSON", exact=True).first.get_attribute("href") or ""
    found = json.loads(page.request.get(page.url.partition("?")[0] + whole).body())
    meanings = {one["name"]: one["meaning"] for one in found["definitions"]}
    assert "0 means that you can see none" in meanings["data_sharing"]


def test_each_part_of_the_report_keeps_the_filters(visit: Visit, js: bool) -> None:
    page = visit("lead.exampleshire@demo.test", js=js)
    page.goto("/barriers/report/?place=exampleshire")
    parts = page.get_by_role("navigation", name="Parts of the report")
    heads = {
        "Month by month": "Logged and ended, by month",
        "What worked": "What came of what was tried",
        "How long it takes": "Until a barrier ends",
        "What is unusual": "Open for longest",
        "Where": "Where, and what kind",
    }
    for name, head in heads.items():
        parts.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=head)).to_be_visible()
        expect(page.locator("main")).to_contain_text("Place: Exampleshire")
    page.get_by_label("Down the side").select_option(label="Who could change it")
    page.get_by_label("Across the top").select_option(label="Status")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("columnheader", name="Needs an owner")).to_be_attached()
    expect(page.locator("main")).to_contain_text("Nobody is named")
