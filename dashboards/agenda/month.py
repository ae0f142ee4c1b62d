"""A calendar's month as weeks of days, from Monday to Sunday."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from partnerships.calendar import Entry
from records.dates import Precision

MOST = 5  # of one day; the list has the others
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Day:
    """One day with what is on it; ``None`` stands for days of the months before and after."""

    day: dt.date
    is_today: bool
    rows: list[Any] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What a narrow screen and a reader aloud say: "Mon 2"."""
        return f"{self.day:%a} {self.day.day}"

    @property
    def shown(self) -> list[Any]:
        """The first few."""
        return self.rows[:MOST]

    @property
    def more(self) -> int:
        """How many others there are."""
        return max(len(self.rows) - MOST, 0)


@dataclass(frozen=True)
class Month:
    """The weeks of one month, and where the same month is as a list."""

    weeks: list[list[Day | None]]
    list_url: str
    weekdays: tuple[str, ...] = WEEKDAYS


def has_day(entry: Entry, start: dt.date) -> bool:
    """Whether an entry stands on one day of this month."""
    day = entry.when.day
    is_then = (day.year, day.month) == (start.year, start.month)
    return is_then and entry.when.precision == Precision.DAY


def month(start: dt.date, rows: Iterable[Any], today: dt.date, list_url: str) -> Month:
    """The month that begins on ``start``, with rows that ``has_day`` put there."""
    days: dict[dt.date, Day] = {}
    made: list[list[Day | None]] = []
    for week in weeks.Calendar().monthdatescalendar(start.year, start.month):
        made.append([Day(day, day == today) if day.month == start.month else None for day in week])
        days |= {one.day: one for one in made[-1] if one}
    for row in rows:
        days[row.entry.when.day].rows.append(row)
    return Month(made, list_url)
