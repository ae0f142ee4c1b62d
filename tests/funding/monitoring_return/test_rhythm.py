"""The days on which returns are due, and the time that each is about."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from funding.models import ReportingDuty
from funding.monitoring_return.rhythm import days_due, period_of

PERIODS = {
    "quarter before": ("quarterly", "2027-01-31", "before", "2026-10-01", "2026-12-31"),
    "quarter up to": ("quarterly", "2027-03-31", "up_to", "2027-01-01", "2027-03-31"),
    "a quarter of no month's end": ("quarterly", "2027-04-15", "up_to", "2027-01-16", "2027-04-15"),
    "month before, of February": ("monthly", "2027-03-10", "before", "2027-02-01", "2027-02-28"),
    "half-year before": ("half_yearly", "2026-10-20", "before", "2026-04-01", "2026-09-30"),
    "year before": ("yearly", "2027-04-30", "before", "2026-04-01", "2027-03-31"),
    "not said": ("yearly", "2027-04-30", "not_known", None, None),
    "once": ("once", "2027-04-30", "before", None, None),
}


@pytest.mark.parametrize(
    ("often", "due", "about", "start", "end"), PERIODS.values(), ids=list(PERIODS)
)
def test_the_time_of_a_return_follows_from_its_day(
    often: str, due: str, about: str, start: str | None, end: str | None
) -> None:
    duty = ReportingDuty(often=often)
    found = period_of(duty, dt.date.fromisoformat(due), about)
    assert [day and day.isoformat() for day in found] == [start, end]


@pytest.mark.parametrize("first", ["2026-06-30", "2026-08-31", "2026-11-28", "2026-06-15"])
def test_no_day_is_lost_between_one_return_and_the_next(first: str) -> None:
    duty = ReportingDuty(often="quarterly", first_due=dt.date.fromisoformat(first))
    days = days_due(duty, since=dt.date(2026, 1, 1), until=dt.date(2029, 12, 31), end=None)
    times = [period_of(duty, day, "up_to") for day in days]
    assert len(times) > 10
    for (_, last), (start, _) in pairwise(times):
        assert last
        assert start == last + dt.timedelta(days=1)
