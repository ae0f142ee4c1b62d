"""J1 in Chromium: search, ranked teams, one joint meeting asked for, and answered."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])


def test_an_officer_finds_whom_to_meet_and_asks_for_one_meeting(visit: Visit, js: bool) -> None:
    officer = visit("officer.exampleshire@demo.test", js=js)
    officer.goto("/")
    officer.get_by_role("link", name="Who to ask").click()
    officer.get_by_label("What is it about?").fill("private rented sector energy")
    officer.get_by_label("Department or body", exact=True).fill("DESNZ")
    officer.get_by_label("A second department or body").fill("DLUHC")
    officer.get_by_role("button", name="Find who to ask").click()
    main = officer.locator("main")
    expect(main).to_contain_text("DLUHC is today the Ministry of Housing")
    first = main.get_by_role("heading", level=2).first
    expect(first).to_contain_text("Department for Energy Security and Net Zero")
    officer.goto("/who-to-ask/?q=private+rented+sector+energy&place=exampleshire")
    sections = officer.locator("main section")
    expect(sections.first).to_contain_text("Exampleshire County Council")
    team = sections.filter(has_text="Robin Ash")
    expect(team).to_contain_text("Rented homes team (example)")
    team.get_by_role("checkbox").check()
    officer.get_by_label("Ask Department for Energy Security and Net Zero").check()
    officer.get_by_role("button", name=re.compile("joint meeting")).click()
    officer.get_by_label("What is it about?").fill("Who checks that rented homes are warm?")
    officer.get_by_label("Who would come from your side?").fill("Housing partnership officer")
    officer.get_by_label("When would it suit?").fill("An hour in March, online")
    officer.get_by_role("button", name="Ask for the meeting").click()
    expect(officer.get_by_role("status")).to_contain_text("Request sent")
    address = officer.url

    official = visit("official.desnz@demo.test", js=js)
    official.goto("/")
    official.get_by_role("link", name="Who checks that rented homes are warm?").first.click()
    official.get_by_role("link", name=re.compile("^Answer")).click()
    official.get_by_label("Not now").check()
    official.get_by_label("Anything else?").fill("The Rented homes team is the one to ask.")
    official.get_by_role("button", name="Send the answer").click()
    officer.goto(address)
    expect(officer.locator("main")).to_contain_text("The Rented homes team is the one to ask.")

    resident = visit(js=js)
    resident.goto("/who-to-ask/?q=private+rented+sector+energy&place=exampleshire")
    expect(resident.locator("main")).to_contain_text("Rented homes adviser")
    expect(resident.locator("main")).not_to_contain_text("Robin Ash")
    expect(resident.locator("main")).not_to_contain_text("rented-homes@")
