"""A copy of the database that follows it, by which a read node answers (docs/scaling.md).

What such a node shows may be a moment old. It says so on the page once that is more than a second,
and monitors are told when it is too much.
"""

from __future__ import annotations

import datetime as dt
import time

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.backends.utils import CursorWrapper

TOLD_AFTER = dt.timedelta(seconds=1)
# Whether all that came from the primary is there to be read, how far that goes, and of when the
# last of it is. Where nothing comes in any more, nobody knows what is missing. A copy that has read
# nothing since it was started is of when it was last written out.
_STATE = """
    SELECT now(),
      NOT pg_is_in_recovery() OR came IS NOT NULL AND pg_last_wal_replay_lsn() >= came, came::text,
      coalesce(pg_last_xact_replay_timestamp(), written.checkpoint_time)
    FROM pg_control_checkpoint() AS written
    LEFT JOIN (SELECT pg_last_wal_receive_lsn() AS came FROM pg_stat_wal_receiver) AS heard ON true
"""
_SHOWN = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn FROM pg_sleep(%s)"
SOON = 0.2  # seconds after which what is on its way is late
BETWEEN = 0.02  # seconds from one look to the next, while something is about to be shown
# When this process last found everything there: of a quiet night, the last change is hours old, and
# the copy is not.
_last_whole: list[dt.datetime] = []
# How far what had come goes that was not shown in time
_overdue: list[str] = []


def behind() -> tuple[dt.timedelta, dt.datetime]:
    """By how much the copy is behind, and as at which moment it shows the record."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        now, is_whole, came, last = cursor.fetchone()
        as_at: dt.datetime = max([last, *_last_whole])
        if not is_whole and came and now - as_at > TOLD_AFTER:
            is_whole = _is_shown_soon(cursor, came)
    if is_whole:
        _last_whole[:] = [now]
        as_at = now
    return now - as_at, as_at


def _is_shown_soon(cursor: CursorWrapper, came: str) -> bool:
    """Whether what had come is there to be read before anybody would be told that it is not.

    The first change after a quiet night is on its way for some milliseconds, in which the last one
    that is shown is hours old. Once something was late, nobody waits until it is there.
    """
    if _overdue and not _is_shown(cursor, _overdue[0], 0):
        return False
    give_up = time.monotonic() + SOON
    while not _is_shown(cursor, came, BETWEEN):
        if time.monotonic() > give_up:
            _overdue[:] = [came]
            return False
    return True


def _is_shown(cursor: CursorWrapper, came: str, after: float) -> bool:
    """Whether the copy has come so far, so many seconds from now."""
    cursor.execute(_SHOWN, [came, after])
    return bool(cursor.fetchone()[0])


def told_as_at() -> dt.datetime | None:
    """As at which moment a page shows the record; None where that is now."""
    if not settings.READ_NODE:
        return None
    try:
        late, as_at = behind()
    except (DatabaseError, InterfaceError):  # the page of that very fault asks as well
        return None
    return as_at if late > TOLD_AFTER else None
