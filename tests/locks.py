"""What a step locks, and what waits for a lock in the test's own database."""

from __future__ import annotations

import threading

from django.db import connection
from django.test.utils import CaptureQueriesContext

# How long to leave the processor to whoever is waited for, in seconds
PAUSE = 0.01


def somebody_waits() -> bool:
    """Whether another connection has come to a lock that is held."""
    with connection.cursor() as cursor:
        # Or a transaction would see again and again what it saw first
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return bool(cursor.fetchone()[0])


def it_waits(other: threading.Thread) -> bool:
    """Whether this thread has come to a lock that is held; asked until it has, or has ended."""
    while not somebody_waits():
        if not other.is_alive():
            return False
        other.join(PAUSE)
    return True


def locks_administrators(asked: CaptureQueriesContext) -> bool:
    """Whether the roles of all administrators were read to be locked, in one order."""
    return any(
        "\"role\" = 'administrator' ORDER BY 1 ASC FOR UPDATE" in text
        for text in (query["sql"] for query in asked.captured_queries)
    )
