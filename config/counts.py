"""What is counted of attempts to sign in, in a table of its own kind of cache.

Django's cache makes room by deleting what comes first in the alphabet. Here every row is a count
of attempts or a code that was used: one that goes before its time lets whoever floods the table
begin anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class KeptCounts(DatabaseCache):
    """Rows go when their time is up, and never before."""

    _table: str  # Django's, quoted in each statement

    def _cull(self, db: str, cursor: Any, now: dt.datetime, num: int) -> None:
        """Delete what is over; that is asked for once there are ``MAX_ENTRIES``."""
        operations = connections[db].ops
        table, expires = operations.quote_name(self._table), operations.quote_name("expires")
        cursor.execute(
            f"DELETE FROM {table} WHERE {expires} < %s",  # noqa: S608 - names of our own
            [operations.adapt_datetimefield_value(now)],
        )
