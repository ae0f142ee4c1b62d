"""A page is made again just where the database would not say the same to it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from interface.words import date_words
from partnerships.models import Place
from tests import builders
from tests.access.reading import TAKEN_AT, Asked, read
from tests.access.remembered import Remembered, undone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("hour", "minute"), [(20, 0), (20, 1), (9, 5), (12, 0), (0, 0)])
def test_when_a_page_was_taken_away_is_left_out_at_each_minute_of_a_day(
    hour: int, minute: int
) -> None:
    at = dt.datetime(2026, 11, 29, hour, minute, tzinfo=dt.UTC)
    assert TAKEN_AT.sub("", f"<p>Made on {date_words(at)} by A.</p>") == "<p> by A.</p>"


def test_a_page_whose_queries_get_other_rows_is_made_again() -> None:
    place = builders.place("Leeds")
    page = read(Client(), place.get_absolute_url(), Remembered())
    assert page.said.startswith("200")
    assert page.asked.is_answered_the_same(Remembered())
    assert page.again(Remembered()) is page.said

    Place.objects.filter(pk=place.pk).update(name="Leeds renamed")
    assert not page.asked.is_answered_the_same(Remembered())
    assert "Leeds renamed" in page.again(Remembered())


def test_rows_read_by_parts_on_the_server_stay_whole_and_are_never_taken_for_the_same() -> None:
    builders.place("Leeds")
    asked = Asked()
    with transaction.atomic(), connection.execute_wrapper(asked):
        names = [place.name for place in Place.objects.filter(name="Leeds").iterator()]
    assert names == ["Leeds"]
    assert not asked.is_answered_the_same(Remembered())


def test_rows_that_a_page_would_read_by_parts_are_remembered_and_compared_as_well() -> None:
    place, asked, remembered = builders.place("Leeds"), Asked(), Remembered()
    choices = Place.objects.filter(pk=place.pk)
    with connection.execute_wrapper(asked), remembered.asked():
        assert [one.name for one in choices.iterator()] == ["Leeds"]
    assert len(remembered.answers) == 1
    assert asked.is_answered_the_same(Remembered())
    choices.update(name="Leeds renamed")
    assert not asked.is_answered_the_same(Remembered())


def test_rows_are_remembered_until_something_is_written_and_found_whole_by_whoever_asks() -> None:
    place = builders.place("Leeds")
    remembered, named = Remembered(), Place.objects.filter(pk=place.pk).values_list("name")
    told = list[str]()

    def note(execute: Any, sql: str, *of: Any) -> Any:
        told.append(sql.split(maxsplit=1)[0])
        return execute(sql, *of)

    for _ in range(2):
        with transaction.atomic(), remembered.asked(), connection.execute_wrapper(note):
            assert [name for (name,) in named.all()] == ["Leeds"]
            Place.objects.filter(pk=place.pk).update(name="Leeds renamed")
            assert named.get() == ("Leeds renamed",)
            transaction.set_rollback(True)
    assert told == ["SELECT", "UPDATE", "SELECT", "UPDATE", "SELECT"]
    with connection.cursor() as cursor, remembered.asked():
        for name in ("Leeds", "Nowhere", "Leeds"):
            cursor.execute("SELECT name FROM partnerships_place WHERE name = %s", [name])
            assert cursor.fetchone() == (None if name == "Nowhere" else (name,))
            assert cursor.fetchall() == []


def test_what_a_page_does_to_rows_that_it_was_given_reaches_no_other_page() -> None:
    remembered = Remembered()
    for _ in range(2):
        with remembered.asked(), connection.cursor() as cursor:
            cursor.execute("SELECT ARRAY[1, 2]")
            (numbers,) = cursor.fetchone()
            assert numbers == [1, 2]
            numbers.append(3)


def test_what_was_written_is_undone_even_after_a_fault_and_what_stood_before_stays() -> None:
    place = builders.place("Leeds")
    places = Place.objects.filter(pk=place.pk)
    with undone():
        assert places.get() == place
        places.update(name="Leeds renamed")
        with pytest.raises(IntegrityError), transaction.atomic(savepoint=False):
            places.update(name=None)
        transaction.set_rollback(True)
    assert places.get().name == "Leeds"
    with undone(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('placebook.asked', 'once', true)")
        transaction.on_commit(connection.queries_log.clear)
        with transaction.atomic():
            builders.place("York")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('placebook.asked', true)")
        assert cursor.fetchone()[0] in (None, "")
    assert not Place.objects.filter(name="York").exists()
    assert connection.run_on_commit == []
