"""What waits for a lock in the test's own database."""

from __future__ import annotations

from django.db import connection


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
