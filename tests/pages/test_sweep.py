"""Every GET page, as a resident, an editor and a programme lead: well-formed, named, safe, and
without a query in a loop. The list of pages is the access table's."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import html5lib
import pytest
import zeal

from pilots.models import Pilot
from tests import loops
from tests.access import table
from tests.access.kept_world import KeptWorld
from tests.access.reading import KEYS
from tests.access.test_access import expected
from tests.sentences.faults import faults as slips_of
from tests.sentences.rendered import sentences

PAGES = [row for row in table.rows() if row.page and row.method == "GET" and row.answers == (200,)]
LINKED_DATA = "application/ld+json"
READERS = ("resident", "bradford_editor", "bradford_officer", "pfpp_lead", "yorkshire_connector")


# The rest see what one of these sees; some pages are the last one's alone.
MOST_READERS = 4


class Outline(HTMLParser):
    """What the sweep asks of a page: its headings, landmarks, fields, labels, ids and handlers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def having(self, *names: str) -> list[dict[str, str]]:
        """Attributes of every tag with one of these names."""
        return [attrs for tag, attrs in self.tags if tag in names]

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


def faults(html: str) -> list[str]:
    """What is wrong with this page, in words; nothing where all is well."""
    found = []
    try:
        html5lib.HTMLParser(strict=True).parse(html)
    except html5lib.html5parser.ParseError as error:
        found.append(f"not valid HTML: {error!r}")
    page = Outline(html)
    if len(page.having("h1")) != 1:
        found.append(f"{len(page.having('h1'))} level-one headings")
    if not re.search(r"<title>[^<]+ – Placebook</title>", html):
        found.append("no title of its own")
    found += [
        f"no <{name}>" for name in ("main", "header", "footer", "nav") if not page.having(name)
    ]
    if len(ids := page.ids()) != len(set(ids)):
        found.append(f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    found += _unlabelled(page)
    found += _dangling(page)
    found += [f"inline {name}" for _, attrs in page.tags for name in attrs if name == "style"]
    found += [f"handler {n}" for _, attrs in page.tags for n in attrs if re.match(r"on[a-z]+$", n)]
    # A block of linked data is not run: tests/browser/test_linked_data.py holds it to the policy
    scripts = [attrs for attrs in page.having("script") if attrs.get("type") != LINKED_DATA]
    if page.having("style") or any("src" not in attrs for attrs in scripts):
        found.append("inline style or script")
    text = re.sub(r"<[^>]+>", "\n", html)
    slips = (r"\{\{", r"\{%", r"^\s*None\s*$", r"\[object", r" object at 0x", r"^\s*\w+\(\w+=&")
    found += [f"{slip} in the text" for slip in slips if re.search(slip, text, re.MULTILINE)]
    return found + [slip for text in sentences(html) for slip in slips_of(text)]


def _unlabelled(page: Outline) -> list[str]:
    labelled = {attrs.get("for") for attrs in page.having("label")}
    return [
        f"no label for {attrs.get('name')}"
        for attrs in page.having("input", "select", "textarea")
        if attrs.get("type") not in ("hidden", "submit")
        and attrs.get("id") not in labelled
        and not attrs.get("aria-label")
    ]


def _dangling(page: Outline) -> list[str]:
    ids = set(page.ids())
    return [
        f"{name} names {one}, which is not on the page"
        for _, attrs in page.tags
        for name in ("aria-describedby", "aria-labelledby", "for")
        for one in attrs.get(name, "").split()
        if one not in ids
    ]


def _through(row: table.Row) -> list[str]:
    return [who for who in READERS if expected(row, who, "public") == (200,)][:MOST_READERS]


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_is_well_made(row: table.Row, kept_world: KeptWorld) -> None:
    is_well_made(row, _through(row)[:1], kept_world)


@pytest.mark.parametrize("row", [row for row in PAGES if _through(row)[1:]], ids=str)
def test_page_is_well_made_for_others(row: table.Row, kept_world: KeptWorld) -> None:
    is_well_made(row, _through(row)[1:], kept_world)


def is_well_made(row: table.Row, readers: list[str], kept_world: KeptWorld) -> None:
    record = kept_world.made.at["public"][row.of]
    address = row.address(record)
    seen = {}
    looked_at = set()
    for who in readers:
        with loops.watched():
            response = kept_world.ask(who, address)
        assert response.status_code == 200, f"{who}: {response.status_code}"
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        page = response.content.decode()
        for_anybody = KEYS.sub("", page).replace(kept_world.name_of(who), "")
        if for_anybody not in looked_at and (found := faults(page)):
            seen[who] = found
        looked_at.add(for_anybody)
    assert seen == {}


def test_the_sweep_sees_a_bad_page() -> None:
    bad = (
        "<!doctype html><title>x</title><main style='color:red'><h1>A</h1><h1>B</h1>"
        "<input name=q><p id=a><p id=a>None </p></main><script>1</script>"
    )
    assert len(faults(bad)) >= 8


@pytest.mark.parametrize(
    "asks",
    [
        lambda pilot: len(pilot.indicators.all()),
        lambda pilot: pilot.programme.name,
        lambda pilot: Pilot.objects.get(pk=pilot.pk),
    ],
    ids=["what-it-has", "what-it-is-of", "itself"],
)
def test_the_sweep_sees_a_query_in_a_loop(
    kept_world: KeptWorld, asks: Callable[[Pilot], Any]
) -> None:
    def in_a_loop() -> None:
        for pilot in Pilot.objects.filter(programme__isnull=False):
            asks(pilot)

    in_a_loop()  # as other pages do, before and between: nobody watches
    for _ in range(2):
        with loops.watched(), pytest.raises(zeal.NPlusOneError):
            in_a_loop()
        in_a_loop()
