"""A place editor brings the county's own register of funding, sends it again, and takes it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from funding.models import Flow
from tests.browser.conftest import Visit
from tests.imports.record_import.brought import workbook

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

HEAD = ("Our ref", "Project", "Funded by", "Paid to", "ONS code", "Award", "Position", "FY",
        "Part of", "Case officer")  # fmt: skip
WARM = ("W1", "Warm homes, next year", "Housing ministry (example)", "Exampleshire County Council",
        "", "£1.2m", "Awarded", "2027-28", "", "A. Nother")  # fmt: skip
SHARE = ("W2", "The share of Northport", "Exampleshire County Council", "Northport Borough Council",
         "Northport", "about 250,000", "Awarded", "2027-28", "W1", "")  # fmt: skip
ADVICE = ("W3", "Advice in libraries", "Exampleshire Community Foundation", "Advice shop",
          "Millbridge", "15,000–35,000", "Bid in", "2026-27", "", "")  # fmt: skip
LENT = ("W4", "Two officers lent", "Exampleshire Integrated Care Board",
        "Exampleshire Voluntary Action", "", "n/k", "In kind", "", "", "")  # fmt: skip
TITLE = ("Exampleshire funding register",)
PUT_RIGHT = (*SHARE[:5], "£240,000", *SHARE[6:])


def send(page: Page, name: str, *rows: tuple[str, ...]) -> None:
    page.goto("/places/exampleshire/funding/")
    page.locator("main summary", has_text="More").click()
    page.get_by_role("link", name="Bring in a spreadsheet").click()
    page.get_by_label("The file").set_input_files(
        {"name": name, "mimeType": "", "buffer": workbook(TITLE, HEAD, *rows)}
    )
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column is which?")


def see_what_changes(page: Page) -> None:
    page.get_by_role("button", name="See what changes").click()


def test_a_register_comes_in_once_is_put_right_by_the_next_and_goes_again(
    visit: Visit, js: bool
) -> None:
    page, before = visit("editor.exampleshire@demo.test", js=js), Flow.objects.count()
    main, head = page.locator("main"), page.get_by_role("heading", level=1)
    send(page, "register.xlsx", WARM, SHARE, ADVICE, LENT)
    # Most is known by its headings, and folds; so does what nothing fits
    expect(page.get_by_text("8 columns recognised")).to_be_visible()
    expect(page.get_by_label("Our ref")).to_have_value("reference")
    expect(page.get_by_label("Award")).to_have_value("amount")
    expect(page.get_by_label("FY")).to_have_value("year")
    expect(page.get_by_label("Position")).to_have_value("")
    see_what_changes(page)
    # It is asked, unless a column says so
    asked = page.get_by_role("row", name="What do the amounts mean where the file does not say")
    expect(asked).to_contain_text("and 3 more rows")
    page.get_by_role("button", name="Back to the columns").click()
    page.get_by_text("2 columns left out: Position and Case officer").click()
    page.get_by_label("Position").select_option(label="What the amount means")
    see_what_changes(page)
    expect(head).to_have_text("What the file changes")
    expect(main).to_contain_text("We read “awarded” as Committed, “bid in” as Forecast.")
    expect(main).to_contain_text("Columns left out: Case officer.")
    expect(main).to_contain_text("Without an amount, which stays not known: 1 flow.")
    for said in ("about £250,000", "£15,000 to £35,000", "Recipient in words: Advice shop"):
        expect(main).to_contain_text(said)
    assert Flow.objects.count() == before
    page.get_by_role("button", name="Import all of it").click()
    expect(main).to_contain_text("Imported: 4 new flows, 0 changed.")
    first = page.url
    page.get_by_role("link", name="The share of Northport").click()
    expect(main).to_contain_text("This is part of Warm homes, next year")

    send(page, "register.xlsx", WARM, SHARE, ADVICE, LENT)
    expect(page.get_by_label("Position")).to_have_value("meaning")  # as it was matched before
    see_what_changes(page)
    expect(main).to_contain_text("The file changes nothing")
    page.get_by_role("button", name="Discard this file").click()

    send(page, "register, put right.xlsx", WARM, PUT_RIGHT, ADVICE, LENT)
    see_what_changes(page)
    expect(main).to_contain_text("Was: about £250,000")
    page.get_by_role("button", name="Import all of it").click()
    expect(main).to_contain_text("Imported: no new flows, 1 changed.")
    page.get_by_role("button", name="Take this import back").click()
    expect(main).to_contain_text("The import has been taken back.")
    assert str(Flow.objects.get(description=SHARE[1]).amount) == "about £250,000"
    page.goto(first)
    page.get_by_role("button", name="Take this import back").click()
    expect(main).to_contain_text("The import has been taken back.")
    assert Flow.objects.count() == before


def test_rows_of_a_register_with_mistakes_stay_out_and_come_back_as_a_file(
    visit: Visit, js: bool
) -> None:
    page, before = visit("officer.exampleshire@demo.test", js=js), Flow.objects.count()
    wrong = (*ADVICE[:5], "€900", "Paid", *ADVICE[7:])
    larger = (*SHARE[:5], "£2m", *SHARE[6:])
    send(page, "register.xlsx", WARM, larger, wrong)
    page.get_by_text("2 columns left out: Position and Case officer").click()
    page.get_by_label("Position").select_option(label="What the amount means")
    see_what_changes(page)
    main = page.locator("main")
    expect(main).to_contain_text("Sheet, cell F5: “€900”: only amounts in pounds come in")
    expect(main).to_contain_text("2 rows stay out")
    expect(main).to_contain_text("cell F4: is more than the £1.2 million that it is passed on from")
    with page.expect_download() as sent:
        page.get_by_role("link", name="as a file").click()
    assert "“€900”: only amounts in pounds" in sent.value.path().read_text()
    # A row can be left out by its number, too
    page.get_by_label("To leave out a row or a cell, enter its row number").fill("3")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_label("Leave the whole row out").check()
    page.get_by_role("button", name="Save and look again").click()
    # What was passed on from it is no longer larger than what is known
    expect(main).to_contain_text("1 row stays out")
    expect(main).to_contain_text("Left out by you: 1 row")
    assert Flow.objects.count() == before
