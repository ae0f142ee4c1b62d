"""Figures as one number, where that can be said without claiming more than they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from records.figures import Qualifier, Quantity

_LOWER = {Qualifier.AT_LEAST, Qualifier.MORE_THAN}
# Two of these cannot be said in one number: "about 10" may be 9, so with "at least 5" it is not
# at least 15.
_INEXACT = (Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST)


def added_up(values: Sequence[Quantity], unit: str) -> Quantity | None:
    """Known quantities as one, with the word that holds for all; None where no word does.

    Ranges add as ranges, but for the end that such a word leaves open.
    """
    said = inexact(values)
    if not values or len(said) > 1:
        return None
    low = sum((one.low or Decimal(0) for one in values), Decimal(0))
    high = sum((_high(one) for one in values), Decimal(0))
    if Qualifier.AT_LEAST in said:
        alone = len(values) == 1
        return Quantity(low, None, values[0].qualifier if alone else Qualifier.AT_LEAST, unit)
    if Qualifier.AT_MOST in said:
        return Quantity(high, None, Qualifier.AT_MOST, unit)
    word = said[0] if said else Qualifier.EXACTLY
    return Quantity(low, high if high != low else None, word, unit)


def inexact(values: Iterable[Quantity]) -> list[Qualifier]:
    """The ways in which quantities are not exact; "more than" counts as "at least"."""
    said = {Qualifier.AT_LEAST if one.qualifier in _LOWER else one.qualifier for one in values}
    return [one for one in _INEXACT if one in said]


def in_words(values: Sequence[Quantity], unit: str) -> str:
    """The sum in words, or why it cannot be said in one number. Of at least one quantity."""
    quantity = added_up(values, unit)
    if quantity is not None:
        return str(quantity)
    said = ", others ".join(f"“{one.label}”" for one in inexact(values))
    return f"Not in one number: some are {said}"


def _high(value: Quantity) -> Decimal:
    return (value.low if value.high is None else value.high) or Decimal(0)
