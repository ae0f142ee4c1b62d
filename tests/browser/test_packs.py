"""A pack and a report on their way (J9 to its end): made for all in one press, read by a member and
downloaded, drafted by its schedule and sent by a person to whom it is for.

With scripts on one board, without them on a phone on the other (``tests.browser.boards``).
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from governance.models import Pack, ReportPlan
from tests.browser.boards import SHAPES, Cast, board_of_shape, fill_day, fits, open_as, save
from tests.browser.conftest import Visit
from tests.governance.board_page.made import decision, item, meeting

pytestmark = pytest.mark.parametrize(
    ("shape", "js"),
    [*zip(SHAPES, (True, False), strict=True)],
    ids=["with scripts", "without scripts on a phone"],
)
ASKED = "A Saturday at the front desk"


@pytest.fixture
def cast(own_database: str, shape: str) -> Cast:
    return board_of_shape(shape)


def pdf_of(page: Page, link: str) -> str:
    """The words of the PDF that a link of the page downloads."""
    with page.expect_download() as loading:
        page.get_by_role("link", name=link, exact=True).click()
    pages = PdfReader(Path(loading.value.path())).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def test_packs_are_made_at_once_and_a_report_goes_to_whom_it_is_for(
    visit: Visit, cast: Cast, js: bool
) -> None:
    at = meeting(cast.board, 20, where="County Hall")
    item(at, ASKED, "decide", asks="Say how often")
    decision(cast.board, "Two health visitors", accountable_body=cast.county)
    packs_made_read_and_downloaded(visit, cast, at.get_absolute_url(), js=js)
    report_drafted_and_sent(visit, cast, js=js)


def packs_made_read_and_downloaded(visit: Visit, cast: Cast, at: str, *, js: bool) -> None:
    page = open_as(visit, cast.clerk, js=js, at=at)
    page.get_by_role("link", name="Make the pack").first.click()
    boxes = page.get_by_role("group", name="Who gets one?").get_by_role("checkbox")
    for box in boxes.all():
        box.check()
    many = boxes.count()
    assert many >= 3  # who sits there, the county, everybody
    page.get_by_role("button", name="Make drafts").click()
    main = page.locator("main")
    expect(main).to_contain_text(f"{many} drafts made. Read each before you issue it.")
    fits(page)
    assert Pack.objects.filter(state="draft").values("as_at").distinct().count() == 1
    for called in ("members", str(cast.county)):
        page.goto(f"{cast.at}packs/")
        page.get_by_role("row", name=re.compile(f"For {called}", re.IGNORECASE)).first.get_by_role(
            "link"
        ).first.click()
        expect(main).to_contain_text(ASKED)
        page.get_by_role("button", name="Issue", exact=True).click()
        expect(main).to_contain_text("Issued")

    page = open_as(visit, cast.member, js=js, at=at)
    page.get_by_role("region", name="Packs").get_by_role("link", name="For members").click()
    main = page.locator("main")
    expect(main).to_contain_text(ASKED)
    expect(main).to_contain_text("Say how often")
    fits(page)
    printed = pdf_of(page, "PDF")
    assert ASKED in printed
    assert "Say how often" in printed


def report_drafted_and_sent(visit: Visit, cast: Cast, *, js: bool) -> None:
    today = timezone.localdate()
    page = open_as(visit, cast.clerk, js=js, at=f"{cast.at}packs/")
    main = page.locator("main")
    page.get_by_role("link", name="Plan a regular report").first.click()
    page.get_by_label("Who gets the report?").fill(str(cast.county))
    page.get_by_label("How often?").select_option("Every three months")
    fill_day(page, "When is the first report due", today + dt.timedelta(days=14))
    save(page)
    expect(main).to_contain_text("Each report is drafted two weeks before its day.")

    call_command("run_due", verbosity=0)
    page.goto("/")
    report = Pack.objects.get(kind="report")
    assert (report.state, report.due_on) == ("draft", today + dt.timedelta(days=14))
    page.get_by_role("link", name=f"Read and send: {report}").first.click()
    expect(main).to_contain_text("Two health visitors")
    page.locator("main .drop > summary").first.click()
    page.get_by_role("link", name="Covering words").click()
    page.get_by_label("What do you want to say first?").fill("Two things need your word.")
    save(page)
    page.get_by_role("button", name="Issue", exact=True).click()
    expect(main).to_contain_text("Issued")
    assert ReportPlan.objects.get().next_on > today + dt.timedelta(days=14)

    page = open_as(visit, cast.official, js=js, at="/account/notices/")
    page.get_by_role("link", name=re.compile(re.escape(str(report)))).first.click()
    main = page.locator("main")
    expect(main).to_contain_text("Two things need your word.")
    expect(main.get_by_role("heading", name="For you")).to_be_visible()
    fits(page)
    assert "Two things need your word." in pdf_of(page, "PDF")
    assert open_as(visit, None, js=js, at=report.get_absolute_url()).title().startswith("Page not")
