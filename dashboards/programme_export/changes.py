"""The log of changes: who changed what in these pilots, as far as it was this reader's to read.

Told by the same code as the history pages, a pilot at a time and so many moments at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from access.history import Entry, history_of
from interface.columns import Column
from interface.exports import chunked
from interface.paging import Sort
from pilots.models import Pilot
from records.models import HistoryEntry, Visibility
from registry.programme_files import Scope

ABOUT = "A change to a pilot or to what belongs to it, as its history shows it"
AT_ONCE = 200


@dataclass(frozen=True)
class Row:
    """One thing that changed at one moment."""

    pilot: Pilot
    entry: Entry
    level: str
    kind: str
    label: str = ""
    before: str | None = None
    after: str | None = None


COLUMNS = (
    Column("pilot", "The pilot: its key in pilots.csv", value=lambda row: row.pilot.slug),
    Column("at", "When", value=lambda row: row.entry.at, values="time in the UK"),
    Column(
        "kind",
        "What happened",
        value=lambda row: row.kind,
        values="recorded; became visible to you; changed; added; removed; moved",
    ),
    Column("what", "What it is about", value=lambda row: row.label, blank="the pilot as a whole"),
    Column(
        "before", "How it was before", value=lambda row: row.before, blank="not known, or nothing"
    ),
    Column("after", "How it was then", value=lambda row: row.after, blank="not known, or nothing"),
    Column(
        "level",
        "Who could see the pilot from then on",
        value=lambda row: row.level,
        values="; ".join(str(label) for label in Visibility.labels),
    ),
)


def read(scope: Scope) -> Iterator[Row]:
    """The rows, pilot by pilot, the newest change first."""
    for pilot in chunked(scope.pilots, Sort("id", "pk"), size=AT_ONCE):
        yield from _of(scope.user, pilot)


def _of(user: Any, pilot: Pilot) -> Iterator[Row]:
    levels = [(change.at, change.row["visibility"]) for change in HistoryEntry.objects.of(pilot)]
    params: dict[str, str] = {}
    while True:
        history = history_of(pilot, user, params, size=AT_ONCE)
        for entry in history.entries:
            yield from _rows(pilot, entry, _level(levels, entry.at))
        if not history.until:
            return
        params = {"until": history.until}


def _rows(pilot: Pilot, entry: Entry, level: str) -> Iterator[Row]:
    if entry.is_start or entry.opened:
        yield Row(pilot, entry, level, "recorded" if entry.is_start else "became visible to you")
    for difference in entry.differences:
        yield Row(
            pilot,
            entry,
            level,
            difference.kind,
            difference.label,
            difference.before,
            difference.after,
        )


def _level(levels: list[tuple[dt.datetime, str]], at: dt.datetime) -> str:
    """The level from that moment on."""
    held = [level for moment, level in levels if moment <= at]
    return str(Visibility(held[-1]).label) if held else ""
