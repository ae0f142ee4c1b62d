"""Month by month: how many barriers were logged and how many ended."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection

from barriers.register.filter_fields import BEFORE, NOT_KNOWN, When, month_key
from barriers.register.filters import ANY_ENDED, BarrierFilter
from barriers.report.part import Part
from interface import exports, words
from interface.charts.columns import ColumnChart, Point, column_chart
from records.dates import months_on

MONTHS = 24
NAMES = ("Logged", "Ended")

# What the reader sees is read once and gathered by both months at the same time
_BY_MONTH = """
SELECT grouping(logged) AS by_end, logged, ended_in, ended, count(*)
FROM (
  SELECT CASE WHEN logged_on_precision IN ('day', 'month')
      THEN date_trunc('month', logged_on)::date END AS logged,
    date_trunc('month', closed_on)::date AS ended_in,
    status IN ('resolved', 'closed_unresolved') AS ended
  FROM ({barriers}) AS barrier
) AS found
GROUP BY GROUPING SETS ((logged), (ended_in, ended))
"""


@dataclass(frozen=True)
class Number:
    """A count with the list that it counts."""

    count: int
    url: str
    name: str


@dataclass(frozen=True)
class Month:
    """A line of the table: a month, what was before, or what is not known to the month."""

    label: str
    logged: Number
    ended: Number
    month: dt.date | None = None


@dataclass(frozen=True)
class Trend(Part):
    """The part of the report that shows the months."""

    lines: list[Month] = field(default_factory=list)

    template: ClassVar[str] = "barriers/report/trend.html"
    export_name: ClassVar[str] = "barrier-report-months"
    problem: ClassVar[str] = ""

    @property
    def lead(self) -> str:
        """What was logged and what ended over all time, and how much of it in no known month."""
        return (
            f"{words.count_words(self.logged.count, 'barrier')} logged, "
            f"{words.number(self.ended.count)} of them ended."
        )

    @property
    def logged(self) -> Number:
        """All that were logged."""
        n = sum(line.logged.count for line in self.lines)
        return Number(n, self.list_url(), f"{n}: all that were logged")

    @property
    def ended(self) -> Number:
        """All that ended."""
        n = sum(line.ended.count for line in self.lines)
        url = self.list_url(status=self.filter.value("status") or ANY_ENDED)
        return Number(n, url, f"{n}: all that ended")

    @property
    def chart(self) -> ColumnChart | None:
        """The months as columns, side by side."""
        points = [
            Point(f"{line.month:%b %y}", line.label, line.logged.count, line.ended.count)
            for line in reversed(self.lines)
            if line.month is not None
        ]
        title = "Barriers logged and ended, by month"
        return column_chart("months", title, NAMES, points)

    @property
    def file_columns(self) -> list[exports.Column]:
        """The columns of the file, with what they mean."""
        logged = "Barriers first said in the month, of those that you can see"
        ended = "Barriers that stand resolved or closed unresolved, by the day of their end"
        return [
            exports.Column(
                "month",
                "Month",
                "Also what was before, and what is not known to the month",
                lambda line: line.label,
            ),
            exports.Column(
                "first_day",
                "First day of the month",
                "Empty where it is no month",
                lambda line: line.month,
            ),
            exports.Column("logged", "Logged", logged, lambda line: line.logged.count),
            exports.Column("ended", "Ended", ended, lambda line: line.ended.count),
        ]

    def exported(self) -> Iterator[Month]:
        """The lines of the table."""
        yield from self.lines


def build(part: Part) -> Trend:
    """The months of these filters: the year or month that is filtered for, else the last 24."""
    chosen = part.filter
    logged, ended = _count(chosen)
    months = _months(chosen, logged, ended)
    # A filter for the past or for what is not known cannot be narrowed to a month as well
    links_logged = _is_period(chosen.value("logged"))
    links_ended = _is_period(chosen.value("closed"))

    def line(label: str, key: str, n: int, over: int, month: dt.date | None = None) -> Month:
        inline_label = label if month else label[:1].lower() + label[1:]
        in_period = chosen.value("logged") is None or month is not None
        here = part.list_url(logged=key) if links_logged and in_period else ""
        there = part.list_url(closed=key) if links_ended else ""
        return Month(
            label,
            Number(n, here, f"{n}: logged, {inline_label}"),
            Number(over, there, f"{over}: ended, {inline_label}"),
            month,
        )

    first = months[0]
    lines = [line(f"{at:%B %Y}", month_key(at), logged[at], ended[at], at) for at in months]
    before = [sum(n for at, n in of.items() if at and at < first) for of in (logged, ended)]
    lines.reverse()
    lines.append(line(f"Before {first:%B %Y}", f"{BEFORE}{month_key(first)}", before[0], before[1]))
    lines.append(line("Month not known", NOT_KNOWN, logged[None], ended[None]))
    shown = [line for line in lines if line.month or line.logged.count or line.ended.count]
    return Trend(chosen, part.params, shown)


def _is_period(when: When | None) -> bool:
    return when is None or (when.date is not None and not when.before)


def _months(chosen: BarrierFilter, *counted: Counter[dt.date | None]) -> list[dt.date]:
    """The first days of the months to show, the oldest first."""
    for name in ("logged", "closed"):
        when = chosen.value(name)
        if when is not None and when.date is not None and not when.before:
            first, last = when.date.first.replace(day=1), when.date.last
            many = (last.year - first.year) * 12 + last.month - first.month + 1
            return [months_on(first, n) for n in range(many)]
    this = chosen.today.replace(day=1)
    last = max([this, *(at for of in counted for at in of if at)])
    return [months_on(last, n - MONTHS + 1) for n in range(MONTHS)]


def _count(chosen: BarrierFilter) -> tuple[Counter[dt.date | None], Counter[dt.date | None]]:
    """How many were logged and how many ended in each month (None: not known). One query."""
    logged: Counter[dt.date | None] = Counter()
    ended: Counter[dt.date | None] = Counter()
    names = ("logged_on", "logged_on_precision", "closed_on", "status")
    try:
        sql, params = chosen.qs.order_by().values(*names).query.sql_with_params()
    except EmptyResultSet:
        return logged, ended
    with connection.cursor() as cursor:
        cursor.execute(_BY_MONTH.format(barriers=sql), params)
        for by_end, logged_in, ended_in, has_ended, n in cursor.fetchall():
            if not by_end:
                logged[logged_in] += n
            elif has_ended:
                ended[ended_in] += n
    return logged, ended
