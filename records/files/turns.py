"""Whose turn it is to have a file read: one for each person, a few in all, on every server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from records.files.process import read
from records.files.tables import Table, Unreadable

AT_ONCE = 3
Reader = Callable[[bytes, str], list[Table]]
MINE = "You are already sending a file. Wait until it has been read, then choose this one again"
OTHERS = "Several files are being read just now. Wait a minute, then choose the file again"


class Busy(Unreadable):
    """It is not this file's turn. Nothing was read; the same file can be sent later."""


@contextmanager
def turn(reader: Any) -> Iterator[Reader]:
    """The turn of the person of this number: what reads a file, as ``process.read`` does.

    Judge and record what is read before it ends: that takes its time too. Nobody waits for a turn;
    Busy is raised at once. The locks belong to the transaction, so that they end with it whatever
    happens: an error, a killed worker, a lost connection, also behind a pool of connections.
    """
    with transaction.atomic():
        if not _is_free(f"reader {reader}"):
            raise Busy(MINE)
        if not any(_is_free(f"place {number}") for number in range(AT_ONCE)):
            raise Busy(OTHERS)
        yield read


def _is_free(name: str) -> bool:
    """Whether the lock of this name was free; it is taken now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"records.files {name}"]
        )
        return cursor.fetchone()[0]
