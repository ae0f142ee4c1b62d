"""Made-up examples are no part of the country.

A place, programme or organisation marked as an example shows newcomers what a programme in progress
looks like. Lists, counts and totals over the whole country leave its records out, unless its place,
programme, pilot or fund is named, or the reader works in it. Pages about it say that it is made up.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from partnerships.models import Levelled, Place
from partnerships.visibility import reader_of

# Filters that name one thing: whoever names an example wants to see it.
NAMING = (
    *("q", "place", "programme", "pilot", "fund", "giver", "receiver", "unlocker", "like"),
    *("linked", "systemic"),
    *("owner", "like_place"),
    *("body", "provider", "within"),
    *("to", "whose"),
)


# The region that a filter offers for what is made up, and what lists call it.
MADE_UP = "made-up"
MADE_UP_WORDS = "Made up, as an example"


def works_with_examples(user: Any) -> bool:
    """Whether the reader has a role in a made-up place or programme."""
    reader = reader_of(user)
    return reader is not None and reader.works_with_examples


def without_examples(rows: QuerySet[Any], at: str = "") -> QuerySet[Any]:
    """Rows that are not made up: records by their places, all others by their own mark.

    ``at`` is the field that leads to such a record, where a row is a part of one.
    """
    if at or issubclass(rows.model, Levelled):
        made_up = Place.objects.filter(is_example=True).order_by().values("pk")
        prefix = f"{at}__" if at else ""
        return rows.exclude(**{f"{prefix}reach_ids__overlap": ArraySubquery(made_up)})
    return rows.filter(is_example=False)


def examples_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Records of made-up places alone."""
    made_up = Place.objects.filter(is_example=True).order_by().values("pk")
    return rows.filter(reach_ids__overlap=ArraySubquery(made_up))


def made_up_last(rows: QuerySet[Any], at: str = "") -> QuerySet[Any]:
    """These rows with ``made_up``, in their own order, but what is made up behind the rest.

    ``at`` leads to the record that says so, where a row is a part of one.
    """
    kind: Any = rows.model
    for step in at.split("__") if at else ():
        kind = kind._meta.get_field(step).related_model
    prefix = f"{at}__" if at else ""
    rule = Q(**{f"{prefix}is_example": True})
    if issubclass(kind, Levelled):
        places = Place.objects.filter(is_example=True).order_by().values("pk")
        rule = Q(**{f"{prefix}reach_ids__overlap": ArraySubquery(places)})
    marked = rows.annotate(made_up=ExpressionWrapper(rule, output_field=BooleanField()))
    return marked.order_by("made_up", *(rows.query.order_by or rows.model._meta.ordering))


def of_the_country(rows: QuerySet[Any], user: Any, at: str = "") -> QuerySet[Any]:
    """What counts as the country for this reader; ``at`` as for ``without_examples``."""
    return rows if works_with_examples(user) else without_examples(rows, at)


class LeavesOutExamples:
    """Mixin of filter sets of lists over the whole country, before ``FilterSet``."""

    request: Any
    # The field that leads to the record with places, where a row is a part of one
    examples_at = ""

    @cached_property
    def reader(self) -> Any:
        """Who reads the list; whoever makes the filter set may name another."""
        return self.request.user

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows, without examples where none was named."""
        rows = super().filter_queryset(queryset)  # type: ignore[misc]
        cleaned = self.form.cleaned_data
        if any(cleaned.get(name) for name in NAMING) or cleaned.get("region") == MADE_UP:
            return rows
        return of_the_country(rows, self.reader, self.examples_at)
