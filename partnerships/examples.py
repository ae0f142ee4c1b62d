"""Made-up examples are no part of the country.

A place, programme or organisation marked as an example shows newcomers what a programme in progress
looks like. Lists, counts and totals over the whole country leave its records out, unless its place,
programme, pilot or fund is named, or the reader works in it. Pages about it say that it is made up.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from partnerships.models import Levelled, Place
from partnerships.visibility import reader_of

# Filters that name one thing: whoever names an example wants to see it.
NAMING = (
    *("q", "place", "programme", "pilot", "fund", "giver", "receiver", "unlocker", "like"),
    *("linked", "systemic"),
    *("owner", "like_place"),
    *("body", "provider", "within"),
)


def works_with_examples(user: Any) -> bool:
    """Whether the reader has a role in a made-up place or programme."""
    reader = reader_of(user)
    return reader is not None and reader.works_with_examples


def without_examples(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that are not made up: records by their places, all others by their own mark."""
    if issubclass(rows.model, Levelled):
        made_up = Place.objects.filter(is_example=True).order_by().values("pk")
        return rows.exclude(reach_ids__overlap=ArraySubquery(made_up))
    return rows.filter(is_example=False)


def of_the_country(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """What counts as the country for this reader."""
    return rows if works_with_examples(user) else without_examples(rows)


class LeavesOutExamples:
    """Mixin of filter sets of lists over the whole country, before ``FilterSet``."""

    request: Any

    @cached_property
    def reader(self) -> Any:
        """Who reads the list; whoever makes the filter set may name another."""
        return self.request.user

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows, without examples where none was named."""
        rows = super().filter_queryset(queryset)  # type: ignore[misc]
        cleaned = self.form.cleaned_data
        if any(cleaned.get(name) for name in NAMING):
            return rows
        return of_the_country(rows, self.reader)
