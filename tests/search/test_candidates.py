"""What is looked at for a question is read off the indexes, and misses nothing where little is."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.find import NEARLY_ALL, find
from search.index import kinds
from search.models import GIVES_NAME, SearchWord
from search.words import VERY_MANY, make_anew
from tests import builders
from tests.builders import Cast

TYPED = ("homes", "damp homes", "damp cold homes", "kettles homes damp cold", "bradford damp")


@pytest.fixture
def homes(cast: Cast) -> Cast:
    for number in range(4):
        builders.barrier(cast.bradford, f"Damp homes {number}")
        builders.barrier(cast.luton, f"Cold homes {number}", visibility="place")
    builders.barrier(cast.bradford, "Damp kettles", because="Cold homes")
    make_anew()
    return cast


def found(reader: Any, typed: str, *of: str) -> set[tuple[str, int]]:
    """Those that have all of the words; among some kinds those that have most of them."""
    least = 0 if of else NEARLY_ALL
    every = find(reader, typed, of=of).every
    return {(one.kind, one.pk) for one in every if one.share > least}


def test_an_index_holds_the_names_of_every_kind_that_gives_its_own() -> None:
    assert set(GIVES_NAME) == {index.kind for index in kinds() if index.is_named}


@pytest.mark.django_db
@pytest.mark.parametrize("of", [(), ("barrier",)])
@pytest.mark.parametrize("typed", TYPED)
def test_what_very_many_entries_have_is_found_where_few_do(
    homes: Cast, typed: str, of: tuple[str, ...]
) -> None:
    readers = (homes.luton_officer, homes.bradford_officer, AnonymousUser())
    before = [found(reader, typed, *of) for reader in readers]
    assert before[1]
    SearchWord.objects.update(entries=VERY_MANY + 1)
    assert [found(reader, typed, *of) for reader in readers] == before


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["luton_officer", "resident"])
def test_each_tier_is_read_off_an_index_of_its_own(homes: Cast, who: str) -> None:
    SearchWord.objects.filter(word__startswith="hom").update(entries=VERY_MANY + 1)
    with CaptureQueriesContext(connection) as asked:
        find(getattr(homes, who), "homes")
    (statement,) = (one["sql"] for one in asked if "PARTITION BY is_open" in one["sql"])
    with connection.cursor() as cursor:
        for way in ("seqscan", "indexscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(  # of a few rows it is as good as the index of names
            "ALTER TABLE search_searchentry DROP CONSTRAINT search_entry_of_record"
        )
        cursor.execute(f"EXPLAIN {statement}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    expected = {"search_entry_named", "search_entry_open", "search_entry_some_open"}
    if who == "luton_officer":
        expected |= {"search_entry_narrow", "search_entry_some_narrow"}
    assert {name for name in expected if f"on {name} " in plan} == expected
    assert "Seq Scan on search_searchentry" not in plan
