"""What an administrator sees of one day: its slowest pages, and what failed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

from django.utils import timezone

from deploy.models import DAYS_COUNTED, DayFault, DayRequests
from deploy.request_counts import ENDLESS, WITHIN

SHOWN = 20
MEDIAN, MOST = 0.5, 0.95  # of all times that a page was asked for


@dataclass(frozen=True)
class PageOfDay:
    """A page, how often it was asked for, and how long it took: half of the times, and 19 of 20.

    Milliseconds, as nearly as the bounds say within which requests are counted.
    """

    view: str
    times: int
    median: int
    most: int

    @property
    def median_words(self) -> str:
        return _words(self.median)

    @property
    def most_words(self) -> str:
        return _words(self.most)


@dataclass(frozen=True)
class Day:
    """One of the days that are counted."""

    on: dt.date
    pages: list[PageOfDay]
    faults: list[DayFault]
    others: list[dt.date]

    @property
    def is_today(self) -> bool:
        return self.on == timezone.localdate()


def day(asked: str) -> Day:
    """The day of an address, ``2026-11-27``; today for anything else."""
    today = timezone.localdate()
    days = [today - dt.timedelta(days=back) for back in range(DAYS_COUNTED)]
    on = next((one for one in days if one.isoformat() == asked), today)
    return Day(
        on,
        slowest(on),
        list(DayFault.objects.filter(day=on)[:SHOWN]),
        [one for one in days if one != on],
    )


def slowest(on: dt.date) -> list[PageOfDay]:
    """The pages that took longest on a day, by the time of nineteen of twenty."""
    counted: dict[str, dict[int, int]] = defaultdict(dict)
    rows = DayRequests.objects.filter(day=on).exclude(view="")
    for view, within, times in rows.values_list("view", "within", "times"):
        counted[view][within] = times
    pages = [
        PageOfDay(view, sum(times.values()), quantile(times, MEDIAN), quantile(times, MOST))
        for view, times in counted.items()
    ]
    return sorted(pages, key=lambda page: (-page.most, -page.median, page.view))[:SHOWN]


def quantile(within: dict[int, int], part: float) -> int:
    """Within how many milliseconds this part of the requests was answered.

    ``within`` has the bounds with how many fell between each and the one before it, over which they
    are taken to be spread evenly; ``ENDLESS`` where it is beyond the last bound.
    """
    bounds = sorted(within)
    rank = part * sum(within.values())
    before = (0, *accumulate(within[bound] for bound in bounds))
    at = next(i for i, _ in enumerate(bounds) if before[i + 1] >= rank)
    upper = bounds[at]
    if upper == ENDLESS:
        return ENDLESS
    lower = max((bound for bound in WITHIN if bound < upper), default=0)
    return round(lower + (upper - lower) * (rank - before[at]) / within[upper])


def _words(milliseconds: int) -> str:
    return f"over {WITHIN[-2]:,}" if milliseconds == ENDLESS else f"{milliseconds:,}"
