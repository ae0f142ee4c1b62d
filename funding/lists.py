"""Lists of flows: the orders that they can have, and the rows with what those orders need."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from funding.models import AMOUNT_KEY, END_KEY, Flow
from interface.paging import Sort
from interface.words import date_words, pounds


def _end_words(flow: Flow) -> str:
    return "no end known" if flow.end is None else f"ends {date_words(flow.end)}"


SORTS = (
    Sort(
        "newest",
        "updated_at",
        says=lambda f: date_words(timezone.localdate(f.updated_at)),
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
        end_key=END_KEY,
        amount_key=AMOUNT_KEY,
    )
