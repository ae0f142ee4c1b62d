"""Dates in three boxes, as exact as they are known.

What people paste into the first box is understood: "31/3/2023", "31 March
2023", "2023-03-31", "March 2023", "2023-03", "2023", "2022/23".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from interface.words import last_day

PARTS = ("day", "month", "year")
MONTHS = [name.lower() for name in calendar.month_name if name]
EARLIEST, LATEST = 1800, 2200

_YEAR = r"(?P<year>\d{4})"
_PASTED = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})",
        r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d+)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+),?\s+{_YEAR}",
        rf"(?P<month>[a-z]+)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?P<month>[a-z]+)\s+{_YEAR}",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<year>\d{4}(?:\s*(?:[/–-]|to)\s*\d{2,4})?)",
    )
]
_FINANCIAL_YEAR = re.compile(r"(\d{4})\s*(?:[/–-]|to)\s*(\d{2}|\d{4})")


@dataclass(frozen=True)
class Typed:
    """The three boxes as text."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.day or self.month or self.year)


def parse_date(
    typed: Typed, *, allow_partial: bool = False, earliest: int = EARLIEST, latest: int = LATEST
) -> tuple[date, str]:
    """The date and its precision (day, month, year or financial_year).

    A month is the date of its first day, a year of its first, a financial year
    of its 1 April. Raises ``ValidationError`` in plain words.
    """
    typed = _unpacked(typed)
    financial = _FINANCIAL_YEAR.fullmatch(typed.year)
    if financial and not (typed.day or typed.month):
        start = int(financial[1])
        if allow_partial and int(financial[2]) % 100 == (start + 1) % 100:
            _check_year(start, earliest, latest)
            return date(start, 4, 1), "financial_year"
    year = _year(typed.year, earliest, latest)
    if not typed.month:
        if typed.day:
            raise ValidationError("The date needs a month")
        if allow_partial:
            return date(year, 1, 1), "year"
        raise ValidationError("The date needs a day and a month")
    month = _month(typed.month)
    if not typed.day:
        if allow_partial:
            return date(year, month, 1), "month"
        raise ValidationError("The date needs a day")
    return _day(typed.day, month, year), "day"


def _unpacked(typed: Typed) -> Typed:
    """A whole date pasted into the first box, taken apart."""
    if typed.month or typed.year or (typed.day.isdecimal() and len(typed.day) < 4):
        return typed
    text = " ".join(typed.day.lower().split())
    for pattern in _PASTED:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            return Typed(parts.get("day") or "", parts.get("month") or "", parts["year"])
    if typed.day:
        raise ValidationError("Enter a date, such as 31 March 2023")
    return typed


def _year(text: str, earliest: int, latest: int) -> int:
    if not text:
        raise ValidationError("The date needs a year")
    if not _is_number(text):
        raise ValidationError("Enter the year as a number, such as 2023")
    if len(text) < 4:
        raise ValidationError("Enter the year in full, such as 2023")
    return _check_year(int(text[:9]), earliest, latest)


def _check_year(year: int, earliest: int, latest: int) -> int:
    if not earliest <= year <= latest:
        raise ValidationError(f"Enter a year between {earliest} and {latest}")
    return year


def _month(text: str) -> int:
    if _is_number(text):
        month = int(text[:3])
    else:
        # "Mar" and "Sept" will do, "Ma" could be two months
        named = [n for n, name in enumerate(MONTHS, 1) if name.startswith(text.lower())]
        month = named[0] if len(named) == 1 and len(text) >= 3 else 0
    if not 1 <= month <= 12:
        raise ValidationError("Enter a month from 1 to 12, or its name")
    return month


def _day(text: str, month: int, year: int) -> date:
    try:
        return date(year, month, int(text) if _is_number(text) and len(text) < 3 else 0)
    except ValueError:
        if not _is_number(text) or len(text) > 2 or not 1 <= int(text) <= 31:
            raise ValidationError("Enter a day from 1 to 31") from None
        raise ValidationError(
            f"There is no {int(text)} {MONTHS[month - 1].capitalize()} {year}"
        ) from None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


