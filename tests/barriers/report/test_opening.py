"""The barrier report opens with its answer: numbers with their lists, and what is not known."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests import asked, builders
from tests.asked import energy
from tests.barriers.report.reported import as_, data_sharing, listed, page, words
from tests.builders import Cast

pytestmark = pytest.mark.django_db

PARTS = ("", "standing", "months", "outcomes", "time")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def logged(cast: Cast) -> Cast:
    """Six barriers: four in the way, one resolved this quarter, one of which little is known."""
    at, culture = cast.bradford, builders.category("culture")
    data_sharing(at, "A", status="needs_owner", logged_on=dt.date(2026, 10, 2))
    data_sharing(at, "B", status="needs_owner", logged_on=dt.date(2026, 11, 2))
    data_sharing(at, "C", status="open", logged_on=dt.date(2026, 11, 9))
    late = builders.barrier(at, "D", category=culture, status="escalated",
                            logged_on=dt.date(2026, 8, 2))  # fmt: skip
    builders.barrier(
        at, "E", category=culture, status="resolved", resolution="A talk",
        logged_on=dt.date(2025, 1, 1), ended_on=dt.date(2026, 10, 5),
    )  # fmt: skip
    builders.barrier(at, "F", status="not_known")
    past = dt.date(2026, 9, 1)
    days = {"sent_on": past, "acknowledge_by": past, "answer_by": past}
    asked.ask(late, energy(), **days)
    return cast


def opening(query: str = "", who: Any = None) -> str:
    text = page(query, who).partition('<div class="answer"')[2].partition("</dl>")
    return f"<div {text[0].partition('<form')[0]}"


def said(query: str = "", who: Any = None) -> str:
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", opening(query, who))).split())
    return text.replace(" ,", ",")


def numbers(query: str = "", who: Any = None) -> list[tuple[str, str]]:
    found = re.findall(r'<a\s+href="([^"]+)">(?:<b>)?([^<]+)', opening(query, who))
    return [(number, html.unescape(url)) for url, number in found]


def test_a_kind_of_which_fewer_are_logged_is_said_in_a_whole_sentence(logged: Cast) -> None:
    for number in range(5):
        builders.barrier(logged.bradford, f"G{number}", category=builders.category("funding"),
                         logged_on=dt.date(2026, 8, 2))  # fmt: skip
    moved = "Funding changed most: none known this quarter, 5 the quarter before."
    assert moved in said("", logged.bradford_editor)


def test_it_opens_with_its_answer(logged: Cast) -> None:
    text = said("", logged.bradford_editor)
    assert "In the way; of 6 logged 4 Without an owner 2 Answer overdue 1" in text
    assert "New this quarter; October to December 2026 3" in text
    assert text.startswith("The most common kind is data sharing: 3 of the 4 in the way.")
    assert (
        "Data sharing changed most: 3 logged this quarter, none known the quarter before." in text
    )
    assert "1 was resolved this quarter." in text
    assert "For 1, nobody has said whether it’s still in the way." in text
    assert "For 1, we don’t know which month it was logged in." in text


@pytest.mark.parametrize(
    ("ties", "told"),
    [
        (("funding",), "kinds are funding and data sharing: 3 each of the 7 in the way."),
        (("funding", "power"), "kinds are funding, data sharing and power: 3 each of the 10"),
        (("funding", "power", "priorities"), ""),
    ],
)
def test_kinds_that_are_as_common_are_named_together_up_to_three(
    logged: Cast, ties: tuple[str, ...], told: str
) -> None:
    for kind in ties:
        for number in range(3):
            builders.barrier(logged.bradford, f"{kind} {number}", category=builders.category(kind))
    text = said("", logged.bradford_editor)
    assert told in text
    assert ("The most common" in text) == bool(told)


def test_nothing_is_said_by_the_strip_and_again_in_a_sentence(logged: Cast) -> None:
    sentences = opening("", logged.bradford_editor).partition("<dl")[0]
    again = ("without an owner", "overdue", "4 are in the way")
    assert [words for words in again if words in sentences] == []


@pytest.mark.parametrize("show", PARTS)
def test_every_number_opens_the_list_that_it_counts(logged: Cast, show: str) -> None:
    found = numbers(f"?show={show}", logged.bradford_editor)
    assert len(found) >= 4
    for number, url in found:
        count = re.match(r"\d+", number)
        assert count, number
        assert listed(url, logged.bradford_editor) == int(count[0]), url


@pytest.mark.parametrize(
    "query",
    ["?status=any-open", "?category=data-sharing", "?logged=2026-q4", "?asked=overdue",
     "?closed=2026-10", "?status=resolved&closed=2026-q4", "?place=bradford&status=not-known"],
)  # fmt: skip
def test_what_is_filtered_already_is_not_told_with_another_list(logged: Cast, query: str) -> None:
    for number, url in numbers(query, logged.bradford_editor):
        if count := re.match(r"\d+", number):
            assert listed(url, logged.bradford_editor) == int(count[0]), url


@pytest.mark.parametrize(
    ("query", "told", "untold"),
    [
        ("?status=resolved&closed=2026-q4", "1 barrier",
         ["In the way", "The most common", "Without an owner", "resolved this quarter"]),
        ("?closed=2026-q4", "In the way; of 1 logged 0", ["resolved this quarter"]),
        ("?logged=2026-q4", "In the way 3 Without an owner 2", ["New this quarter", "changed"]),
        ("?asked=overdue", "In the way 1", ["Answer overdue"]),
        ("?status=not-known", "1 barrier", ["In the way", "nobody has said whether"]),
    ],
)  # fmt: skip
def test_what_the_filter_says_already_is_not_told_of_it(
    logged: Cast, query: str, told: str, untold: list[str]
) -> None:
    text = said(query, logged.bradford_editor)
    assert told in text
    assert [words for words in untold if words in text] == []


def test_what_a_reader_does_not_see_is_in_no_number(logged: Cast) -> None:
    before = said("", logged.outsider)
    data_sharing(logged.luton, "Hidden", visibility="team", logged_on=dt.date(2026, 11, 3))
    assert said("", logged.outsider) == before
    assert "overdue" not in said("").lower(), "the public reads no escalation"


def test_a_body_counts_what_it_was_asked_itself_and_nothing_that_others_were(cast: Cast) -> None:
    past = dt.date(2026, 9, 1)
    days = {"sent_on": past, "acknowledge_by": past, "answer_by": past}
    hidden = [
        data_sharing(cast.bradford, name, visibility="team", status="escalated",
                     logged_on=dt.date(2026, 8, 2)) for name in "AB"
    ]  # fmt: skip
    other = builders.organisation("Another department")
    for barrier in hidden:
        asked.ask(barrier, other, **days)
    asked.ask(hidden[0], energy())
    assert "In the way 1" in said("", cast.desnz_official)
    assert "Answer overdue 0" in said("", cast.desnz_official)
    asked.ask(hidden[1], energy(), **days)
    assert "Answer overdue 1" in said("", cast.desnz_official)
    assert "Answer overdue 2" in said("", cast.bradford_editor)


def test_unknown_is_not_none(cast: Cast) -> None:
    for name in ("A", "B"):
        data_sharing(cast.bradford, name, programme=cast.pfpp, status="not_known")
    query = f"?programme={cast.pfpp.slug}&category=data-sharing"
    text = said(query)
    assert text.startswith("2 data sharing barriers")
    assert "Nobody has said whether they’re still in the way." in text
    assert "We don’t know which month they were logged in." in text
    assert not re.search(r"\b0\b|Not known", text), "no zero, and it opens with what is known"


def test_resolved_without_a_day_is_not_none_this_quarter(cast: Cast) -> None:
    builders.barrier(cast.bradford, status="resolved", resolution="A talk")
    text = said()
    assert "resolved this quarter" not in text.lower()
    assert "We know it was resolved, but not when." in text


def test_a_filter_that_matches_none_says_so(logged: Cast) -> None:
    text = words(page("?q=nosuchword"))
    assert "No barrier that you can see matches these filters." in text
    assert "<dl" not in page("?q=nosuchword").partition("<form")[0]
    assert "matches these filters" not in words(page())


def test_a_quarter_is_a_filter_and_a_wrong_one_says_what_to_enter(logged: Cast) -> None:
    assert listed("/barriers/?logged=2026-q4") == 3
    assert listed("/barriers/?closed=2026-q4") == 1
    wrong = as_(None).get("/barriers/?logged=2026-q5").content.decode()
    assert "Enter a month, quarter or year" in wrong
