"""The library: every kind in one list, of what its reader may see; what failed is marked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from records.models import Source
from records.subjects import registered
from registry.library import LibraryKind
from search.index import kinds
from search.words import make_anew
from tests import asked_for, builders, evaluated, learned, practised
from tests.builders import Cast
from tests.people.campaign.sweep import campaign

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "") -> str:
    """The main part of the page."""
    body = client.get(f"/library/{query}").content.decode().split("<main")[1].split("</main")[0]
    return " ".join(body.split())


def titles(client: Client, query: str = "") -> list[str]:
    """What is listed."""
    return re.findall(r'<li><div class="kd">.*?<a href="[^"]*">(.*?)</a>', page(client, query))


def chips(client: Client, query: str = "") -> list[str]:
    """The kinds with their counts."""
    return re.findall(r">([^<>]*)</(?:a|b)></li>", page(client, query).split("</ul>")[0])


def one_of_each(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="public")
    learned.lesson(pilot, "Ask tenants first", visibility="public")
    learned.case_study(pilot, state="published")
    evaluated.finding(evaluated.evaluation(pilot, visibility="public"), "Rents were not paid late")
    practised.practice("4a")
    practised.guidance("How to share data")
    source = Source.objects.create(slug="guidance", title="Guidance")
    practised.example(cast.bradford, "Nobody knew who owned the lists", source=source)
    barrier = builders.barrier(cast.bradford, visibility="public")
    practised.belief(barrier, category=builders.category(), open_to="public")
    asked_for.agreement(cast.bradford, "Rent arrears by street")
    learned.learning_event("One front door", visibility="public")
    campaign(cast.council)


def test_each_kind_is_in_the_list_and_has_a_chip_with_its_count(client: Client, cast: Cast) -> None:
    one_of_each(cast)
    assert chips(client) == ["All 10", *(f"{kind.label} 1" for kind in registered(LibraryKind))]
    assert len(titles(client)) == 10
    for kind in registered(LibraryKind):
        assert len(titles(client, f"?kind={kind.key}")) == 1, kind.key
        assert kind.words in page(client, f"?kind={kind.key}")


def test_every_kind_is_made_of_kinds_of_the_index() -> None:
    known = {index.kind for index in kinds()}
    assert {key for kind in registered(LibraryKind) for key in kind.indexes} <= known


@pytest.mark.parametrize("query", ["", "?q=tenants", "?kind=lessons"])
def test_what_a_reader_may_not_see_is_neither_listed_nor_counted(
    client: Client, cast: Cast, query: str
) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="public")
    learned.lesson(pilot, "Ask tenants first", visibility="public")
    learned.lesson(pilot, "Ask tenants later", visibility="team")
    assert titles(client, query) == ["Ask tenants first"]
    assert chips(client, query) == ["All 1", "Lessons 1"]
    client.force_login(cast.bradford_editor)
    assert set(titles(client, query)) == {"Ask tenants first", "Ask tenants later"}
    assert chips(client, query) == ["All 2", "Lessons 2"]


def test_what_did_not_work_is_kept_marked_and_listed_by_itself(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="public")
    learned.case_study(pilot, "Letters", outcome="worked", state="published")
    learned.case_study(pilot, "A front desk", state="published")
    learned.lesson(pilot, "Do not ask twice", state="failed", visibility="public")
    assert "Did not work" in page(client)
    assert set(titles(client, "?failed=on")) == {"A front desk", "Do not ask twice"}
    assert chips(client, "?failed=on") == ["All 2", "Lessons 1", "Case studies 1"]
    assert titles(client, "?failed=on&q=desk") == ["A front desk"]


def test_the_newest_of_each_kind_come_first_and_the_rest_page_by_page(
    client: Client, cast: Cast
) -> None:
    for number in range(20):
        practised.guidance(f"Guidance {number:02}")
    practised.practice("4a")
    first = titles(client)
    assert len(first) == 10
    assert first[1] == "Guidance 19"
    assert "Guidance" not in first[0]
    second = titles(client, "?page=2")
    assert len(second) == 10
    assert not set(first) & set(second)
    assert titles(client, "?kind=guidance")[0] == "Guidance 19"
    assert len(titles(client, "?kind=guidance&page=2")) == 10
    assert titles(client, "?page=99999999999999") == []
    assert titles(client, f"?page={'9' * 5000}") == []


def test_what_is_made_up_is_for_those_who_work_with_it(client: Client, cast: Cast) -> None:
    practised.guidance("Of nobody", is_example=True)
    assert titles(client) == []
    assert "Nothing here yet" in page(client)


def test_lines_with_fewer_of_the_words_are_told_apart_from_those_with_all(
    client: Client, cast: Cast
) -> None:
    practised.guidance("How to share data")
    assert titles(client, "?q=share data") == ["How to share data"]
    assert "Nothing has all of these words" not in page(client, "?q=share data")
    assert titles(client, "?q=share elephants") == ["How to share data"]
    assert "Nothing has all of these words" in page(client, "?q=share elephants")


@pytest.mark.parametrize("query", ["?q=a", f"?q={'long ' * 60}", "?q=%00"])
def test_words_that_cannot_be_looked_for_leave_the_whole_list(
    client: Client, cast: Cast, query: str
) -> None:
    practised.guidance("How to share data")
    assert titles(client, query) == ["How to share data"]


def test_it_asks_no_more_for_many(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    one_of_each(cast)
    make_anew()
    client.get("/library/")
    with django_assert_num_queries(4):
        client.get("/library/")
    for number in range(30):
        practised.guidance(f"Guidance {number:02}")
    make_anew()
    with django_assert_num_queries(4):
        client.get("/library/")
