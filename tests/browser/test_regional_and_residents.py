"""A regional update from the record to councils and back; and what a resident does on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.adapter import POST
from accounts.notice.outbox import send_waiting
from people.models import Subscription
from tests.browser.conftest import Visit

pytestmark = pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])

CONNECTOR = "connector.yorkshire@demo.test"
PEER = "peer.yorkshire@demo.test"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(demo_database: str) -> Iterator[None]:
    cache.clear()
    mail.outbox = []
    yield
    cache.clear()


def test_a_connector_publishes_what_changed_in_the_region(visit: Visit, js: bool) -> None:
    writer = visit(CONNECTOR, js=js)
    writer.goto("/")
    writer.get_by_role("link", name="Regional updates", exact=True).click()
    writer.get_by_role("link", name="Start an update").click()
    writer.get_by_role("button", name="Make a draft").click()
    expect(writer.get_by_role("heading", level=1)).to_contain_text("Write the update")
    writer.get_by_label("In short").fill("A short quarter.")
    writer.get_by_label("What do you want to add?").fill("Councils met in Wakefield.")
    writer.get_by_label("Which place is it about?").fill("Wakefield")
    writer.get_by_role("button", name="Save and read it through").click()
    expect(writer.locator("main")).to_contain_text("Councils met in Wakefield.")
    writer.get_by_role("button", name="Send to be checked").click()
    expect(writer.get_by_text("somebody else has to check it")).to_be_visible()
    address = writer.url
    assert visit(js=js).request.get(address).status == 404

    peer = visit(PEER, js=js)
    peer.goto("/")
    peer.get_by_role("link", name=re.compile("Yorkshire and The Humber,")).first.click()
    peer.get_by_role("button", name="It is right: it can be published").click()
    writer.reload()
    writer.get_by_role("button", name="Publish to everyone").click()
    expect(writer.get_by_role("status").first).to_contain_text("Published")

    council = visit(js=js, width=320)
    council.goto("/regional-updates/")
    council.goto(address)
    expect(council.locator("main")).to_contain_text("as at")
    expect(council.get_by_role("link", name="Wakefield")).to_be_visible()
    expect(council.locator("main")).not_to_contain_text("Yorkshire connector")
    council.get_by_role("link", name="Reply to those who wrote this").click()
    council.get_by_label("Your reply").fill("Who came from health?")
    council.get_by_role("button", name="Send the reply").click()
    expect(council.get_by_role("status").first).to_contain_text("Reply sent")

    writer.goto("/account/notices/")
    writer.get_by_role("link", name=re.compile("A reply to the regional update")).click()
    expect(writer.locator("main")).to_contain_text("Who came from health?")


def test_a_resident_reads_follows_and_leaves_on_a_phone(visit: Visit, js: bool) -> None:
    page = visit(js=js, width=320)
    page.goto("/")
    page.get_by_label("Find a place").fill("Hastings")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Hastings", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hastings")
    main = page.locator("main")
    for said in ("Who to ask", "Money", "What we don’t know yet", "You said, we did"):
        expect(main).to_contain_text(said)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.context.cookies() == []

    main.locator(".drop > summary").click()
    page.get_by_role("link", name="Follow Hastings", exact=True).click()
    page.get_by_label("Your email address").fill("not an address")
    page.get_by_role("button", name="Follow Hastings").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_label("Your email address").fill("resident@example.test")
    page.get_by_role("button", name="Follow Hastings").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    letter = posted()
    page.goto(path_in(letter, "confirm"))
    page.get_by_role("button", name="Yes, follow Hastings").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You follow Hastings")
    page.goto(path_in(letter, "leave"))
    page.get_by_role("button", name="Stop the emails").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You no longer follow Hastings")
    assert not Subscription.objects.exclude(email="").exists()


def posted() -> str:
    """The words of the letter that went out, whoever was quicker to send it."""
    POST.submit(lambda: None).result()
    send_waiting()
    (letter,) = mail.outbox
    return str(letter.body)


def path_in(letter: str, part: str) -> str:
    found = re.search(rf"(/follow/{part}/\S+)", letter)
    assert found, letter
    return found[1]
