"""A calendar's month as weeks of days, from Monday to Sunday."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboards.agenda.keys import Key
from records.dates import DateWithPrecision, Precision
from registry.calendar import Entry

MOST = 5  # of one day; the list has the others
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Day:
    """One day with the first few of what is on it, and how many ``more`` there are, which stand at
    ``list_url``; ``None`` stands for days of the months before and after."""

    day: dt.date
    is_today: bool
    more: int
    list_url: str
    rows: list[Any] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What a narrow screen and a reader aloud say: "Mon 2"."""
        return f"{self.day:%a} {self.day.day}"


@dataclass(frozen=True)
class Month:
    """The weeks of one month."""

    weeks: list[list[Day | None]]
    weekdays: tuple[str, ...] = WEEKDAYS


def has_day(entry: Entry, start: dt.date) -> bool:
    """Whether an entry stands on one day of this month."""
    return _is_day(entry.when, start)


def _is_day(when: DateWithPrecision, start: dt.date) -> bool:
    is_then = (when.day.year, when.day.month) == (start.year, start.month)
    return is_then and when.precision == Precision.DAY


def by_day(keys: Iterable[Key], start: dt.date) -> tuple[dict[dt.date, list[Key]], list[Key]]:
    """Those of one day of the month that begins on ``start``, by their days; and all others."""
    days: dict[dt.date, list[Key]] = {}
    others: list[Key] = []
    for key in sorted(keys):
        if _is_day(key.when, start):
            days.setdefault(key.at, []).append(key)
        else:
            others.append(key)
    return days, others


def month(
    start: dt.date,
    counts: Mapping[dt.date, int],
    rows: Iterable[Any],
    today: dt.date,
    listed_from: Callable[[dt.date], str],
) -> Month:
    """The month that begins on ``start``, with the first rows of each day, and how many it has.
    ``listed_from`` is where the list from a day on stands."""
    days: dict[dt.date, Day] = {}
    made: list[list[Day | None]] = []
    for week in weeks.Calendar().monthdatescalendar(start.year, start.month):
        made.append(
            [
                _day(day, today, counts, listed_from) if day.month == start.month else None
                for day in week
            ]
        )
        days |= {one.day: one for one in made[-1] if one}
    for row in rows:
        if (day := row.entry.when.day) in days:  # else it was moved since its key was read
            days[day].rows.append(row)
    return Month(made)


def _day(
    day: dt.date,
    today: dt.date,
    counts: Mapping[dt.date, int],
    listed_from: Callable[[dt.date], str],
) -> Day:
    more = max(counts.get(day, 0) - MOST, 0)
    return Day(day, day == today, more, listed_from(day) if more else "")
