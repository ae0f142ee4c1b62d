"""Updates of pilots, as submitted, asked about and accepted. Only the example county has any."""

from __future__ import annotations

import datetime as dt
from typing import overload

from django.utils import timezone

from demo.load.entries import Entry
from demo.load.record import Record
from pilots.models import Update


def add_updates(entries: list[Entry], record: Record, pilot: int) -> None:
    """Write a pilot's updates, numbered as they stand in the file."""
    for number, entry in enumerate(entries, start=1):
        submitted = noon(entry.needed_day("submitted"))
        record.written(
            entry,
            Update(
                pilot_id=pilot,
                number=number,
                period_start=entry.day("period_start"),
                period_end=entry.needed_day("period_end"),
                **{one: entry.text(one) for one in _WORDS},
                state=entry.needed("state"),
                questioned_by_id=record.user(entry, "questioned_by"),
                questioned_at=noon(entry.day("questioned")),
                accepted_by_id=record.user(entry, "accepted_by"),
                accepted_at=noon(entry.day("accepted")),
                created_by_id=record.user(entry, "by"),
                created_at=submitted,
                updated_at=submitted,
            ),
        )


_WORDS = ("confidence", "happened", "next_steps", "help_needed", "public_sentence", "question")


@overload
def noon(day: dt.date) -> dt.datetime: ...
@overload
def noon(day: None) -> None: ...
def noon(day: dt.date | None) -> dt.datetime | None:
    """A day's noon, for what has a time that nobody needs to know."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12))) if day else None
