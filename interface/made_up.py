"""What is said of rows that are made up, as an example: on the page of a list, and in its file.

Which rows those are, an app says (``settings.MADE_UP_RULE``): a function that takes a QuerySet and
gives what holds for a row that is made up, None for a kind that never is. The rows are read with
that as a mark, in the query that reads them anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string

# What a row is called that carries the mark
MARK = "of_example"
ROW_SAYS = "Example, made up"
PAGE_SAYS = "Exampleshire is a made-up county. Every body, figure and date about it is invented."


class HowMany(StrEnum):
    """How much of what is counted or listed is made up."""

    NONE = "no"
    SOME = "some"
    ALL = "yes"


LIST_SAYS = {
    HowMany.NONE: "",
    HowMany.SOME: "Some of what is shown here is made up, and marked as such. Exampleshire is a "
    "made-up county: every body, figure and date about it is invented.",
    HowMany.ALL: "Everything listed here is made up. " + PAGE_SAYS,
}


def marked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, each with its mark; as they were where their kind is never made up."""
    query = rows.query
    of_sums = isinstance(query.group_by, tuple)  # a row adds up others; who adds them up says it
    if query.combinator or of_sums or MARK in query.annotations:
        return rows
    if (rule := _rule()(rows)) is None:
        return rows
    is_so = ExpressionWrapper(rule, output_field=BooleanField())
    return rows.annotate(**{MARK: Coalesce(is_so, Value(False))})


@cache
def _rule() -> Any:
    return import_string(settings.MADE_UP_RULE)


def is_marked(row: Any) -> bool:
    """Whether a row is made up, as it was read."""
    return bool(row.get(MARK) if isinstance(row, Mapping) else getattr(row, MARK, False))


def how_many(rows: Iterable[Any]) -> HowMany:
    """How many of these rows are made up."""
    return how_many_of(map(is_marked, rows))


def how_many_of(marks: Iterable[bool]) -> HowMany:
    """How many are made up, of which each says whether it is."""
    found = set(marks)
    if True not in found:
        return HowMany.NONE
    return HowMany.SOME if False in found else HowMany.ALL


def sentence(context: Mapping[Any, Any]) -> str:
    """What the strip above a page says; empty where nothing on the page is made up.

    A page about one record gives ``example``, and how many where it is about several. A list is
    asked through its ``filter``, which knows what all of it holds, or by the rows of its ``page``.
    """
    said = context.get("example")
    if isinstance(said, HowMany):
        return LIST_SAYS[said]
    if said:
        return PAGE_SAYS
    held = getattr(context.get("filter"), "made_up_held", HowMany.NONE)
    if held is HowMany.NONE:
        rows = getattr(context.get("page"), "rows", None)
        held = how_many(rows) if isinstance(rows, list) else held
    return LIST_SAYS[held]


def headed(text: str, *, is_made_up: bool) -> str:
    """A text that is made to be sent on: what is made up says so before anything else."""
    return f"EXAMPLE. {PAGE_SAYS}\n\n{text}" if is_made_up else text
