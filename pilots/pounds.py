"""Asking for an amount of money, as people type it, in a form of a record that has one."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, CharField

from pilots.amounts import Amount, read_amount
from records.figures import Qualifier, Quantity

FOREIGN = re.compile(r"[€$¥]|\b(eur|euros?|usd|dollars?|chf|francs?|yen)\b")
NEGATIVE = re.compile(r"\s*(£\s*)?([-−–]|minus\b)\s*(£\s*)?\d")


class AsksPounds(BaseForm):
    """Mixed into a form with a text box ``amount``: it fills ``amount_low``, ``amount_high`` and
    ``amount_qualifier`` of its record, and opens with them. Left empty it is not known."""

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.amount_low is not None:
            self.initial["amount"] = str(self.instance.amount)

    def clean_amount(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_pounds(self, "amount")


AMOUNT = "For example £12,000 or 7,000 to 15,000. Leave it empty if it is not known"


def pounds_field(label: str, help_text: str = AMOUNT) -> CharField:
    """A box for an amount in pounds, which ``read_pounds`` reads."""
    return CharField(label=label, max_length=60, required=False, help_text=help_text)


def read_pounds(form: Any, name: str, unit: str = "£") -> Quantity | None:
    """What was typed into the box ``name``, put into the three columns of that name of the form's
    record, and as it says it then; None where it is not known. ``unit`` is another where the form
    asks for it. Raises ValidationError for what is no amount."""
    typed, record = form.cleaned_data[name], form.instance
    amount = _read(typed, unit) if typed else None
    setattr(record, f"{name}_low", amount.low if amount else None)
    setattr(record, f"{name}_high", amount.high if amount else None)
    setattr(record, f"{name}_qualifier", (amount and amount.qualifier) or Qualifier.EXACTLY)
    return getattr(record, name) if amount else None


def _read(typed: str, unit: str) -> Amount:
    try:
        return read_amount(typed, unit=unit, name="How much")
    except ValidationError:
        raise ValidationError(_why_not(typed.lower(), unit)) from None


def _why_not(typed: str, unit: str) -> str:
    """What is wrong with what was typed as an amount, and what to do."""
    if unit != "£":
        return f"Enter a number of {unit}, such as 1,200 or 700 to 1,500, or leave it empty"
    if FOREIGN.search(typed):
        return "Enter it in pounds. Say in words what it was in another currency"
    if NEGATIVE.match(typed):
        return "Enter 0 or more, without a minus"
    return "Enter an amount, such as £12,000 or 7,000 to 15,000, or leave it empty"
