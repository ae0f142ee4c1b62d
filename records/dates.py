"""Dates as precisely as they are known.

A date column named ``x`` that comes from a source has a neighbour ``x_precision``. For a start or
a single event the stored day is the first day of the period; for an end it is the last. Only the
part that the precision covers is ever shown, so "March 2023" never becomes 1 March 2023.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.utils import dateformat, timezone

from interface.columns import Column, Type


class Precision(models.TextChoices):
    """How much of a stored date is known."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"
    FINANCIAL_YEAR = "financial_year", "financial year"


TO_THE_MONTH = (Precision.DAY, Precision.MONTH)
TO_THE_YEAR = (Precision.YEAR, Precision.FINANCIAL_YEAR)

TURNED = "The end can’t be before the start"

# As long as the period of a date may be
LONGEST = dt.timedelta(days=366)


def in_order(
    name: str, first: str = "start", last: str = "end", says: str = f"{TURNED}."
) -> models.CheckConstraint:
    """The last day in one column is not before the first in another; either may be not known."""
    holds = Q((first, None)) | Q((last, None)) | Q((f"{last}__gte", F(first)))
    return models.CheckConstraint(condition=holds, name=name, violation_error_message=says)


def last_day(name: str) -> Case:
    """In a query: the last day of the period that the date in column ``name`` names, ``LONGEST``
    after it at most."""

    def end_of(period: str) -> Func:
        return Func(F(name), template=f"({period})::date", output_field=models.DateField())

    month = "date_trunc('month', %(expressions)s) + interval '1 month' - interval '1 day'"
    year = "date_trunc('year', %(expressions)s) + interval '1 year' - interval '1 day'"
    financial = (
        "date_trunc('year', %(expressions)s - interval '3 months')"
        " + interval '15 months' - interval '1 day'"
    )
    precision_name = f"{name}_precision"
    return Case(
        When(**{precision_name: Precision.MONTH}, then=end_of(month)),
        When(**{precision_name: Precision.YEAR}, then=end_of(year)),
        When(**{precision_name: Precision.FINANCIAL_YEAR}, then=end_of(financial)),
        default=F(name),
    )


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def precision_field(**kwargs: Any) -> models.CharField:
    """The column that stands beside a date column."""
    return models.CharField(max_length=14, choices=Precision, default=Precision.DAY, **kwargs)


@dataclass(frozen=True, slots=True)
class DateWithPrecision:
    """A date and how much of it is known. ``first`` and ``last`` bound the period that it names."""

    day: dt.date
    precision: str = Precision.DAY

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2023-03-31``, ``2023-03``, ``2023`` or the financial year ``2020-21``.

        Raises ValueError for anything else. ``2020-21`` is a financial year because no month 21
        exists; ``2011-12`` is read as December 2011, so write such a year as ``2011/12``.
        """
        text = text.strip()
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return cls(dt.date.fromisoformat(text), Precision.DAY)
        if match := re.fullmatch(r"(\d{4})([-/])(\d{2})", text):
            year, mark, rest = int(match[1]), match[2], int(match[3])
            if mark == "-" and 1 <= rest <= 12:
                return cls(dt.date(year, rest, 1), Precision.MONTH)
            if rest == (year + 1) % 100:
                return cls(dt.date(year, 4, 1), Precision.FINANCIAL_YEAR)
        if re.fullmatch(r"\d{4}", text):
            return cls(dt.date(int(text), 1, 1), Precision.YEAR)
        raise ValueError(f"not a date that can be read: {text!r}")

    @classmethod
    def of(cls, record: Any, name: str) -> Self | None:
        """The date in column ``name`` of a record, or None where it is not known."""
        day = getattr(record, name)
        return None if day is None else cls(day, getattr(record, f"{name}_precision"))

    @property
    def first(self) -> dt.date:
        """The first day of the period."""
        match self.precision:
            case Precision.MONTH:
                return self.day.replace(day=1)
            case Precision.YEAR:
                return self.day.replace(month=1, day=1)
            case Precision.FINANCIAL_YEAR:
                return dt.date(self._financial_year, 4, 1)
        return self.day

    @property
    def last(self) -> dt.date:
        """The last day of the period."""
        match self.precision:
            case Precision.MONTH:
                end = calendar.monthrange(self.day.year, self.day.month)[1]
                return self.day.replace(day=end)
            case Precision.YEAR:
                return self.day.replace(month=12, day=31)
            case Precision.FINANCIAL_YEAR:
                return dt.date(self._financial_year + 1, 3, 31)
        return self.day

    @property
    def _financial_year(self) -> int:
        return self.day.year if self.day.month >= 4 else self.day.year - 1

    @property
    def on(self) -> str:
        """When something happened, in a sentence: "on 1 May 2026", "in May 2026"."""
        return f"{'on' if self.precision == Precision.DAY else 'in'} {self}"

    def isoformat(self) -> str:
        """For machines, no more exact than it is known: 2023-03-31, 2023-03, 2023, 2022/23."""
        match self.precision:
            case Precision.MONTH:
                return f"{self.day:%Y-%m}"
            case Precision.YEAR:
                return f"{self.day:%Y}"
            case Precision.FINANCIAL_YEAR:
                return f"{self.first:%Y}/{self.last:%y}"
        return self.day.isoformat()

    def __str__(self) -> str:
        return _in_words(self)


@lru_cache(4096)  # the rows of a list say the same few dates again and again
def _in_words(date: DateWithPrecision) -> str:
    match date.precision:
        case Precision.MONTH:
            return dateformat.format(date.day, "F Y")
        case Precision.YEAR:
            return str(date.day.year)
        case Precision.FINANCIAL_YEAR:
            return f"{date.first.year} to {date.last.year}"
    return dateformat.format(date.day, "j F Y")


def day_as_known(name: str) -> Callable[[Any], DateWithPrecision | None]:
    """What a list says of the date in column ``name`` of a row: "March 2026"; None where it is not
    known."""
    return lambda row: DateWithPrecision.of(row, name)


def known_day(name: str, label: str, meaning: str, *, of: str = "", **differs: Any) -> Column:
    """The column of a list for the date in column ``of`` of a row, which is its name unless said:
    in its file no more exact than it is known."""
    return Column(name, label, meaning, day_as_known(of or name), type=Type.REDUCED_DATE, **differs)


class LastsRows:
    """Rows that last from a ``start`` to an ``end``, each where it is known; it stands before the
    query set."""

    def on(self, day: dt.date) -> Self:
        """Those that are not known to begin later or to have ended."""
        rows: Any = self
        found: Self = rows.filter(Q(start=None) | Q(start__lte=day), Q(end=None) | Q(end__gte=day))
        return found


class Lasts:
    """A record that lasts from a ``start`` to an ``end``."""

    end: dt.date | None

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.end is not None and self.end < timezone.localdate()


def period_words(record: Any) -> str:
    """From when to when a record with ``start`` and ``end`` lasts, as precisely as known.

    "March 2023 to 2024"; empty where neither is known.
    """
    start, end = DateWithPrecision.of(record, "start"), DateWithPrecision.of(record, "end")
    if start and end:
        return str(start) if str(start) == str(end) else f"{start} to {end}"
    return f"from {start}" if start else f"to {end}" if end else ""
