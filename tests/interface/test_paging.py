"""Lists by key: every row once, in order, forwards and back, whatever the address says."""

import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, IntegerField, OuterRef
from django.db.models.functions import Cast
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from interface import paging
from interface.cut import Cut
from interface.paging import Sort, among
from partnerships.models import Place, PlaceLink
from tests import builders

pytestmark = pytest.mark.django_db

SORTS = (
    Sort("name", "sort_key", says=lambda place: place.name),
    Sort("kind", "kind", says=lambda place: place.get_kind_display()),
    Sort("changed", "updated_at", says=lambda place: place.name, starts_descending=True),
)
NAMES = ["Bradford", "Cornwall", "Durham", "Hackney", "Liverpool", "Luton", "Southwark"]


@pytest.fixture
def places() -> list[Place]:
    return [builders.place(name) for name in NAMES]


def page(query: str = "", size: int = 3) -> paging.Page:
    return paging.page(Place.objects.all(), QueryDict(query), SORTS, size=size)


def walk(query: str = "", way: str = "next_url", size: int = 3) -> list[list[str]]:
    """The names on every page from here, following one link."""
    found, seen = [], page(query, size)
    for _ in range(20):
        found.append([place.name for place in seen.rows])
        url = getattr(seen, way)
        if not url:
            return found
        seen = page(url.removeprefix("?"), size)
    raise AssertionError("no end to the pages")


def test_the_pages_hold_every_row_once_in_order(places) -> None:
    assert walk() == [NAMES[:3], NAMES[3:6], NAMES[6:]]


def test_a_page_says_where_the_next_and_the_previous_one_lie(places) -> None:
    middle = page(page().next_url[1:])
    assert middle.next_words == "Next: from Southwark"
    assert middle.previous_words == "Back: up to Durham"
    assert middle.range_words == "from Hackney to Luton"
    assert page(size=len(NAMES)).range_words == ""  # all of them are there


def test_the_way_back_is_the_way_forth(places) -> None:
    last = page(page(page().next_url[1:]).next_url[1:])
    back = page(last.previous_url[1:])
    assert [place.name for place in back] == NAMES[3:6]
    assert back.next_words == "Next: from Southwark"
    first = page(back.previous_url[1:])
    assert [place.name for place in first] == NAMES[:3]
    assert first.previous_url == ""


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_rows_that_sort_alike_are_neither_lost_nor_repeated(places, size: int) -> None:
    # All seven are unitary: only the id tells them apart
    pages = walk("sort=kind", size=size)
    assert sorted(name for names in pages for name in names) == NAMES


def test_a_sort_can_be_turned_and_stays_turned_on_the_next_page(places) -> None:
    assert [name for names in walk("sort=-name") for name in names] == NAMES[::-1]


def test_newest_first_pages_by_moments(places) -> None:
    assert sorted(name for names in walk("sort=-changed") for name in names) == NAMES


def test_filters_stay_in_the_address_of_the_next_page(places) -> None:
    assert page("region=north&kind=a&kind=b").next_url.startswith(
        "?region=north&kind=a&kind=b&after="
    )


@pytest.mark.parametrize(
    "key",
    [
        "nonsense",
        "~",
        "durham~",
        "durham~x",
        "durham~-1",
        "durham~1.5",
        "~~~",
        "durham~²",
        "durham~99999999999999999999",
        "x" * 5000 + "~1",
        "a\x00b~1",
        "durham~1'--",
    ],
)
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_broken_key_gives_the_first_page_and_says_so(places, key: str, way: str) -> None:
    params = QueryDict(mutable=True)
    params[way] = key
    shown = paging.page(Place.objects.all(), params, SORTS, size=3)
    assert [place.name for place in shown] == NAMES[:3]
    assert "broken" in shown.problem


@pytest.mark.parametrize("key", ["yesterday~1", "2026-13-45~1", "9999999~1", "0001-01-01~1"])
def test_a_key_of_the_wrong_kind_gives_the_first_page(places, key: str) -> None:
    params = QueryDict(mutable=True)
    params["sort"], params["after"] = "changed", key
    shown = paging.page(Place.objects.all(), params, SORTS, size=3)
    assert len(shown) == 3


