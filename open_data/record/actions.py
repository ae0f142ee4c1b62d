"""Making the public record of a day, and forgetting old ones."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import tempfile
from collections.abc import Iterable
from functools import partial
from typing import IO

from django.core.files import File
from django.db import connection, transaction

from dashboards.programme_export.whole import Counts
from open_data.record.models import PublicRecord, store
from open_data.record.writing import pieces

KEPT = 7
LOCK = "public record"


def keep_public_record(day: dt.date) -> PublicRecord | None:
    """Make that of a day, unless there is one, or another process makes it; keep the latest.

    One that holds what is not public any more is none: it is deleted.
    """
    with transaction.atomic():
        if not _is_ours_to_make(day):
            return None
        holds_from, counts = _first_running(), Counts()
        with tempfile.TemporaryFile() as file:
            digest = _write(file, day, counts)
            size = file.tell()
            file.seek(0)
            name = store().save(f"public-record/{day}-{secrets.token_hex(8)}.zip", File(file))
        _forget_lost()
        _forget_narrowed()
        made = PublicRecord.objects.create(
            day=day,
            file=name,
            size=size,
            digest=digest,
            rows=counts.rows,
            holds_from=holds_from,
        )
        _forget_old()
    return made


def _is_ours_to_make(day: dt.date) -> bool:
    """Whether nobody made it yet, and nobody is making it."""
    made = PublicRecord.objects.given_out().filter(day__gte=day)
    return _is_ours() and not any(store().exists(one.file) for one in made)


def _first_running() -> dt.datetime:
    """When the first of those began who are writing now; this moment where nobody is. What they
    write is read once they are done, with the time at which they began."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least(now(), min(xact_start)) FROM pg_stat_activity"
            " WHERE backend_xid IS NOT NULL AND datname = current_database()"
        )
        [moment] = cursor.fetchone()
    return moment


def _is_ours() -> bool:
    """Whether nobody makes one now: then they are ours until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
        [is_ours] = cursor.fetchone()
    return bool(is_ours)


def _write(file: IO[bytes], day: dt.date, counts: Counts) -> str:
    digest = hashlib.sha256()
    for piece in pieces(day, counts):
        file.write(piece)
        digest.update(piece)
    return digest.hexdigest()


def _forget_lost() -> None:
    """Those without a file, as after a backup was put back."""
    for one in PublicRecord.objects.all():
        if not store().exists(one.file):
            one.delete()


def _forget_narrowed() -> None:
    """Those that hold what is not public any more."""
    kept = PublicRecord.objects.given_out().values("pk")
    _delete(PublicRecord.objects.exclude(pk__in=kept))


def _forget_old() -> None:
    """All but the latest."""
    _delete(PublicRecord.objects.order_by("-day")[KEPT:])


@transaction.atomic
def delete_public_records() -> bool:
    """Those of all nights, for words that are gone stand in them; the hourly job makes another.
    Not while one is made: what is hidden may be in it already."""
    if not _is_ours():
        return False
    _delete(PublicRecord.objects.all())
    return True


def _delete(records: Iterable[PublicRecord]) -> None:
    """The files go once it is certain that the rows did."""
    for one in records:
        one.delete()
        transaction.on_commit(partial(store().delete, one.file), robust=True)
