"""The public record as a file, of which there are a few."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from open_data.models import PublicRecord
from open_data.record.models import store
from tests.access import readers
from tests.access.many import More
from tests.access.table import Family, Row, post
from tests.builders import Cast


def _day(record: PublicRecord) -> list[str]:
    """Its file is put back where a test before took away all that the memory held."""
    if not store().exists(record.file):
        store().save(record.file, ContentFile(EMPTY))
    return [record.day.isoformat()]


FAMILIES = {"public_record": Family(readers.OPEN, _day)}
EMPTY = b"PK\x05\x06" + bytes(18)
ROWS = [
    Row("public_record", "public_record", public=True, page=False),
    Row("public_record_latest", public=True, page=False, answers=(302,)),
    post("public_record_delete", permission=readers.ADMINISTRATORS),
]


def kept(day: dt.date) -> PublicRecord:
    """One without a list in its file, and so nothing that could be hidden later."""
    name = store().save("public-record/kept.zip", ContentFile(EMPTY))
    said = {"size": len(EMPTY), "digest": "0" * 64, "rows": {"pilots": 1}}
    later = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    return PublicRecord.objects.create(day=day, file=name, holds_from=later, **said)


def make(cast: Cast) -> dict[str, Any]:
    """That of a day."""
    return {"public_record": kept(dt.date(2020, 1, 1))}


def fill(more: More) -> None:
    """Of one day more."""
    kept(dt.date(2020, 1, 2) + dt.timedelta(days=more.number))