def test_a_key_past_the_end_gives_the_first_page_and_says_so(places) -> None:
    shown = page("after=zzz~1")
    assert [place.name for place in shown] == NAMES[:3]
    assert "Nothing comes after" in shown.problem


def test_an_unknown_sort_gives_the_usual_order_and_says_so(places) -> None:
    shown = page("sort=shoe-size&after=durham~3")
    assert [place.name for place in shown] == NAMES[:3]
    assert "cannot be sorted that way" in shown.problem
    assert "shoe-size" not in shown.next_url


def test_a_row_that_was_taken_away_leaves_its_key_good(places) -> None:
    url = page().next_url
    Place.objects.filter(name="Durham").delete()
    assert [place.name for place in page(url[1:])] == NAMES[3:6]


def test_an_empty_list_has_one_empty_page() -> None:
    shown = page()
    assert (shown.rows, shown.next_url, shown.previous_url) == ([], "", "")


def test_a_page_takes_the_same_queries_however_long_the_list_is(django_assert_num_queries) -> None:
    builders.place("Bradford")
    with django_assert_num_queries(1):
        page()
    for number in range(30):
        builders.place(f"Place {number:02}")
    with django_assert_num_queries(1):
        first = page()
    with django_assert_num_queries(2):
        page(first.next_url[1:])


def test_a_list_can_be_paged_by_a_number_worked_out_by_the_database(places) -> None:
    north = builders.place("North", "region")
    for place in places[:3]:
        PlaceLink.objects.create(place=place, other=north, kind="within")
    links = PlaceLink.objects.filter(place=OuterRef("pk"))
    rows = Place.objects.annotate(linked=Cast(Exists(links), IntegerField()))
    sorts = (Sort("linked", "linked", starts_descending=True),)
    found, query = [], ""
    for _ in range(4):
        shown = paging.page(rows, QueryDict(query), sorts, size=2)
        found += [place.linked for place in shown]
        query = shown.next_url[1:]
    assert found == [1, 1, 1, 0, 0, 0, 0, 0]


def test_the_key_is_read_off_the_index(places) -> None:
    """One comparison of rows; an OR of two would read and sort the list."""
    key = paging.beyond(Place.objects.all(), SORTS[0], ("durham", 3))
    rows = paging.ordered(key, SORTS[0])[:3]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_incremental_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = rows.explain()
    assert re.search(r"Index Cond: \(ROW\(.*sort_key.*, .*id\) > ROW\(", plan), plan
    assert "Sort" not in plan


def test_a_count_stops_at_its_limit(places, django_assert_num_queries) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert str(paging.bounded_count(Place.objects.all(), limit=7)) == "7"
        more = paging.bounded_count(Place.objects.all(), limit=5)
    assert str(more) == "5+"
    assert more.words("place") == "more than 5 places"
    assert "LIMIT 6" in queries[1]["sql"]
    assert len(queries) == 2


def test_no_rows_are_said_as_none() -> None:
    assert paging.bounded_count(Place.objects.all()).words("place") == "no places"


def test_a_count_says_what_it_knows_of_what_was_read_no_further() -> None:
    assert among(40, read=300, limit=300).label == "40"
    assert among(301, read=301, limit=300).label == "more than 300"
    some = among(40, read=301, limit=300)
    assert (some.label, some.words("barrier"), str(some)) == (
        "at least 40",
        "at least 40 barriers",
        "40+",
    )
    assert Cut([1, 2], some).words == "and at least 38 more"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("12", 12), ("0012", 12), (str(2**63 - 1), 2**63 - 1)),
        *((one, 0) for one in ("0", "", " 12", "-1", "1.0", "٣", "²", "1_0", None, 12)),
        *((one, 0) for one in (str(2**63), "9" * 20, "9" * 5_000)),
    ],
)
def test_the_number_of_a_row_is_read_in_one_way(text: Any, number: int) -> None:
    assert paging.row_number(text) == number
    assert paging.row_numbers([text, "7"]) == [*filter(None, [number]), 7]
