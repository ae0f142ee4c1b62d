"""Month by month: how many barriers were logged and how many ended."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection

from barriers.barrier.models.kind import key_of
from barriers.models import Barrier
from barriers.register.filter_fields import BEFORE, NOT_KNOWN, When, month_key
from barriers.register.filters import ANY_ENDED, BarrierFilter
from barriers.report.part import Part
from interface import exports, words
from interface.charts.columns import ColumnChart, Point, column_chart
from records.dates import months_on

MONTHS = 24
NAMES = ("Logged", "Ended")
UNKNOWN_STATUS = key_of(Barrier.Status.NOT_KNOWN)

# What the reader sees is read once and gathered by both months at the same time
_BY_MONTH = """
SELECT grouping(logged) AS by_end, logged, ended_in, ended, count(*),
  count(*) FILTER (WHERE status = 'not_known')
FROM (
  SELECT CASE WHEN logged_on_precision IN ('day', 'month')
      THEN date_trunc('month', logged_on)::date END AS logged,
    date_trunc('month', ended_on)::date AS ended_in,
    status = ANY(%s) AS ended, status
  FROM ({barriers}) AS barrier
) AS found
GROUP BY GROUPING SETS ((logged), (ended_in, ended))
"""


@dataclass(frozen=True)
class Number:
    """A count with the list that it counts. ``count`` is None where nothing is known of it."""

    count: int | None
    url: str
    name: str
    said: str = ""


@dataclass(frozen=True)
class Month:
    """A line of the table: a month, what was before, or what is not known to the month.

    ``unsure``: of those that were logged then, how many have a status that is not known.
    """

    label: str
    logged: Number
    unsure: Number
    ended: Number
    month: dt.date | None = None


@dataclass(frozen=True)
class Counted:
    """How many were logged and ended in each month (None: not known).

    ``unsure``: of those logged in a month, how many have a status that is not known.
    """

    logged: Counter[dt.date | None] = field(default_factory=Counter)
    unsure: Counter[dt.date | None] = field(default_factory=Counter)
    ended: Counter[dt.date | None] = field(default_factory=Counter)

    @property
    def knows_logged(self) -> bool:
        """Whether a month without any logged is one in which none was."""
        return not self.logged or any(at for at in self.logged)

    @property
    def knows_ended(self) -> bool:
        """Whether a month without an end is one in which none is known to have ended."""
        if self.ended:
            return any(at for at in self.ended)
        return not self.logged or self.unsure.total() < self.logged.total()


@dataclass(frozen=True)
class Trend(Part):
    """The part of the report that shows the months."""

    lines: list[Month] = field(default_factory=list)
    counts: Counted = field(default_factory=Counted)

    template: ClassVar[str] = "barriers/report/trend.html"
    export_name: ClassVar[str] = "barrier-report-months"
    problem: ClassVar[str] = ""

    @property
    def lead(self) -> str:
        """What was logged and what ended over all time, and how much of it in no known month."""
        every, unsure = self.counts.logged.total(), self.counts.unsure.total()
        logged = f"{words.count_words(every, 'barrier')} logged"
        if every and unsure == every:
            it = "it has" if every == 1 else "they have"
            return f"{logged}. Whether {it} ended is not known."
        ended = f"{logged}, {words.number(self.counts.ended.total())} of them ended."
        if not unsure:
            return ended
        return ended.replace("ended.", "known to have ended. ") + (
            f"We don’t know for {words.number(unsure)}."
        )

    @property
    def logged(self) -> Number:
        """All that were logged."""
        n = self.counts.logged.total()
        return Number(n, self.list_url(), f"{n}: all that were logged")

    @property
    def unsure(self) -> Number:
        """All of which it is not known whether they ended."""
        n = self.counts.unsure.total()
        url = self.list_url(status=UNKNOWN_STATUS)
        return Number(n, url, f"{n}: status not known")

    @property
    def ended(self) -> Number:
        """All that ended, as far as it is known."""
        n, unsure = self.counts.ended.total(), self.counts.unsure.total()
        if unsure and unsure == self.counts.logged.total():
            return Number(None, "", "")
        url = self.list_url(status=self.filter.value("status") or ANY_ENDED)
        said = f"{words.number(n)} known, {words.number(unsure)} not known" if unsure else ""
        return Number(n, url, f"{said or n}: all that ended", said)

    @property
    def has_months(self) -> bool:
        """Whether a month is known of any, or there is nothing of which it could be known."""
        of = (self.counts.logged, self.counts.ended)
        return not self.counts.logged or any(at for counted in of for at in counted)

    @property
    def without_months(self) -> str:
        """What stands in place of a table where no month is known."""
        n = self.counts.logged.total()
        if n == 1:
            return "We don’t know in which month this barrier was logged."
        these = f"these {words.number(n)} barriers"
        return f"We don’t know in which month any of {these} was logged."

    @property
    def without_ends(self) -> str:
        """That and the same of their ends, where no month is known."""
        ended, unsure = self.counts.ended.total(), self.counts.unsure.total()
        parts = []
        if ended:
            parts.append(
                f"{words.capitalised(words.count_words(ended, 'barrier'))} ended, in a month "
                "that is not known."
            )
        if unsure:
            they = "it" if unsure == 1 else "they"
            parts.append(
                f"We don’t know the status of {words.count_words(unsure, 'barrier')}, so we don’t "
                f"know whether {they} ended."
            )
        return " ".join(parts)

    @property
    def chart(self) -> ColumnChart | None:
        """The months as columns, side by side; None where no month is known."""
        if not self.has_months:
            return None
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
        logged = "Barriers that you can see that were first reported in the month. Empty: not known"
        unsure = (
            "Of those logged in the month, how many have a status that is not known, so that it is "
            "not known whether they ended"
        )
        ended = (
            "Barriers that stand resolved or closed unresolved, by the day of their end. Empty: "
            "not known"
        )
        return [
            exports.Column(
                "month",
                "Month",
                "Also a row for what came before, and one for barriers whose month is not known",
                lambda line: line.label,
            ),
            exports.Column(
                "first_day",
                "First day of the month",
                "Empty if the row is not a month",
                lambda line: line.month,
            ),
            exports.Column("logged", "Logged", logged, lambda line: line.logged.count),
            exports.Column(
                "status_not_known", "Status not known", unsure, lambda line: line.unsure.count
            ),
            exports.Column("ended", "Ended", ended, lambda line: line.ended.count),
        ]

    def exported(self) -> Iterator[Month]:
        """The lines of the table."""
        yield from self.lines


def build(part: Part) -> Trend:
    """The months of these filters: the year or month that is filtered for, else the last 24."""
    chosen = part.filter
    counts = _count(chosen)
    logged, unsure, ended = counts.logged, counts.unsure, counts.ended
    months = _months(chosen, logged, ended)
    # A filter for the past or for what is not known cannot be narrowed to a month as well
    links_logged = _is_period(chosen.value("logged"))
    links_ended = _is_period(chosen.value("closed"))

    def line(label: str, key: str, n: tuple[int, int, int], month: dt.date | None = None) -> Month:
        inline_label = label if month else words.in_sentence(label)
        in_period = chosen.value("logged") is None or month is not None
        here = {"logged": key} if links_logged and in_period else {}
        there = part.list_url(closed=key) if links_ended else ""
        made = Month(
            label,
            Number(n[0], part.list_url(**here) if here else "", f"{n[0]}: logged, {inline_label}"),
            Number(
                n[1],
                part.list_url(status=UNKNOWN_STATUS, **here) if here else "",
                f"{n[1]}: status not known, logged, {inline_label}",
            ),
            Number(n[2], there, f"{n[2]}: ended, {inline_label}"),
            month,
        )
        # Where no month is known of any, a month without one is not a month with none
        if key != NOT_KNOWN and not counts.knows_logged:
            made = replace(made, logged=NOTHING_KNOWN, unsure=NOTHING_KNOWN)
        return made if counts.knows_ended else _without_end(made, key)

    first, of = months[0], (logged, unsure, ended)
    lines = [
        line(f"{at:%B %Y}", month_key(at), (logged[at], unsure[at], ended[at]), at) for at in months
    ]
    was = [sum(n for at, n in counted.items() if at and at < first) for counted in of]
    lines.reverse()
    lines.append(
        line(f"Before {first:%B %Y}", f"{BEFORE}{month_key(first)}", (was[0], was[1], was[2]))
    )
    lines.append(line("Month not known", NOT_KNOWN, (logged[None], unsure[None], ended[None])))
    shown = [line for line in lines if line.month or line.logged.count or line.ended.count]
    made = Trend(chosen, part.params, shown, counts)
    return made if made.has_months else replace(made, lines=shown[-1:])


NOTHING_KNOWN = Number(None, "", "")


def _without_end(line: Month, key: str) -> Month:
    """A line of a table in which no month of an end is known."""
    if key == NOT_KNOWN and line.ended.count:
        return line
    return replace(line, ended=NOTHING_KNOWN)


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


def _count(chosen: BarrierFilter) -> Counted:
    """How many were logged and how many ended in each month (None: not known). One query."""
    counts = Counted()
    names = ("logged_on", "logged_on_precision", "ended_on", "status")
    try:
        sql, params = chosen.qs.order_by().values(*names).query.sql_with_params()
    except EmptyResultSet:
        return counts
    with connection.cursor() as cursor:
        cursor.execute(_BY_MONTH.format(barriers=sql), [list(Barrier.ENDED), *params])
        for by_end, logged_in, ended_in, has_ended, n, unsure in cursor.fetchall():
            if not by_end:
                counts.logged[logged_in] += n
                if unsure:
                    counts.unsure[logged_in] += unsure
            elif has_ended:
                counts.ended[ended_in] += n
    return counts
