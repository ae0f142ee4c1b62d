"""The list of barriers: its filters, pages, files, and what it never shows."""

from __future__ import annotations

import csv
import io
import json

import pytest
from pytest_django import DjangoAssertNumQueries

from barriers.models import ActionTried, Barrier, BarrierSubType
from tests import builders
from tests.barriers.pages import as_, words
from tests.builders import Cast

pytestmark = pytest.mark.django_db
LIST = "/barriers/"


def listed(query: str, who: object = None) -> list[str]:
    """Titles of the rows, in their order."""
    data = as_(who).get(f"{LIST}{query}{'&' if query else '?'}format=json")
    return [row["barrier"] for row in json.loads(data.getvalue())["rows"]]


@pytest.fixture
def several(cast: Cast) -> Cast:
    data, culture = builders.category("data-sharing"), builders.category("culture")
    hub = builders.pilot(cast.bradford, "Hub", programme=cast.pfpp)
    first = builders.barrier(
        cast.bradford, "Data", category=data, nature="mixed", programme=cast.pfpp, pilot=hub
    )
    legal = data.sub_types.get(name="Legal")
    BarrierSubType.objects.create(barrier=first, sub_type=legal)
    ActionTried.objects.create(barrier=first, what="Met", outcome="helped")
    trust = builders.barrier(
        cast.luton, "Trust", category=culture, status="not_known", because="they are wary of us"
    )
    ActionTried.objects.create(barrier=trust, what="Asked")
    builders.barrier(cast.luton, "Puzzle", unlocker=cast.council, visibility="network")
    return cast


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?place=bradford", {"Data"}),
        ("?place=Luton", {"Trust", "Puzzle"}),
        ("?place=yorkshire-and-the-humber", {"Data"}),
        ("?region=east-of-england", {"Trust", "Puzzle"}),
        ("?region=none", set()),
        ("?programme=partnerships-for-people-and-place", {"Data"}),
        ("?category=data-sharing", {"Data"}),
        ("?category=data_sharing", {"Data"}),
        ("?category=not-sure", {"Puzzle"}),
        ("?sub_type=data-sharing.legal", {"Data"}),
        ("?nature=mixed", {"Data"}),
        ("?nature=not-stated", set()),
        ("?status=not-known", {"Trust"}),
        ("?status=not_known", {"Trust"}),
        ("?status=any-open", {"Data", "Puzzle"}),
        ("?unlocker=city-of-bradford-metropolitan-district-council", {"Puzzle"}),
        ("?tried=yes", {"Data", "Trust"}),
        ("?tried=no", {"Puzzle"}),
        ("?result=on", {"Data"}),
        ("?q=wary", {"Trust"}),
        ("?category=culture&place=bradford", set()),
    ],
)
def test_each_filter_narrows_to_its_rows(several: Cast, query: str, titles: set[str]) -> None:
    assert set(listed(query, several.outsider)) == titles


def test_a_pilot_and_a_reference_are_filters_too(several: Cast) -> None:
    barrier = Barrier.objects.get(title="Data")
    assert listed(f"?pilot={barrier.pilot.slug}") == ["Data"]
    assert listed(f"?q={barrier.reference}") == ["Data"]


@pytest.mark.parametrize(
    "query",
    [
        "?category=witchcraft",
        "?status=fine",
        "?nature=evil",
        "?region=atlantis",
        "?programme=no-such",
        "?sub_type=culture.legal",
        "?place=atlantis",
        "?pilot=secret-hub",
        "?unlocker=nobody-we-know",
        "?tried=maybe",
        "?like=B-999999",
        "?like=x",
        "?q=a%00b",
        f"?q={'x' * 10_000}",
    ],
)
def test_an_unknown_value_shows_its_message_and_no_rows(several: Cast, query: str) -> None:
    page = as_(several.outsider).get(LIST + query)
    assert page.status_code == 200
    said = words(page)
    assert "There is a problem" in said
    assert "No list is shown, because a filter is not right" in said
    for title in ("Data", "Trust", "Puzzle"):
        assert f">{title}</a>" not in page.content.decode()
    assert as_(several.outsider).get(f"{LIST}{query}&format=csv").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "?after=x",
        "?before=%00",
        "?after=2026-01-01~1",
        "?sort=money",
        "?sort=logged&after=99999999999999999999~1",
    ],
)
def test_a_broken_page_key_shows_the_start_and_says_so(several: Cast, query: str) -> None:
    page = as_(several.outsider).get(LIST + query)
    assert page.status_code == 200
    assert "Data" in words(page)
    assert "note warned" in page.content.decode()


