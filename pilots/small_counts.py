"""Counts of people from one to four, which the public reads as "fewer than 5" (decision 6).

Everything that shows or adds up people met, reached or referred goes through here.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from partnerships.visibility import reader_of
from records.figures import FEW, FEWER_THAN, Qualifier, Quantity

OPEN_ENDED = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)


def hides_few(user: Any) -> bool:
    """Whether small counts are kept from this reader."""
    return reader_of(user) is None


def shown(user: Any, quantity: Quantity) -> Quantity:
    """The count as this reader may know it."""
    if quantity.is_few and hides_few(user):
        return Quantity(FEW, None, FEWER_THAN, quantity.unit)
    return quantity


def is_few(name: str) -> Q:
    """Rows whose count in these columns is from one to four, as ``Quantity.is_few`` says it."""
    low, high, qualifier = f"{name}_low", f"{name}_high", f"{name}_qualifier"
    return (
        Q(**{f"{low}__gt": 0})
        & ~Q(**{f"{qualifier}__in": OPEN_ENDED})
        & Q(**{f"{low}__lt": FEW})
        & (Q(**{high: None}) | Q(**{f"{high}__lt": FEW}))
    )


def top(name: str) -> Coalesce:
    """The higher end of a range, else the single value."""
    return Coalesce(F(f"{name}_high"), F(f"{name}_low"))
