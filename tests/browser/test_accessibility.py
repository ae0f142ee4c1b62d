"""Accessibility rules (WCAG 2.2 AA) on every kind of page, wide and narrow, on the demo's record.

The list of pages is the access table's. What the rules cannot see is looked at by people.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.models import QuerySet
from django.urls import reverse
from playwright.sync_api import Page

from barriers.models import Barrier
from funding.models import Flow
from partnerships.models import Place, Programme
from pilots.models import Indicator, Pilot, Update
from records.models import Source
from tests.access import table, world

from .conftest import Visit

PAGES = [row for row in table.rows() if row.page and row.method == "GET" and row.answers == (200,)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EDITOR = "editor.exampleshire@demo.test"
LEAD = "lead.exampleshire@demo.test"


def example_pilots() -> QuerySet[Pilot]:
    """The live pilots of the made-up county, which show most of what a page can show."""
    return Pilot.objects.filter(programme__is_example=True, status="live").order_by("id")


def example_barriers(status: str) -> QuerySet[Barrier]:
    """The made-up county's barriers with this status."""
    return Barrier.objects.filter(programme__is_example=True, status=status).order_by("id")


RECORDS: dict[str, Callable[[], Any]] = {
    "": lambda: None,
    "place": lambda: Place.objects.get(slug="liverpool"),
    "organisation": lambda: Programme.objects.get(slug="pfpp").lead,
    "programme": lambda: Programme.objects.get(slug="pfpp"),
    "source": lambda: Source.objects.order_by("id").first(),
    "pilot": lambda: example_pilots().first(),
    "indicator": lambda: Indicator.objects.filter(
        pilot__in=example_pilots(), actuals__isnull=False
    ).first(),
    "update": lambda: (
        Update.objects.filter(pilot__in=example_pilots()).exclude(state="accepted").first()
    ),
    "accepted_update": lambda: Update.objects.filter(
        state="accepted", pilot__in=example_pilots()
    ).first(),
    "barrier": lambda: example_barriers("open").first(),
    "unowned_barrier": lambda: example_barriers("needs_owner").first(),
    "flow": lambda: Flow.objects.filter(programme__is_example=True).order_by("id").first(),
    "reset_link": lambda: None,
}


def record_of(row: table.Row) -> Any:
    """A record that the reader of this row gets through to."""
    if row.of == "place" and row.may is not None:
        return Place.objects.get(slug="exampleshire")
    return RECORDS[row.of]()


def reader_for(row: table.Row) -> str:
    """The account that gets through, where the table names only some."""
    if row.may is None or "bradford_editor" in row.may:
        return EDITOR
    return LEAD


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
    found = {}
    for width in (1280, 320):
        page = visit(reader_for(row), width=width)
        response = page.goto(address)
        assert response is not None
        assert response.status == 200
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
