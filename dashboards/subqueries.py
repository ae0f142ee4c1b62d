"""Counts beside each row of a list, in the list's own query: no join that repeats rows."""

from __future__ import annotations

from django.db.models import Func, IntegerField, OuterRef, QuerySet, Subquery


class UpTo(Subquery):
    """How many rows a correlated query has, counted no further than its own limit."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet, limit: int | None = None) -> None:
        rows = queryset.order_by().values("pk")
        super().__init__(rows if limit is None else rows[: limit + 1])


def this_place() -> Func:
    """``ARRAY[place.id]`` of the row outside, to ask ``reach_ids__contains`` with its index."""
    return Func(OuterRef("pk"), template="ARRAY[%(expressions)s]")


def at_each_place(records: QuerySet) -> QuerySet:
    """Those of ``records`` that are at the place of the row outside, or at a place within it."""
    return records.filter(reach_ids__contains=this_place())
