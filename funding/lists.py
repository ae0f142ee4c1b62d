"""Lists of flows: the orders that they can have, and the rows with what those orders need."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from funding.models import Flow
from interface.paging import Sort
from interface.words import date_words, pounds

NEVER = dt.date(9999, 12, 31)
UNKNOWN_AMOUNT = Decimal(-1)


def _end_words(flow: Flow) -> str:
    return "no end known" if flow.end is None else f"ends {date_words(flow.end)}"


SORTS = (
    Sort(
        "newest",
        "updated_at",
        says=lambda f: date_words(f.updated_at.date()),
        starts_descending=True,
    ),
    Sort("end", "end_key", says=_end_words),
    Sort(
        "amount",
        "amount_key",
        says=lambda flow: (
            "amount not known" if flow.amount_low is None else pounds(flow.amount_low)
        ),
        starts_descending=True,
    ),
)


def listed(user: Any) -> QuerySet[Flow]:
    """The flows that this reader may see, with what the sorts need."""
    return Flow.objects.visible_to(user).annotate(
        end_key=Coalesce("end", Value(NEVER)),
        amount_key=Coalesce("amount_low", Value(UNKNOWN_AMOUNT)),
    )
