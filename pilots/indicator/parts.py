"""A part is no more than its whole: 67 of 150 homes assessed, never 99 of 25.

Only figures that can be set side by side are compared: of one date and one unit, neither from
before its definition changed. A bound that leaves room is no fault ("at least 20" of 25).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q

from pilots.amounts import is_share
from pilots.models import Actual, Indicator
from records.figures import NO_UPPER_END, Qualifier, Quantity

# Of which indicator, and of which date
Key = tuple[int, dt.date | None]


class PartTooLarge(ValidationError):  # noqa: N818 - the person decides which is wrong
    """A figure would be more than the whole that it is a part of."""

    def __init__(self, part: Actual, whole: Actual) -> None:
        super().__init__(
            f"“{part.indicator.name}” would be {part.value} at {part.day}, but it is a part of "
            f"“{whole.indicator.name}”, which is {whole.value} at that date. A part cannot be more "
            "than its whole: check both, and correct the one that is wrong. If it is no part of "
            "it, edit the figure and answer “No” to “Is it part of another figure?”"
        )
        self.part, self.whole = part, whole


def is_larger(part: Actual, whole: Actual) -> bool:
    """Whether a figure is more than the whole of its date, whatever their words leave open.

    Both say ``until`` (``with_definition``).
    """
    unit = part.indicator.unit
    comparable = (
        part.as_of is not None
        and (part.as_of, part.as_of_precision) == (whole.as_of, whole.as_of_precision)
        and unit == whole.indicator.unit
        and not is_share(unit)
        and part.until is None is whole.until
    )
    return comparable and _exceeds(part.value, whole.value)


def refuse_larger(touched: Iterable[Key]) -> None:
    """Raise PartTooLarge where a figure that was just written is more than its whole, or less than
    a part of it. In the transaction that wrote it, which is then undone. One query."""
    keys = set(touched)
    ids = {pk for pk, _ in keys}
    family = Indicator.objects.filter(Q(pk__in=ids) | Q(part_of__in=ids) | Q(parts__in=ids))
    days = {day for _, day in keys if day is not None}
    _refuse(Q(indicator__in=family.values("pk"), as_of__in=days), keys)


def refuse_larger_of(indicator: Indicator) -> None:
    """The same for every figure of an indicator that became a part of another."""
    if indicator.part_of_id is not None:
        _refuse(Q(indicator__in=[indicator.pk, indicator.part_of_id]), None)


def _refuse(which: Q, keys: Set[Key] | None) -> None:
    rows = Actual.objects.live().filter(which).with_definition().select_related("indicator")
    standing = {(row.indicator_id, row.as_of): row for row in rows.order_by("pk")}
    for key, part in standing.items():
        above = (part.indicator.part_of_id or 0, part.as_of)
        whole = standing.get(above)
        is_new = keys is None or key in keys or above in keys
        if whole is not None and is_new and is_larger(part, whole):
            raise PartTooLarge(part, whole)


def _exceeds(part: Quantity, whole: Quantity) -> bool:
    if part.low is None or whole.low is None or whole.qualifier in NO_UPPER_END:
        return False
    least = Decimal(0) if part.qualifier == Qualifier.AT_MOST else part.low
    most = whole.low if whole.high is None else whole.high
    return least > most or (part.qualifier == Qualifier.MORE_THAN and least == most)
