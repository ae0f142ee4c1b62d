"""What falls into a window: of every kind that a subject declares, by day, as much as a page holds.

A list ends with a whole day, so that nothing is missing between two entries of it: it goes on from
the next.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from django.utils import timezone

from dashboards.agenda.keys import Key, by_kind, nearest
from dashboards.agenda.statements import Statements
from records.subjects import registered
from records.switches import used
from registry.calendar import Calendar, CalendarEvents, Entry, Reading, Window

KINDS = {kind.key: kind for kind in registered(CalendarEvents)}
MOST = 300  # of one kind, on each side of the day on which somebody looks
PAGE = 10  # of all kinds, on each side
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Found:
    """What falls into a window. ``cut`` are the kinds of which there is more than the ``most`` that
    is told. ``goes_on`` is the first day to come that is not told any more, ``left_out`` the latest
    of those before."""

    entries: list[Entry]
    cut: list[str] = field(default_factory=list)
    most: int = 0
    goes_on: dt.date | None = None
    left_out: dt.date | None = None

    @property
    def cut_kinds(self) -> list[str]:
        """The same in words, within a sentence."""
        chosen = dict.fromkeys(KINDS[key].chosen_by for key in self.cut)
        return [KINDS[key].label.lower() for key in chosen]


@dataclass(frozen=True)
class Looked:
    """The keys that a reading found: of each kind at least as many as are told and one more, where
    there are as many, on both sides of the day on which it is split. ``before`` begins with the
    latest."""

    asked: Statements
    kinds: dict[str, CalendarEvents]
    before: list[Key]
    coming: list[Key]

    @property
    def most(self) -> int:
        """How many of a kind are told, at most, on each side."""
        return self.asked.reading.most

    @property
    def cut(self) -> list[str]:
        """The kinds of which there are more."""
        sides = [Counter(key.kind for key in side) for side in (self.before, self.coming)]
        return [key for key in self.kinds if any(side[key] > self.most for side in sides)]

    @property
    def keys(self) -> list[Key]:
        """As many of each kind as are told."""
        sides = (by_kind(self.before), by_kind(self.coming))
        return [key for one in sides for some in one.values() for key in some[: self.most]]


def in_use() -> dict[str, CalendarEvents]:
    """The kinds of parts that are not switched off, by their keys."""
    return {kind.key: kind for kind in used(CalendarEvents)}


def choices() -> dict[str, str]:
    """What people choose among, by the keys: each kind that is in use, or the one it is within."""
    chosen = sorted({kind.chosen_by for kind in used(CalendarEvents)}, key=[*KINDS].index)
    return {key: KINDS[key].label for key in chosen}


def chosen_by(key: str) -> list[str]:
    """The kinds that somebody chooses with this key."""
    return [kind.key for kind in KINDS.values() if kind.chosen_by == key]


def look(calendar: Calendar, window: Window, kinds: Iterable[str], most: int) -> Looked:
    """Ask for the keys of these kinds. One query."""
    asked = Statements(Reading(calendar, window, timezone.localdate(), most))
    on = in_use()
    among = {key: on[key] for key in kinds if key in on}
    keys = nearest(asked, among, most + 1)
    before = [key for key in keys if key.at < asked.reading.split]
    return Looked(asked, among, before[::-1], keys[len(before) :])


def entries_of(looked: Looked, keys: Iterable[Key]) -> list[Entry]:
    """What is told of these rows, the earliest first: a day before the month that it is in. One
    query for each kind that is among them."""
    made: list[Entry] = []
    for kind, some in by_kind(keys).items():
        made += looked.asked.entries(looked.kinds[kind], [key.pk for key in some])
    window = looked.asked.reading.window
    return sorted((entry for entry in made if window.shows(entry)), key=_order)


def _order(entry: Entry) -> tuple[dt.date, dt.date, str, str, str]:
    return (entry.when.last, entry.when.first, entry.kind, entry.text, entry.key)


def entries(
    calendar: Calendar, window: Window, kinds: Iterable[str] = KINDS, most: int | None = None
) -> Found:
    """All that falls into the window, up to ``most`` of each kind on each side."""
    looked = look(calendar, window, kinds, most or MOST)
    return Found(entries_of(looked, looked.keys), looked.cut, looked.most)


def first_entries(calendar: Calendar, window: Window, kinds: Iterable[str], size: int) -> Found:
    """What falls into the days of the window that are nearest, some ``size`` entries on each side:
    whole days, but of one on which there is more of a kind than that."""
    looked = look(calendar, window, kinds, size)
    before, not_before, full_before = _whole_days(looked.before, size, -DAY)
    coming, goes_on, full_after = _whole_days(looked.coming, size, DAY)
    if goes_on is not None:
        # What is known to the year alone may have a day after the window: the next one has it too
        goes_on = min(goes_on, window.end + DAY)
    cut = [key for key in looked.kinds if key in {*full_before, *full_after}]
    return Found(entries_of(looked, [*before, *coming]), cut, size, goes_on, not_before)


def _whole_days(
    keys: list[Key], size: int, step: dt.timedelta
) -> tuple[list[Key], dt.date | None, list[str]]:
    """The keys of the first days of a side, and the first day that is left out. A day that has more
    by itself is told all the same, up to ``size`` of a kind: then also the kinds that have more."""
    counted: Counter[str] = Counter()
    for index, key in enumerate(keys):
        if index == size or counted[key.kind] == size:
            left_out = key.at
            break
        counted[key.kind] += 1
    else:
        return keys, None, []
    if whole := list(takewhile(lambda key: key.at != left_out, keys)):
        return whole, left_out, []
    of_day = by_kind(takewhile(lambda key: key.at == left_out, keys))
    overfull = [kind for kind, some in of_day.items() if len(some) > size]
    if not overfull and sum(map(len, of_day.values())) == len(keys):
        return keys, None, []  # there is no other day
    return [key for some in of_day.values() for key in some[:size]], left_out + step, overfull
