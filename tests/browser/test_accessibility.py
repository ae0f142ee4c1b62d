"""Accessibility rules (WCAG 2.2 AA) on every kind of page, wide and narrow, on the demo's record.

The list of pages is the access table's. What the rules cannot see is looked at by people.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from partnerships.models import Place
from tests.access import table, world

from .conftest import Visit
from .records import LIKE, NAMED, RECORDS

PAGES = [row for row in table.rows() if row.page and row.method == "GET" and row.answers == (200,)]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not written out: half the time
}


def record_of(row: table.Row) -> Any:
    """A record that the reader of this row gets through to."""
    if row.name in NAMED:
        return NAMED[row.name][1]()
    if row.of == "place" and row.may is not None:
        return Place.objects.get(slug="exampleshire")
    return RECORDS[row.of]()


def reader_for(row: table.Row) -> str:
    """The account that gets through, where the table names only some."""
    if row.name in NAMED:
        return NAMED[row.name][0]
    readers = row.may or world.FAMILIES[row.of]["public"]
    return next(email for who, email in LIKE.items() if who in readers)


def violations(page: Page) -> list[str]:
    """What the rules find, as rule and the elements it is about."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in found]


def overflows(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_breaks_no_accessibility_rule(row: table.Row, visit: Visit) -> None:
    record = record_of(row)
    assert record is not None or row.of in ("", "reset_link"), f"the demo has no {row.of}"
    address = reverse(row.name, args=world.address_of(row.of, record)) + row.query
    page = visit(reader_for(row))
    response = page.goto(address)
    assert response is not None
    assert response.status == 200
    found = {}
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = violations(page) + (["scrolls sideways"] if overflows(page) else [])
    assert found == {1280: [], 320: []}


def test_signed_out_home_and_public_pages_break_no_rule(visit: Visit) -> None:
    page = visit()
    for address in ("/", "/places/liverpool/", "/pilots/liverpool/", "/account/sign-in/"):
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert violations(page) == [], address


def test_the_rules_see_a_bad_page(visit: Visit) -> None:
    page = visit()
    page.goto("/about/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x><h4>A</h4><input>'")
    assert violations(page) != []
