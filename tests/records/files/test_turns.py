"""One file at a time for each person, a few in all; a turn ends whatever happens to who had it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import pytest
from django.db import connection, transaction

from records.files.process import AT_ONCE, MINE, OTHERS, Busy, turn
from records.files.tables import LIMITS, Unreadable
from tests.records.files.elsewhere import reading_elsewhere

pytestmark = pytest.mark.django_db


def is_turn_of(reader: int) -> bool:
    """Whether this person could have a file read now; what was taken to see it is given back."""
    try:
        with transaction.atomic(), turn(reader):
            transaction.set_rollback(True)
    except Busy:
        return False
    return True


def test_a_turn_reads() -> None:
    with turn(1) as read:
        [table] = read(b"Number\n1\n", "a.csv")
    assert table.rows == [(2, ["1"])]


def test_a_turn_reads_as_much_as_it_is_given() -> None:
    with turn(1, replace(LIMITS, rows=1)) as read:
        assert read(b"Number\n1\n", "a.csv")[0].rows == [(2, ["1"])]
        with pytest.raises(Unreadable, match="more than 1 row"):
            read(b"Number\n1\n2\n", "a.csv")


def test_a_second_file_of_one_person_has_to_wait_and_another_persons_does_not() -> None:
    with reading_elsewhere(1):
        with pytest.raises(Busy, match=MINE), turn(1):
            pass
        assert is_turn_of(2)
    assert is_turn_of(1)


def test_only_a_few_files_are_read_at_once() -> None:
    with ExitStack() as others:
        for reader in range(AT_ONCE):
            assert is_turn_of(99)
            others.enter_context(reading_elsewhere(reader))
        with pytest.raises(Busy, match=OTHERS), turn(99):
            pass
    assert is_turn_of(99)


def test_who_is_turned_away_holds_no_place() -> None:
    with ExitStack() as others:
        for reader in range(AT_ONCE):
            others.enter_context(reading_elsewhere(reader))
        with pytest.raises(Busy), turn(99):
            pass
        others.pop_all().close()
        with reading_elsewhere(99):
            assert not is_turn_of(99)


def test_a_turn_ends_with_a_file_that_cannot_be_read() -> None:
    def refused() -> None:
        with turn(1) as read:
            read(b"PK", "a.xlsx")

    with pytest.raises(Unreadable):
        refused()
    with reading_elsewhere(1):
        assert not is_turn_of(1)


def test_a_turn_ends_with_the_connection_of_who_had_it() -> None:
    with reading_elsewhere(1) as backend:
        assert not is_turn_of(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 60000)", [backend])
            assert cursor.fetchone()[0]  # it is gone
        assert is_turn_of(1)