class ReducedDateInput(forms.Widget):
    """Day, month and year boxes, sent as ``<name>_day``, ``_month`` and ``_year``."""

    template_name = "forms/date.html"
    use_fieldset = True
    takes_invalid = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        built = context["widget"]["attrs"]
        typed = as_typed(value)
        context["widget"]["invalid"] = "aria-invalid" in built
        context["widget"]["boxes"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{built['id']}_{part}" if built.get("id") else "",
                "label": part.capitalize(),
                "value": getattr(typed, part),
                "width": "w4" if part == "year" else "w2",
            }
            for part in PARTS
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(*(str(data.get(f"{name}_{part}", "")).strip() for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        # The legend names the group; each box has its own label
        return ""

    def first_input_id(self, auto_id: str) -> str:
        return f"{auto_id}_day"


class ReducedDateField(forms.Field):
    """A date as exact as it is known; its value is ``(date, precision)`` or ``None``.

    ``allow_partial`` lets the day, or day and month, be left empty.
    ``earliest`` and ``latest`` are years. ``precision_to`` names the model
    field that holds the precision (see ``ModelForm``).
    """

    widget = ReducedDateInput

    def __init__(
        self,
        *,
        allow_partial: bool = False,
        earliest: int = EARLIEST,
        latest: int = LATEST,
        precision_to: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.allow_partial = allow_partial
        self.earliest, self.latest = earliest, latest
        self.precision_to = precision_to

    def to_python(self, value: Any) -> Any:
        typed = as_typed(value)
        if typed.is_empty:
            return None
        return parse_date(
            typed, allow_partial=self.allow_partial, earliest=self.earliest, latest=self.latest
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return as_typed(initial) != as_typed(data)


class DayField(ReducedDateField):
    """A whole day in three boxes; its value is a ``date`` or ``None``."""

    def to_python(self, value: Any) -> date | None:
        value_read = super().to_python(value)
        return value_read[0] if value_read else None


class LastDayField(DayField):
    """The last day on which something holds, as people name an end.

    Its value is the day after, from which it no longer holds: what the record keeps of an end.
    """

    def prepare_value(self, value: Any) -> Any:
        return last_day(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        return day + timedelta(days=1) if day else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class DayText(forms.CharField):
    """A whole day in one box, written as people write dates; its value is a ``date`` or ``None``.

    For filters, whose address holds the day as 2022-06-01.
    """

    def __init__(self, *, earliest: int = EARLIEST, latest: int = LATEST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        if text.isdecimal() and len(text) < 4:
            raise ValidationError("Enter a date, such as 31 March 2023")
        return parse_date(Typed(day=text), earliest=self.earliest, latest=self.latest)[0]


def day_asked(
    params: Mapping[str, Any], *, earliest: int = EARLIEST, latest: int = LATEST
) -> tuple[date | None, str]:
    """The day that an address names as ``on``, or what is wrong with it."""
    text = str(params.get("on") or "").replace("\x00", "").strip()
    try:
        return DayText(required=False, earliest=earliest, latest=latest).clean(text), ""
    except ValidationError as problem:
        return None, " ".join(problem.messages)


def as_typed(value: Any) -> Typed:
    """What the boxes show for a value: typed text, a date, or (date, precision)."""
    if isinstance(value, Typed):
        return value
    if not value:
        return Typed()
    day, precision = value if isinstance(value, tuple | list) else (value, "day")
    if day is None:
        return Typed()
    if precision == "financial_year":
        start = day.year if day.month >= 4 else day.year - 1
        return Typed(year=f"{start}/{(start + 1) % 100:02}")
    return Typed(
        day=str(day.day) if precision == "day" else "",
        month=str(day.month) if precision in ("day", "month") else "",
        year=str(day.year),
    )
