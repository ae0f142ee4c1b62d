"""J7 and J12 in Chromium, with scripts and without, from a town's name and from a postcode."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])


def search(page: Page, text: str) -> None:
    """Type into the search of the front page, and send it."""
    page.goto("/")
    field = page.get_by_label("Find a place")
    field.fill(text)
    field.press("Enter")  # what is suggested may lie over the button


def narrow(page: Page, text: str, *, js: bool) -> None:
    """Ask the suggestions for this town or postcode."""
    if not js:
        page.locator("details.filter").evaluate("e => e.open = true")
    page.get_by_label("Place, town or postcode").fill(text)
    page.get_by_role("button", name="Apply").click()


@pytest.mark.parametrize("typed", ["Keighley", "bd21 3 rb"])
def test_an_official_asks_the_council_of_a_town_or_postcode(
    visit: Visit, js: bool, typed: str
) -> None:
    day = dt.date.today() + dt.timedelta(days=30)  # noqa: DTZ011 - far from midnight's doubt
    official = visit("official.desnz@demo.test", js=js)
    official.goto(f"/places/?q={typed}")
    official.get_by_role("link", name=re.compile("^(Keighley|BD21( 3)?), in Bradford$")).click()
    expect(official.get_by_role("heading", level=1)).to_have_text("Bradford")

    official.goto("/policy-tests/")
    official.get_by_role("link", name="Write a policy test").click()
    official.get_by_label("What do you call it?").fill(f"Heat meters near {typed}")
    official.get_by_label("What is the policy, as it stands?").fill("Each home has a meter.")
    for part, said in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        official.get_by_label(part, exact=True).fill(str(said))
    official.get_by_label("Question 1", exact=True).fill("Would it work where you are?")
    official.get_by_role("button", name="Save and choose places").click()
    expect(official.get_by_role("heading", level=1)).to_have_text("Places to ask")

    narrow(official, "EH1 1AA", js=js)
    expect(official.locator("main")).to_contain_text("EH1 1AA is a postcode in Scotland.")
    expect(official.get_by_role("checkbox")).to_have_count(0)
    narrow(official, typed, js=js)
    expect(official.get_by_role("checkbox")).to_have_count(1)
    official.get_by_label("Bradford", exact=True).check()
    official.get_by_role("button", name="Ask these places").click()
    expect(official.get_by_role("status").first).to_contain_text("1 place is asked")

    editor = visit("editor.bradford@demo.test", js=js)
    editor.goto("/")
    editor.get_by_role("link", name=f"Heat meters near {typed}").first.click()
    expect(editor.locator("main")).to_contain_text("Each home has a meter.")


@pytest.mark.parametrize(
    ("typed", "link"),
    [("Bodmin", "Bodmin, in Cornwall"), ("pl311aa", "PL31 1, in Cornwall")],
)
def test_a_resident_reads_what_happens_where_they_live_on_a_phone(
    visit: Visit, js: bool, typed: str, link: str
) -> None:
    page = visit(js=js, width=320)
    search(page, typed)
    page.get_by_role("link", name=link, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cornwall")
    main = page.locator("main")
    for said in ("Who to ask", "Money", "What we don’t know yet"):
        expect(main).to_contain_text(said)
    expect(main).not_to_contain_text("confidence")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.context.cookies() == []
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("main .drop > summary").click()
    page.get_by_role("link", name="Follow Cornwall").click()
    expect(page.get_by_label("Your email address")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "link", "council"),
    [
        ("Evesham", "Evesham, in Wychavon", "Wychavon"),
        ("wr 11 4 aa", "WR11 4, in Wychavon", "Wychavon"),
    ],
)
def test_a_place_without_pilots_says_what_is_known_and_what_is_not(
    visit: Visit, js: bool, typed: str, link: str, council: str
) -> None:
    page = visit(js=js, width=320)
    search(page, typed)
    page.get_by_role("link", name=link, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(council)
    main = page.locator("main")
    expect(main).to_contain_text(f"No pilots to show in {council} yet.")
    expect(main).to_contain_text("Nothing yet: barriers, money and partners.")
    page.locator("main .drop > summary").click()
    expect(page.get_by_role("link", name=f"Follow {council}")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_town_of_many_namesakes_leads_to_the_one_that_is_meant(visit: Visit, js: bool) -> None:
    page = visit(js=js, width=320)
    search(page, "Newport")
    namesakes = page.get_by_role("link", name=re.compile("^Newport, in "))
    expect(namesakes).to_have_count(7)
    search(page, "Newport, Essex")
    expect(namesakes).to_have_count(1)
    namesakes.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uttlesford")


def test_a_town_is_suggested_while_it_is_typed(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto("/")
    page.get_by_label("Find a place").press_sequentially("Keighl")
    if not js:
        page.get_by_role("main").get_by_role("button", name="Search").click()
        expect(page.locator("main")).to_contain_text("Keighley, in Bradford")
        return
    page.get_by_role("option", name=re.compile("^Keighley, in Bradford")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bradford")
