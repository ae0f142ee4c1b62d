"""One administrator sets a council up on an empty install, its officer reaches the lead's report:
clicked through by pages alone, with JavaScript and without.
"""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from accounts.models import Notice
from tests.browser.conftest import Visit
from tests.dashboards.first_day.installed import ADMINISTRATOR, PASSWORD, load_lists
from tests.imports.record_import.brought import workbook

PLACE = "/places/hartlepool/"


def printed_link() -> str:
    """What the command that the README prints says: where the administrator chooses a password."""
    said = io.StringIO()
    call_command("make_administrator", ADMINISTRATOR, stdout=said)
    link = next(line for line in said.getvalue().splitlines() if line.startswith("http"))
    return urlsplit(link).path


def come(visit: Visit, email: str, name: str, *, js: bool, link: str = "") -> Page:
    """Somebody follows the link of their invitation and chooses a name and a password."""
    page = visit(js=js)
    page.goto(link or Notice.objects.filter(email=email).latest("pk").url)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Welcome. Your role")
    return page


def invite(giver: Page, people: str, role: str, email: str) -> None:
    """Somebody who gives roles invites an address to one."""
    giver.goto(f"{people}add/")
    giver.get_by_label("Email addresses").fill(email)
    giver.get_by_label(role).check()
    giver.get_by_role("button", name="Give the role").click()
    expect(giver.locator("main")).to_contain_text(email)


