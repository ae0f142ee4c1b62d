"""What the history of a request for data tells, and to whom."""

from __future__ import annotations

import datetime as dt

import pytest

from barriers.data_request import actions
from barriers.models import DataRequest
from records.dates import DateWithPrecision
from tests import asked_for, builders
from tests.barriers.pages import as_, words
from tests.builders import Cast

pytestmark = pytest.mark.usefixtures("own_database")
DAY = DateWithPrecision(dt.date(2026, 9, 1))


@pytest.fixture
def people(own_database: str) -> Cast:
    return builders.cast()


def test_the_body_reads_the_history_from_the_day_on_which_it_was_asked(people: Cast) -> None:
    request = asked_for.data_request(
        people.bradford, "Readings", holder=asked_for.ministry(people), visibility="team",
        purpose="They never tell us anything",
    )  # fmt: skip
    DataRequest.objects.filter(pk=request.pk).update(purpose="Find cold homes")
    actions.change_status(
        by=people.bradford_editor, request=request, to="asked", on=DAY, seen="drafting"
    )
    address = f"{request.get_absolute_url()}history/"
    editor, official = as_(people.bradford_editor).get(address), as_(people.desnz_official)
    assert "They never tell us anything" in words(editor)
    assert "Status asked Was: being drafted" in words(editor)
    seen = official.get(address)
    assert seen.status_code == 200
    assert "They never tell us anything" not in seen.content.decode()


def test_a_linked_barrier_is_told_to_those_who_see_it(people: Cast) -> None:
    request = asked_for.data_request(people.bradford)
    request.barriers.add(
        builders.barrier(people.bradford, "We cannot share", visibility="network"),
        builders.barrier(people.bradford, "We mistrust them", visibility="team"),
    )
    asked_for.advice(people.council, request=request, said="Ask for less.")
    address = f"{request.get_absolute_url()}history/"
    page = words(as_(people.outsider).get(address))
    assert "We cannot share" in page
    assert "Ask for less." in page
    assert "We mistrust them" not in page
    assert "We mistrust them" in words(as_(people.bradford_editor).get(address))


def test_what_was_seen_to_is_told_in_words(people: Cast) -> None:
    request = asked_for.data_request(people.bradford, first_time="yes")
    DataRequest.objects.filter(pk=request.pk).update(first_done=["least", "told"])
    page = words(as_(people.outsider).get(f"{request.get_absolute_url()}history/"))
    assert "the people it is about have been told" in page
