"""When a pilot's updates are due, and which period each of them is about.

Periods follow the financial year, whose quarters are the calendar's: a half-year ends with
September or March, a year with March.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

# A period may be reported a few days before it is over.
EARLY = dt.timedelta(days=7)
YEAR_ENDS_IN = 3


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` (None where it is open) to ``end``, both days within it."""

    start: dt.date | None
    end: dt.date

    @property
    def words(self) -> str:
        """July to September 2026; October 2026; 3 July to 20 November 2026; up to …"""
        if self.start is None:
            return f"up to {_day(self.end)}"
        if self.start.day == 1 and self.end == _last_of(self.end):
            return _months(self.start, self.end)
        year = "" if self.start.year == self.end.year else f" {self.start.year}"
        return f"{self.start.day} {self.start:%B}{year} to {_day(self.end)}"


def period_before(day: dt.date, months: int) -> Period:
    """The last whole period of so many months that ended on or before this day."""
    end = day if day == _last_of(day) else day.replace(day=1) - dt.timedelta(days=1)
    while (end.month - YEAR_ENDS_IN) % months:
        end = end.replace(day=1) - dt.timedelta(days=1)
    return Period(_months_on(end.replace(day=1), 1 - months), end)


def period_to_report(
    *,
    rhythm: int | None,
    due: dt.date | None,
    covered_to: dt.date | None,
    today: dt.date,
) -> Period:
    """The period that the next update is about, as the form is prefilled.

    It starts where the last update ended (``covered_to``). With a rhythm it ends with the last
    whole period before the update is due, else today.
    """
    if rhythm is None:
        return _since(covered_to, today)
    whole = period_before(max(due or today, today), rhythm)
    end = whole.end if whole.end <= today + EARLY else today
    if covered_to is None:
        return Period(whole.start, end) if whole.start and whole.start <= end else Period(None, end)
    if covered_to >= end:
        return _since(covered_to, today)
    return Period(covered_to + dt.timedelta(days=1), end)


def next_due(*, due: dt.date, rhythm: int, covered_to: dt.date) -> dt.date:
    """The first day on which an update is due whose period is not covered yet."""
    while period_before(due, rhythm).end <= covered_to:
        due = _months_on(due, rhythm)
    return due


def first_due(*, rhythm: int, today: dt.date) -> dt.date:
    """When the first update is due of a pilot that has just got its rhythm."""
    return _months_on(today, rhythm)


def _since(covered_to: dt.date | None, today: dt.date) -> Period:
    if covered_to is None or covered_to >= today:
        return Period(None, today)
    return Period(covered_to + dt.timedelta(days=1), today)


def _months_on(day: dt.date, months: int) -> dt.date:
    """So many months later; the last day of a month leads to the last day of a month."""
    count = day.year * 12 + day.month - 1 + months
    there = dt.date(count // 12, count % 12 + 1, 1)
    last = _last_of(there)
    return last if day == _last_of(day) else last.replace(day=min(day.day, last.day))


def _last_of(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _months(start: dt.date, end: dt.date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{end:%B %Y}"
    year = "" if start.year == end.year else f" {start.year}"
    return f"{start:%B}{year} to {end:%B %Y}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
