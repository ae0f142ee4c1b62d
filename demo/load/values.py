"""What a field of an entry is as the columns of a row: each type of field is read in one way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from demo.load.entries import Entry, day_from
from partnerships.models import OrganisationName
from records.dates import DateWithPrecision

# Dates with a precision that are the last day of a month or year that is given for them
ENDS = frozenset(
    {
        *("end", "planned_end", "period_end", "valid_to", "until", "granted_until", "due"),
        *("last_due", "final", "closes", "decision", "before", "after"),
    }
)


@cache
def fields_of(model: Any) -> dict[str, Any]:
    """By the names that entries have for them: a figure's without ``_low``."""
    own = [one for one in model._meta.concrete_fields if not (one.generated or one.primary_key)]
    named = {one.name: one for one in own}
    figures = {name[:-4]: one for name, one in named.items() if name.endswith("_low")}
    return figures | named


def columns(entry: Entry, model: Any, name: str) -> dict[str, Any]:
    """The columns that a field of an entry is; none where nothing is written.

    Raises LoadError where it cannot be read.
    """
    field = fields_of(model)[name]
    if isinstance(field, ArrayField | models.JSONField):
        is_list = isinstance(field, ArrayField)
        return {field.name: entry.names(name) if is_list else field.to_python(entry.fields[name])}
    if not (text := entry.text(name)):
        return {}
    precision = f"{field.name}_precision"
    try:
        if isinstance(field, models.DateTimeField):
            return {field.name: _moment(entry, text)}
        if not isinstance(field, models.DateField):
            return {field.name: _plain(entry, field, name, text)}
        date = _date(entry, text)
    except ValueError as problem:
        raise entry.error(f"{name}: {problem}") from None
    if precision not in fields_of(model):
        return {field.name: date.first}
    # A name ends in the month in which the next begins
    is_end = field.name in ENDS and model is not OrganisationName
    return {field.name: date.last if is_end else date.first, precision: date.precision}


def day_of(entry: Entry, name: str) -> dt.date | None:
    """A day that a hook reads."""
    return _date(entry, text).first if (text := entry.text(name)) else None


def _date(entry: Entry, text: str) -> DateWithPrecision:
    if entry.anchor and text.startswith("load"):
        return DateWithPrecision.parse(day_from(text, entry.anchor).isoformat())
    return DateWithPrecision.parse(text)


def _moment(entry: Entry, text: str) -> dt.datetime:
    """``load-45d at 10``; a day's noon, where nobody needs to know the hour."""
    day, _, hour = text.partition(" at ")
    time = dt.time(int(hour or 12))
    return timezone.make_aware(dt.datetime.combine(_date(entry, day).first, time))


def _plain(entry: Entry, field: Any, name: str, text: str) -> Any:
    if isinstance(field, models.BooleanField):
        return entry.flag(name)
    if isinstance(field, models.IntegerField):
        return _whole(entry, field, name, text)
    return _number(entry, name, text) if isinstance(field, models.DecimalField) else text


def _whole(entry: Entry, field: Any, name: str, text: str) -> int:
    if field.choices:
        said = {str(label): value for value, label in field.choices}
        if text not in {*said, *map(str, said.values())}:
            raise entry.error(f"{name} should be one of {', '.join(said)}, not {text!r}")
        return int(said.get(text, text))
    if name == "year" and not text.isdigit():  # the financial year of a day
        day = _date(entry, text).first
        return day.year if day.month >= 4 else day.year - 1
    return int(_number(entry, name, text))


def _number(entry: Entry, name: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise entry.error(f"{name} should be a number, not {text!r}") from None
