"""Days on which offices in England are open: Monday to Friday, bank holidays left out."""

from __future__ import annotations

import datetime as dt
from functools import cache

import holidays


@cache
def _bank_holidays() -> holidays.HolidayBase:
    """Each year is worked out when it is first asked for."""
    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on this day."""
    return day.weekday() < 5 and day not in _bank_holidays()


def after_working_days(start: dt.date, days: int) -> dt.date:
    """The day ``days`` working days after ``start``, which itself does not count.

    Five working days after Thursday 17 December 2026 is Thursday 24 December; six is Tuesday 29.
    """
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    return day
