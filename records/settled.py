"""Up to when everything that was written can be read.

Rows say the time at which their transaction began, and are read once it ends: those of a long
import come to light minutes after the time that they say. Whoever tells what changed up to a
moment, and the next time what changed after it, asks here which moment that may be; else such rows
are never told.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection

# A transaction that is left open for longer is no import, and is not waited for.
LONGEST = dt.timedelta(hours=12)
_BRIEFLY = dt.timedelta(microseconds=1)


def settled(moment: dt.datetime) -> dt.datetime:
    """This moment, or the last before the oldest transaction began that still goes on elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start > %s",
            [moment - LONGEST],
        )
        (oldest,) = cursor.fetchone()
    return moment if oldest is None else min(moment, oldest - _BRIEFLY)
