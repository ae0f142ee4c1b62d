"""The order of lists of records that change: the newest change first."""

from __future__ import annotations

from django.utils import timezone

from interface.paging import Sort
from interface.words import date_words

NEWEST = Sort(
    "newest",
    "updated_at",
    says=lambda row: f"changed {date_words(timezone.localdate(row.updated_at))}",
    starts_descending=True,
)
