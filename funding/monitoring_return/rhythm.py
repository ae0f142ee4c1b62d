"""On which days the returns of a duty are due, and which time each is about."""

from __future__ import annotations

import calendar
import datetime as dt

from django.db import models

from funding.models import ReportingDuty
from funding.reporting_duty.models import MONTHS
from records.dates import DateWithPrecision, Precision, months_on

MOST = 60
# Two hundred years of months
STEPS = 2_400
Often = ReportingDuty.Often


class About(models.TextChoices):
    """Which time the returns of a duty are about, by the day on which they are due."""

    NOT_KNOWN = "not_known", "not known"
    BEFORE = "before", "the full months before the month in which it is due"
    UP_TO = "up_to", "the time up to the day on which it is due"


def days_due(
    duty: ReportingDuty, *, since: dt.date, until: dt.date, end: DateWithPrecision | None
) -> list[dt.date]:
    """The days of a duty from ``since`` to ``until``, the first ``MOST`` of them.

    None is guessed: without a first day that is known to the day there is none. None is due after
    the last day of the duty, from the day that it is no longer asked, or after the ``end`` of the
    money; only what is asked once may be, such as a last report.
    """
    first = first_day(duty)
    if first is None:
        return []
    months = MONTHS.get(duty.often)
    last = DateWithPrecision.of(duty, "last_due")
    ends = [until]
    if last:
        ends.append(last.last)
    if duty.ended:
        ends.append(duty.ended - dt.timedelta(days=1))
    if months is None:
        return [first] if since <= first <= min(ends) else []
    if end:
        ends.append(end.last)
    days: list[dt.date] = []
    for step in range(STEPS):
        day = months_on(first, step * months)
        if day > min(ends) or len(days) == MOST:
            break
        if day >= since:
            days.append(day)
    return days


def first_day(duty: ReportingDuty) -> dt.date | None:
    """The day on which its first return is due; None where that is not known to the day, or it is
    not known how often one is."""
    if duty.often == Often.NOT_KNOWN:
        return None
    last = _day(duty, "last_due") if duty.often == Often.AT_END else None
    return last or _day(duty, "first_due")


def period_of(
    duty: ReportingDuty, due: dt.date, about: str
) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that a return is about: as long as it is from one to the next.

    Nothing is known of it where nobody says which time, or the duty has no rhythm.
    """
    months = MONTHS.get(duty.often)
    if about not in (About.BEFORE, About.UP_TO) or months is None:
        return None, None
    first = first_day(duty)
    if about == About.UP_TO and first and first < due:
        # From the day after the one before it was due: from the 30th on, months are of two lengths
        passed = (due.year - first.year) * 12 + due.month - first.month
        return months_on(first, passed - months) + dt.timedelta(days=1), due
    end = due if about == About.UP_TO else due.replace(day=1) - dt.timedelta(days=1)
    before = months_on(end, -months)
    if end.day == calendar.monthrange(end.year, end.month)[1]:
        before = before.replace(day=calendar.monthrange(before.year, before.month)[1])
    return before + dt.timedelta(days=1), end


def _day(duty: ReportingDuty, name: str) -> dt.date | None:
    """A day of the duty, where it is known to the day."""
    found = DateWithPrecision.of(duty, name)
    return found.day if found and found.precision == Precision.DAY else None
