"""Filters and the order that lists of money share."""

from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils import timezone

from interface.filters import CopiedLightly
from interface.paging import Sort
from interface.words import date_words
from partnerships.models import Programme
from partnerships.organisation.fields import FilterChoices

NEWEST = Sort(
    "newest",
    "updated_at",
    says=lambda row: f"changed {date_words(timezone.localdate(row.updated_at))}",
    starts_descending=True,
)


class _OneRecordField(django_filters.fields.ModelChoiceField):
    iterator = FilterChoices


class OneRecord(CopiedLightly, django_filters.ModelChoiceFilter):
    """One of the few records of a kind, by its slug."""

    field_class = _OneRecordField

    def __init__(self, label: str, queryset: QuerySet[Any]) -> None:
        super().__init__(label=label, queryset=queryset, to_field_name="slug", empty_label="Any")


def programme_filter() -> OneRecord:
    """Records of one programme."""
    return OneRecord("Programme", Programme.objects.all())
