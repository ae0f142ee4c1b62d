"""A copy of the database that follows it, by which a read node answers (docs/scaling.md).

What such a node shows may be a moment old. It says so on the page once that is more than a second,
and monitors are told when it is too much.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

TOLD_AFTER = dt.timedelta(seconds=1)
# Whether all that came from the primary is there to be read, and of when the last of it is. Where
# nothing comes in any more, nobody knows what is missing. A copy that has read nothing since it
# was started is of when it was last written out.
_STATE = """
    SELECT now(), pg_is_in_recovery(),
      EXISTS (SELECT FROM pg_stat_wal_receiver)
        AND pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn(),
      coalesce(pg_last_xact_replay_timestamp(), written.checkpoint_time)
    FROM pg_control_checkpoint() AS written
"""
# When this process last found everything there: of a quiet night, the last change is hours old, and
# the copy is not.
_last_whole: list[dt.datetime] = []


def behind() -> tuple[dt.timedelta, dt.datetime]:
    """By how much the copy is behind, and as at which moment it shows the record."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        now, follows, is_whole, last = cursor.fetchone()
    if is_whole or not follows:
        _last_whole[:] = [now]
    as_at = max([last, *_last_whole]) if follows else now
    return now - as_at, as_at


def told_as_at() -> dt.datetime | None:
    """As at which moment a page shows the record; None where that is now."""
    if not settings.READ_NODE:
        return None
    try:
        late, as_at = behind()
    except (DatabaseError, InterfaceError):  # the page of that very fault asks as well
        return None
    return as_at if late > TOLD_AFTER else None
