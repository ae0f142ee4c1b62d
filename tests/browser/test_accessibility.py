"""Accessibility rules (WCAG 2.2 AA) on every kind of page at three widths, on the demo's record.

The list of pages is the access table's. What the rules cannot see is looked at by people.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from partnerships.models import Place
from tests.access import table
from tests.browser import contrast
from tests.browser.conftest import Visit, lay_out
from tests.browser.records import LIKE, NAMED, RECORDS

PAGES = [row for row in table.rows() if row.page and row.method == "GET" and row.answers == (200,)]
WIDE, MIDDLE, NARROW = 1280, 768, 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can be right on a wide screen and wrong on a narrow one, beside reflow and contrast.
OF_WIDTH = ["target-size", "link-in-text-block", "scrollable-region-focusable"]


def record_of(row: table.Row) -> Any:
    """A record that the reader of this row gets through to."""
    if row.name in NAMED:
        return NAMED[row.name][1]()
    if row.of == "place" and row.permission is not None:
        return Place.objects.get(slug="exampleshire")
    return RECORDS[row.of]()


def reader_for(row: table.Row) -> str:
    """The account that gets through, where the table names only some."""
    if row.name in NAMED:
        return NAMED[row.name][0]
    readers = row.permission or row.readers("public")
    return next(email for who, email in LIKE.items() if who in readers)


def violations(page: Page, width: int = WIDE) -> list[str]:
    """What the rules find on the page that is open, as rule and the elements it is about."""
    options = {
        "runOnly": RULES if width == WIDE else OF_WIDTH,
        "rules": {"color-contrast": {"enabled": False}},
        "resultTypes": ["violations"],  # no list of what is right
    }
    lay_out(page, width)
    found = page.evaluate("options => axe.run(options).then(said => said.violations)", options)
    said = [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in found]
    pale = contrast.too_pale(page, width)
    return [*said, f"color-contrast: {pale[:3]}"] if pale else said


def overflows(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_breaks_no_accessibility_rule(row: table.Row, read_as: Visit) -> None:
    record = record_of(row)
    assert record is not None or row.of in ("", "reset_link"), f"the demo has no {row.of}"
    address = row.address(record)
    page = read_as(reader_for(row))
    open_page(page, address)
    assert broken(page) == {WIDE: [], MIDDLE: [], NARROW: []}


def broken(page: Page) -> dict[int, list[str]]:
    """What is wrong on the page that is open, by how wide it is."""
    found = {}
    for width in (WIDE, MIDDLE, NARROW):
        found[width] = violations(page, width)
        found[width] += ["scrolls sideways"] if overflows(page) else []
    return found


def open_page(page: Page, address: str) -> None:
    """The page at this address, which answers; on a wide screen."""
    lay_out(page, WIDE)
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, address


def test_signed_out_home_and_public_pages_break_no_rule(read_as: Visit) -> None:
    page = read_as()
    for address in ("/", "/places/liverpool/", "/pilots/liverpool/", "/account/sign-in/"):
        open_page(page, address)
        assert violations(page) == [], address


@pytest.mark.parametrize(
    ("typed", "has"),
    [
        ("damp homes", "main .rows"),
        ("damp in Leeds", "main .answer"),
        ("how do I take back an update", "#help"),
        ("test a policy in places", "#pages"),
        ("hello hurst ashington", ".chips"),
        ("quixotic zzyzx", "main .empty"),
        ("x", "main .err"),
    ],
)
def test_search_breaks_no_rule_whatever_it_finds(read_as: Visit, typed: str, has: str) -> None:
    page = read_as("official.exampleshire@demo.test")
    open_page(page, f"/search/?q={quote(typed)}")
    assert page.locator(has).count()
    assert broken(page) == {WIDE: [], MIDDLE: [], NARROW: []}


@pytest.mark.parametrize("box", ["#find", "#q"])
def test_suggestions_break_no_rule_while_they_are_open(read_as: Visit, box: str) -> None:
    page = read_as()
    open_page(page, "/search/")
    for width in (WIDE, NARROW):
        lay_out(page, width)
        page.evaluate("document.querySelector('.menu').open = true")  # folded on a narrow page
        page.locator(box).fill("")
        page.locator(box).press_sequentially("damp in leeds")
        page.get_by_role("option").first.wait_for()
        assert (violations(page, width), overflows(page)) == ([], False)
        assert page.get_by_role("option").first.is_visible()


def test_the_rules_see_a_bad_page(read_as: Visit) -> None:
    page = read_as()
    open_page(page, "/about/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x><h4>A</h4><input>'")
    assert violations(page) != []


def test_the_rules_see_what_is_wrong_on_a_narrow_screen_alone(read_as: Visit) -> None:
    page = read_as()
    open_page(page, "/about/")
    assert violations(page, NARROW) == []
    page.evaluate(
        "document.querySelector('main').innerHTML = "
        "'<a href=/a/ id=a>a</a><a href=/b/ id=b>b</a><p id=pale>Pale</p><div id=wide>W</div>';"
        "for (const [id, look] of [['a', 'display: block; width: 9px; height: 9px'],"
        "['b', 'display: block; width: 9px; height: 9px'], ['pale', 'color: #ccc'],"
        "['wide', 'width: 900px']]) document.getElementById(id).style.cssText = look"
    )
    assert {said.partition(":")[0] for said in violations(page, NARROW)} == {
        "target-size",
        "color-contrast",
    }
    assert overflows(page)


def test_a_look_is_measured_once_and_what_looks_otherwise_is_measured_on_any_page(
    read_as: Visit,
) -> None:
    page = read_as()
    open_page(page, "/about/")
    assert violations(page) == []
    known = set(contrast.RIGHT[WIDE])
    assert known
    assert violations(page) == []
    assert contrast.RIGHT[WIDE] == known
    for paints in ("color: #999", "background: #666", "opacity: .4", "background: url(/x.png)"):
        open_page(page, "/about/")
        page.evaluate("look => document.querySelector('main').style.cssText = look", paints)
        wrong = (
            "url" not in paints
        )  # what stands on a picture cannot be measured, so never is right
        assert bool(violations(page)) is wrong, paints
        assert contrast.RIGHT[WIDE] >= known
    open_page(page, "/about/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=x>Pale')")
    page.evaluate("document.getElementById('x').style.color = '#aaa'")
    assert violations(page) == ["color-contrast: ['#x']"]
