"""The three main jobs, clicked through in Chromium with JavaScript and without, and a fourth:
logging a barrier. What a person sees is what is asserted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

PARTNER = "partner.liverpool@demo.test"
LEAD = "lead.pfpp@demo.test"


def log_liverpools_figure(page: Page) -> None:
    """The co-lead reports more than 600 enquiries, which is not what the plan counted (J2)."""
    page.goto("/places/liverpool/")
    page.get_by_role("link", name="Log progress").first.click()
    page.get_by_label("Some problems").check()
    page.get_by_label("What happened?").fill("More people came than we could see at once.")
    figure = page.locator(".figs tbody tr").first
    figure.get_by_label("Actual so far").fill("more than 600")
    expect(figure).to_contain_text("not what the plan counts")  # as it was last time
    page.get_by_role("button", name="Send the update").click()


def test_an_officer_logs_progress_and_residents_read_it_once_accepted(
    visit: Visit, js: bool
) -> None:
    officer = visit(PARTNER, js=js)
    log_liverpools_figure(officer)
    expect(officer.get_by_role("status").first).to_contain_text("Update sent")
    officer.goto("/places/liverpool/")
    tried = officer.get_by_role("region", name="What was tried", exact=True)
    expect(tried).to_contain_text("More than 600")
    expect(tried).to_contain_text("Plan and result count different things")
    # Official figures of the place are percentages; what was planned and happened is none
    official = officer.locator(".strip").inner_text()
    assert "%" in official
    assert "%" not in officer.locator("main").inner_text().replace(official, "")

    resident = visit(js=js)
    resident.goto("/places/liverpool/")
    expect(resident.locator("main")).to_contain_text("More than 550")
    expect(resident.locator("main")).not_to_contain_text("600")

    lead = visit(LEAD, js=js)
    lead.goto("/")
    lead.get_by_role("link", name="Good Help Hub").first.click()
    lead.get_by_role("button", name=re.compile("Accept")).click()
    expect(lead.get_by_role("status").first).to_contain_text("accepted")

    resident.reload()
    expect(resident.locator("main")).to_contain_text("More than 600")
    expect(resident.locator("main")).not_to_contain_text("Some problems", ignore_case=True)


def test_what_was_typed_survives_a_mistake(visit: Visit, js: bool) -> None:
    officer = visit(PARTNER, js=js)
    officer.goto("/places/liverpool/")
    officer.get_by_role("link", name="Log progress").first.click()
    officer.get_by_label("What happened?").fill("A quiet month.")
    officer.get_by_role("button", name="Send the update").click()
    expect(officer).to_have_title(re.compile("^Error: "))
    summary = officer.get_by_role("alert").or_(officer.locator(".errors"))
    summary.get_by_role("link").first.click()
    expect(officer.locator(":focus")).to_have_attribute("type", "radio")
    expect(officer.get_by_label("What happened?")).to_have_value("A quiet month.")


def test_a_civil_servant_finds_a_place_and_opens_its_page(visit: Visit, js: bool) -> None:
    page = visit("official.desnz@demo.test", js=js)
    page.goto("/")
    page.get_by_role("link", name="Places", exact=True).first.click()
    if not js:
        page.locator("details.filter > summary").evaluate("e => e.parentElement.open = true")
    page.get_by_label("Name, code or postcode").fill("E06000048")
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("link", name="Northumberland", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Northumberland")
    expect(page.get_by_role("region", name="What was tried")).to_contain_text("Hello Hirst")
    expect(page.locator("main")).to_contain_text("Not known yet")
    page.locator("main .drop > summary").click()
    page.get_by_role("link", name="Copy as a brief", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Northumberland in five minutes")
    expect(page.get_by_role("link", name="Copy the text")).to_be_visible()
    expect(page.get_by_role("link", name="Save as a file")).to_be_visible()
    if js:
        expect(page.get_by_role("button", name="Print this brief")).to_be_visible()


def test_an_officer_logs_a_barrier_that_needs_an_owner(visit: Visit, js: bool) -> None:
    officer = visit(PARTNER, js=js)
    officer.goto("/places/liverpool/")
    officer.locator("main .drop > summary").click()
    officer.get_by_role("link", name="Log a barrier").first.click()
    officer.get_by_label("What is getting in the way?").fill(
        "We cannot book a room because nobody may sign for it."
    )
    officer.get_by_label("Structures").check()
    officer.get_by_label("What difference does it make to people?").fill("People wait outside.")
    officer.get_by_label("Not sure, find out for me").check()
    officer.get_by_role("button", name="Log barrier").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("We cannot book a room")
    expect(officer.locator("main")).to_contain_text("Needs an owner")
    address = officer.url
    assert visit(js=js).request.get(address).status == 404
    assert visit("officer.luton@demo.test", js=js).request.get(address).status == 404
