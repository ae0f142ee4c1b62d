"""An evaluator takes figures away, says what was found and has it counted again (J11)."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

EVALUATOR = "evaluator.exampleshire@demo.test"
OFFICER = "officer.exampleshire@demo.test"
FIGURE = "/pilots/warm-homes/indicators/1/"


def rows_of(page: Page, link: str) -> list[dict[str, str]]:
    """The rows of the CSV behind a link."""
    address = page.get_by_role("link", name=link).first.get_attribute("href")
    assert address is not None
    answer = page.request.get(address if address.startswith("/") else f"/pilots/figures/{address}")
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))


def test_an_evaluator_compares_pilots_and_says_what_was_found(visit: Visit, js: bool) -> None:
    page = visit(EVALUATOR, js=js)
    page.goto("/pilots/figures/?topic=fuel-poverty")
    expect(page.locator("main")).to_contain_text("Homes with small improvements")
    expect(page.locator("main")).not_to_contain_text("Mentors in post")
    rows = rows_of(page, "CSV")
    assert len(rows) > 0
    heads = " ".join(rows[0]).lower()
    for wanted in ("definition", "evidence", "as_of", "population"):
        assert wanted in heads, heads

    page.goto("/findings/")
    expect(page.locator("main")).to_contain_text("some rents went up")  # what did not work stays

    page.goto("/pilots/warm-homes/evaluation/")
    page.get_by_role("region", name=re.compile("^Evaluations")).get_by_role("link").first.click()
    page.get_by_role("link", name="Add a finding").click()
    page.get_by_label("What was found, in one sentence?").fill("Advice alone changed little.")
    page.get_by_role("group", name="What direction did it go in?").get_by_role("radio").nth(
        1
    ).check()
    page.get_by_role("group", name="What is it based on?").get_by_role("radio").nth(1).check()
    page.get_by_role("group", name="How certain are you?").get_by_role("radio").nth(1).check()
    page.get_by_label("Why?").fill("80 homes in two winters.")
    page.get_by_role("group", name="What level is it about?").get_by_role("radio").first.check()
    page.get_by_label("No, an interim finding").check()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Advice alone changed little.")
    expect(page.locator("main")).to_contain_text("80 homes in two winters.")

    page.goto("/pilots/warm-homes/indicators/1/")
    page.get_by_role("link", name=re.compile("another count")).click()
    day = timezone.localdate()
    asked = page.get_by_role("group", name="When should it be counted again?")
    for box, number in (("Day", 1), ("Month", day.month), ("Year", day.year + 1)):
        asked.get_by_label(box, exact=True).fill(str(number))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("proposed to those who log")

    page.goto("/programmes/exampleshire-together/export/")
    answer = page.request.get("/programmes/exampleshire-together/export/everything.zip")
    held = zipfile.ZipFile(io.BytesIO(answer.body())).namelist()
    assert any(name.endswith("codebook.csv") for name in held)
    assert any(name.endswith("changes.csv") for name in held)


def test_an_evaluator_reads_by_group_what_the_public_reads_in_part(visit: Visit, js: bool) -> None:
    page = visit(EVALUATOR, js=js)
    page.goto("/pilots/?topic=fuel-poverty")
    page.get_by_role("link", name="Warm homes, healthy lives").first.click()
    page.get_by_role("link", name=re.compile("^Figures")).first.click()
    page.get_by_role("main").get_by_role("link", name="Homes visited").first.click()
    row = page.get_by_role("row", name=re.compile("^Elsewhere in the county"))
    expect(row).to_contain_text("3")
    counted = {
        row["group"]: row["actual_low"]
        for row in rows_of(page, "Download all figures")
        if row["list"] == "Place"
    }
    assert counted == {"Northport": "71", "Millbridge": "44", "elsewhere in the county": "3"}

    public = visit(js=js, width=320)
    public.goto(FIGURE)
    for group, says in (("Elsewhere in the county", "Not shown"), ("Millbridge", "44")):
        row = public.get_by_role("row", name=re.compile(f"^{group}"))
        expect(row).to_contain_text(says)
    assert public.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_officer_counts_by_group_and_is_told_what_is_missing(visit: Visit, js: bool) -> None:
    page = visit(OFFICER, js=js)
    page.goto(FIGURE)
    page.get_by_role("main").get_by_role("link", name="Add a count").first.click()
    page.get_by_label("How many homes?").fill("130")
    for group, number in (("Northport", 80), ("Millbridge", 45), ("Elsewhere in the county", 2)):
        page.get_by_label(f"Place: {group}").fill(str(number))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("“Place” adds up to 127, and the whole is 130.")
    page.get_by_label("Place: Not known").fill("3")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Place: Northport (80), Millbridge (45)")