def test_an_unknown_format_is_refused(several: Cast) -> None:
    assert as_(None).get(f"{LIST}?format=pdf").status_code == 400


def test_filters_survive_the_sort_and_the_pages(cast: Cast) -> None:
    for number in range(60):
        builders.barrier(cast.bradford, f"Number {number:02}")
    builders.barrier(cast.luton, "Elsewhere")
    client = as_(None)
    first = client.get(f"{LIST}?place=bradford&sort=logged").content.decode()
    assert "60 barriers" in first
    assert "Number 00" in first
    assert "Number 20" not in first
    following = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    second = client.get(LIST + following.replace("&amp;", "&")).content.decode()
    assert "Number 20" in second
    assert "Elsewhere" not in second
    assert "Remove filter: " in second


def test_one_that_bites_in_two_places_is_one_row(cast: Cast) -> None:
    leeds = builders.place("Leeds", within=cast.region)
    builders.barrier(cast.bradford, "Both", leeds)
    assert listed("?place=yorkshire-and-the-humber") == ["Both"]
    assert "1 barrier , newest" in words(as_(None).get(f"{LIST}?region=yorkshire-and-the-humber"))


def test_a_team_barrier_is_in_no_list_count_file_or_search(cast: Cast) -> None:
    secret = builders.barrier(
        cast.bradford, "Wary of the agency", visibility="team", status="needs_owner"
    )
    outside = as_(cast.outsider)
    for query in ("", "?q=wary", f"?q={secret.reference}", "?place=bradford", "?category=not-sure"):
        assert "Wary of the agency" not in outside.get(LIST + query).content.decode()
        assert listed(query, cast.outsider) == []
    assert "No barriers" in words(outside.get(f"{LIST}?place=bradford"))
    assert outside.get(secret.get_absolute_url()).status_code == 404


def test_one_that_needs_an_owner_is_read_by_connectors_and_leads_until_it_has_one(
    cast: Cast,
) -> None:
    secret = builders.barrier(
        cast.bradford, "Alone", visibility="team", status="needs_owner", programme=cast.pfpp
    )
    for reader in (cast.yorkshire_connector, cast.pfpp_lead):
        assert listed("", reader) == ["Alone"]
    Barrier.objects.filter(pk=secret.pk).update(status="open")
    for reader in (cast.yorkshire_connector, cast.pfpp_lead):
        reader.__dict__.pop("reader", None)
        assert listed("", reader) == []


def test_files_hold_definitions_and_hidden_pilots_are_left_out(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Secret hub", visibility="team")
    builders.barrier(cast.bradford, "=1+1", category=builders.category("culture"), pilot=hidden)
    text = as_(None).get(f"{LIST}?format=csv").getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["barrier"] == "'=1+1"
    assert (row["pilot"], row["nature"], row["cost_low"]) == ("", "", "")
    meanings = as_(None).get(f"{LIST}?format=csv&definitions=1").getvalue().decode()
    assert "on a check or on what the source says" in meanings
    assert as_(None).get(f"{LIST}?format=xlsx").getvalue().startswith(b"PK")


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_as_often_for_one_as_for_many(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        at = builders.place(f"Town {number}", within=cast.region)
        barrier = builders.barrier(
            at, "", cast.luton, category=builders.category("culture"), unlocker=cast.council
        )
        ActionTried.objects.create(barrier=barrier, what="Asked")
    client = as_(cast.bradford_officer)
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(f"{LIST}?category=culture&tried=yes")
