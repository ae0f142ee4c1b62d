"""Hours of work, as people type them into a form of a record that has them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from pilots.amounts import read_amount
from records.figures import Qualifier, Quantity

LONGEST = 10_000


def read_hours(form: Any, name: str) -> Quantity | None:
    """What was typed into the box ``name``, put into the three columns of that name of the form's
    record, and as it says it then; None where it is not known. Raises ValidationError
    for what are no hours."""
    typed, record = form.cleaned_data[name], form.instance
    otherwise = "leave it empty"
    amount = read_amount(typed, unit="hours", name="Hours", otherwise=otherwise) if typed else None
    setattr(record, f"{name}_low", amount.low if amount else None)
    setattr(record, f"{name}_high", amount.high if amount else None)
    setattr(record, f"{name}_qualifier", (amount and amount.qualifier) or Qualifier.EXACTLY)
    if amount and max(amount.low, amount.high or 0) > LONGEST:
        raise ValidationError("Enter the hours that one return takes, at most 10,000")
    return getattr(record, name) if amount else None
