"""Words in quotation marks stand next to each other in what is found."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from search.find import find
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def titles(typed: str, reader: Any = ANYBODY) -> list[str]:
    return sorted(one.title for one in find(reader, typed).every)


@pytest.fixture
def kettles(cast: Cast) -> None:
    builders.barrier(cast.luton, "Old kettles")
    builders.barrier(cast.luton, "Kettles that are old")
    builders.barrier(cast.luton, "Kettle is old")
    builders.barrier(cast.luton, "Said of it", because="There are old kettles about")
    builders.barrier(cast.luton, "This is old", because="Kettles")
    builders.barrier(cast.luton, "Said in two", because="It is old", people="Kettles")


@pytest.mark.parametrize("typed", ['"old kettles"', "“Old kettles”", 'luton "old kettle"'])
def test_only_those_are_found_that_have_them_so(kettles: None, typed: str) -> None:
    assert titles(typed) == ["Old kettles", "Said of it"]


def test_without_the_marks_or_with_one_alone_all_are_found(kettles: None) -> None:
    assert len(titles("old kettles")) == len(titles('"old kettles')) == 6


def test_where_nothing_has_them_so_the_nearest_are_given_and_it_says_so(
    client: Client, kettles: None
) -> None:
    found = find(ANYBODY, '"kettles old old"')
    assert (found.is_scattered, found.fewer, len(found.every)) == (True, True, 6)
    page = client.get("/search/", {"q": '"kettles old old"'}).content.decode()
    assert "next to each other. Closest matches first." in page
    assert "next to each other" not in client.get("/search/", {"q": "old kettles"}).content.decode()


def test_a_hidden_record_that_has_them_so_takes_nothing_away(cast: Cast) -> None:
    builders.barrier(cast.bradford, "Old kettles", visibility="place")
    builders.barrier(cast.bradford, "Kettles that are old")
    assert titles('"old kettles"') == ["Kettles that are old"]
    assert titles('"old kettles"', cast.bradford_editor) == ["Old kettles"]


def test_what_only_people_who_sign_in_read_counts_for_them_alone(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    builders.update(pilot, state="accepted", happened="Old kettles", public_sentence="Kettles.")
    assert find(ANYBODY, '"old kettles"').is_scattered
    assert not find(cast.outsider, '"old kettles"').is_scattered


@pytest.mark.parametrize("typed", ['"', '""', '"!!"', '"it\'s \\ a"', '"the who"', '"a" & "b:*"'])
def test_anything_may_stand_in_the_marks(kettles: None, typed: str) -> None:
    assert find(ANYBODY, typed).question.typed == typed
