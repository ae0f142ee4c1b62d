"""What falls into a window of a calendar, of every kind that a subject declares; its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from partnerships.calendar import Calendar, Entry, OnCalendar, Reading, Window
from partnerships.models import Place, Programme
from pilots.models import Pilot
from records.addresses import address
from records.subjects import declared

KINDS = {kind.key: kind for kind in declared(OnCalendar)}


@dataclass(frozen=True)
class Found:
    """What falls into a window; ``cut`` are the kinds of which there is more than is told."""

    entries: list[Entry]
    cut: list[str]

    @property
    def cut_kinds(self) -> list[str]:
        """The same in words, within a sentence."""
        return [KINDS[key].label.lower() for key in self.cut]


def entries(calendar: Calendar, window: Window, kinds: Iterable[str] = KINDS) -> Found:
    """What falls into the window, the earliest first: a day before the month that it is in."""
    reading = Reading(calendar, window, timezone.localdate())
    found = [entry for key in kinds for entry in KINDS[key].entries(reading)]
    return Found(sorted(found, key=_order), reading.cut)


def _order(entry: Entry) -> tuple[Any, ...]:
    return (entry.when.last, entry.when.first, entry.kind, entry.text, entry.key)


def url_of(calendar: Calendar) -> str:
    """The page of a calendar."""
    match calendar.subject:
        case Place():
            return address("place_calendar", calendar.subject.slug)
        case Programme():
            return address("programme_calendar", calendar.subject.slug)
        case Pilot():
            return address("pilot_calendar", calendar.subject.slug)
    return address("calendar")


def name_of(calendar: Calendar) -> str:
    """What a calendar is called: "your calendar", "the calendar of Bradford"."""
    match calendar.subject:
        case None:
            return "What concerns you"
        case Pilot():
            return calendar.subject.title
    return str(calendar.subject)