def choose(page: Page, label: str, name: str) -> None:
    """Type a name into a box that suggests, and put the suggestions away."""
    page.get_by_label(label).fill(name)
    page.get_by_label(label).press("Tab")


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_a_council_is_set_up_and_its_officer_reaches_the_lead(visit_empty: Visit, js: bool) -> None:
    load_lists()
    administrator = come(visit_empty, ADMINISTRATOR, "Ada Example", js=js, link=printed_link())
    invite(administrator, f"{PLACE}people/", "Place editor", "ed@newby.example")

    administrator.goto("/programmes/")
    administrator.get_by_role("link", name="Add a programme").first.click()
    administrator.get_by_label("What is it called?").fill("Warm places")
    administrator.locator("main form button.btn:not(.two)").click()
    expect(administrator.get_by_role("heading", level=1)).to_have_text("Warm places")
    administrator.goto("/programmes/warm-places/places/add/")
    administrator.locator("main form textarea").first.fill("Hartlepool\nMiddlesbrough\nDarlington")
    administrator.locator("main form button.btn:not(.two)").click()
    for name in ("Hartlepool", "Middlesbrough", "Darlington"):
        expect(administrator.locator("main")).to_contain_text(name)
    invite(administrator, "/programmes/warm-places/people/", "Programme lead", "lea@newby.example")

    editor = come(visit_empty, "ed@newby.example", "Ed Editor", js=js)
    editor.goto("/")
    editor.get_by_role("link", name="Name your partners").click()
    editor.get_by_label("Name", exact=True).fill("Hartlepool together")
    editor.locator("main form button.btn:not(.two)").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Hartlepool together")
    editor.get_by_role("link", name="Add a member").first.click()
    choose(editor, "Which organisation is the member?", "Cleveland police force")
    editor.get_by_label("Member", exact=True).check()
    editor.locator("main form button.btn:not(.two)").click()
    expect(editor.locator("main")).to_contain_text("Cleveland police force")
    for name in ("Warm homes", "Warm hubs"):
        editor.goto("/pilots/add/?place=hartlepool")
        editor.get_by_label("What is it called?").fill(name)
        editor.get_by_label("Which programme is it part of?").select_option(label="Warm places")
        editor.get_by_label("In one sentence").fill("Homes that are cold get warm.")
        editor.get_by_label("its funder").check()
        editor.locator("main form button.btn:not(.two)").click()
        expect(editor.get_by_role("heading", level=1)).to_have_text("Life of the pilot")
    for email in ("olu@newby.example", "ida@newby.example"):
        invite(editor, f"{PLACE}people/", "Contributor", email)

    officer = come(visit_empty, "olu@newby.example", "Olu Officer", js=js)
    officer.goto(PLACE)
    officer.get_by_role("link", name="Warm homes").first.click()
    officer.get_by_role("link", name="Write an update").first.click()
    officer.get_by_label("On track").check()
    officer.get_by_label("What happened?").fill("We opened the doors.")
    officer.get_by_role("button", name="Send the update").click()
    expect(officer.get_by_role("status").first).to_contain_text("Update sent")
    officer.goto(PLACE)
    officer.locator("main .drop > summary").click()
    officer.get_by_role("link", name="Log a barrier").first.click()
    officer.get_by_label("What is getting in the way?").fill(
        "We cannot share lists because nobody has agreed to it."
    )
    officer.get_by_label("Data sharing").check()
    choose(officer, "Which pilot", "Warm homes")
    officer.get_by_label("What difference does it make to people?").fill("Families wait longer.")
    officer.get_by_label("Not sure, find out for me").check()
    officer.get_by_label("its funder").check()
    officer.get_by_role("button", name="Log barrier").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("We cannot share lists")

    lead = come(visit_empty, "lea@newby.example", "Lea Lead", js=js)
    lead.goto("/")
    lead.locator("main").get_by_role("link", name="Warm homes").first.click()
    expect(lead.locator("main")).to_contain_text("We opened the doors.")
    lead.get_by_role("button", name=re.compile("Accept")).click()
    expect(lead.get_by_role("status").first).to_contain_text("accepted")
    lead.goto("/programmes/warm-places/pilots/")
    expect(lead.get_by_role("row", name="Warm homes")).to_contain_text("On track")
    lead.goto("/barriers/report/?programme=warm-places")
    report = lead.locator("main")
    expect(report).to_contain_text("1 barrier")
    expect(report).to_contain_text("Hartlepool")
    lead.goto("/barriers/?programme=warm-places")
    lead.get_by_role("link", name="We cannot share lists").click()
    expect(lead.locator("main")).to_contain_text("Families wait longer.")


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_the_editor_of_a_new_place_brings_a_tracker_as_it_is(visit_empty: Visit, js: bool) -> None:
    load_lists()
    administrator = come(visit_empty, ADMINISTRATOR, "Ada Example", js=js, link=printed_link())
    invite(administrator, f"{PLACE}people/", "Place editor", "ed@newby.example")
    editor = come(visit_empty, "ed@newby.example", "Ed Editor", js=js)
    editor.goto("/")
    editor.get_by_role("link", name="Bring in your trackers").click()
    editor.locator('main a[href$="/import/pilots/"]').click()
    tracker = workbook(
        ("Tracker of our pilots, final",),
        ("Ref", "Project name", "Status", "Start", "Lead org", "Budget"),
        ("P1", "Warm homes", "In flight", "12th Mar 24", "Hartlepool Council", "£45k"),
        ("P2", "Warm hubs", "On hold", "Apr-25", "Harbour Trust", "TBC"),
        ("TOTAL", "2 projects", "", "", "", "£45k"),
    )
    editor.get_by_label("The file").set_input_files(
        {"name": "tracker.xlsx", "mimeType": "", "buffer": tracker}
    )
    editor.get_by_role("button", name="Send the file").click()
    editor.get_by_role("button", name="See what changes").click()
    main = editor.locator("main")
    # What has no likely answer is asked; all others are proposed, and can be changed
    editor.get_by_label("Status: what is “On hold”?").select_option(label="Stopped")
    expect(editor.get_by_role("heading", name="Probably so")).to_be_visible()
    expect(main).to_contain_text("Lead organisation: “Harbour Trust” Add it as new")
    proposed = editor.locator("main select[name='meant_1']")
    expect(proposed).not_to_be_visible()
    editor.get_by_text("Change what is wrong").click()
    expect(proposed).to_be_visible()
    editor.get_by_role("button", name="See what changes").click()
    expect(main).to_contain_text("“TOTAL”: a total")
    editor.get_by_role("button", name="Import all of it").click()
    expect(main).to_contain_text("Imported: 2 new pilots, 0 changed.")
    editor.goto(f"{PLACE}")
    expect(editor.locator("main")).to_contain_text("Warm homes")
