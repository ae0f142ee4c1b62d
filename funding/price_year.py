"""In the prices of which year an amount is: a field of a record, and the question for it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.forms import IntegerField

FIRST, LAST = 1990, 2100


def price_year_field() -> Any:
    """The year; None where it is not known, or the amount is in the money of its day."""
    return models.PositiveSmallIntegerField(
        "in prices of", null=True, blank=True, help_text="The year whose prices were used"
    )


def price_year_known(name: str) -> models.CheckConstraint:
    """A price year is a year, where there is one."""
    in_range = Q(price_year__gte=FIRST, price_year__lte=LAST)
    return models.CheckConstraint(condition=Q(price_year=None) | in_range, name=name)


def ask_price_year() -> IntegerField:
    """The question for it."""
    return IntegerField(
        label="Which year’s prices is it in?",
        min_value=FIRST,
        max_value=LAST,
        required=False,
        error_messages={"invalid": "Enter a year, such as 2013"},
    )
