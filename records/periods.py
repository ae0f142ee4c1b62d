"""Forms of records that last from a start to an end; days on which offices are open."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import holidays
from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from records.dates import TURNED, DateWithPrecision

EARLIEST = 1990
IN_PART = "Leave out the day, or day and month, if they are not known"


def on_field(label: str, **kwargs: Any) -> forms.ReducedDateField:
    """A day, as exactly as it is known, kept in a pair of columns by the form's writer."""
    return forms.ReducedDateField(
        **{"allow_partial": True, "earliest": EARLIEST, "help_text": IN_PART, **kwargs}, label=label
    )


def as_date(value: Any) -> DateWithPrecision | None:
    """What such a field cleans to."""
    return DateWithPrecision(*value) if value else None


def not_to_come(form: Any, name: str) -> Any:
    """What was typed as a day that has come. Raises ValidationError where it has not."""
    value = form.cleaned_data[name]
    if value and DateWithPrecision(*value).first > timezone.localdate():
        raise ValidationError("This date is in the future. Record it on or after that date")
    return value


def day_field(
    label: str, name: str, *, help_text: str = IN_PART, **kwargs: Any
) -> forms.ReducedDateField:
    """A date as precisely as it is known: the column ``name`` with its ``<name>_precision``."""
    arguments = {"precision_to": f"{name}_precision", "required": False, "help_text": help_text}
    return on_field(label, **arguments, **kwargs)


def start_field(label: str, **kwargs: Any) -> forms.ReducedDateField:
    """The ``start`` of a record, with its ``start_precision``."""
    return day_field(label, "start", **kwargs)


def end_field(label: str, *, help_text: str = "", **kwargs: Any) -> forms.ReducedDateField:
    """The ``end`` of a record, with its ``end_precision``."""
    return day_field(label, "end", help_text=help_text, **kwargs)


def last_of(value: Any) -> Any:
    """What was typed as the end of something: the last day of its period."""
    return (DateWithPrecision(*value).last, value[1]) if value else value


class OfAPeriod:
    """A form with ``start_field`` and ``end_field``; it stands before the form class.

    What was typed as an end is the last day of its period, and is not before the start.
    """

    def clean(self) -> dict[str, Any]:
        """The cleaned data, with the message at the end where the two are turned."""
        form: Any = self
        data: dict[str, Any] = super().clean() or form.cleaned_data  # type: ignore[misc]
        start, end = data.get("start"), data.get("end")
        if end:
            data["end"] = end = (DateWithPrecision(*end).last, end[1])
        if start and end and end[0] < start[0]:
            form.add_error("end", TURNED)
        return data


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
