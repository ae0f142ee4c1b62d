"""Somebody who has a file read at the same moment, on a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from records.files.process import turn


@contextmanager
def reading_elsewhere(reader: int) -> Iterator[int]:
    """The person of this number has a turn, until this ends; gives the number of the backend."""
    backend: list[int] = []
    has_turn, may_end = threading.Event(), threading.Event()

    def reads() -> None:
        try:
            with turn(reader), connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend.append(cursor.fetchone()[0])
                has_turn.set()
                may_end.wait()
        except OperationalError:
            pass  # the test ended its connection
        finally:
            has_turn.set()
            connection.close()

    thread = threading.Thread(target=reads)
    thread.start()
    has_turn.wait()
    try:
        yield backend[0]
    finally:
        may_end.set()
        thread.join()
