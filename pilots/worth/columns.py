"""Costs and benefits of a pilot, and who took it up, as lists: their order and files."""

from __future__ import annotations

from typing import Any

from interface.exports import Column
from interface.paging import Sort
from pilots.indicator.codebook import iso
from records.dates import DateWithPrecision

SORTS = (
    Sort("written", "created_at", says=lambda one: f"written down {one.created_at:%-d %B %Y}"),
)


def _amount(end: str) -> Any:
    return lambda one: getattr(one, f"amount_{end}")


COST_COLUMNS = (
    Column("line", "Number", "Stays the same", lambda one: one.pk),
    Column("side", "Which", "A cost or a benefit", lambda one: one.get_side_display()),
    Column("item", "For what", "", lambda one: one.item),
    Column("amount", "Amount", "In words, with how exact it is; never add lines up",
           lambda one: str(one.amount) if one.amount.known else ""),
    Column("low", "Amount or low end", "In pounds; empty is not known", _amount("low")),
    Column("high", "High end", "Only for a range", _amount("high")),
    Column("basis", "How it is known", "Counted, an estimate or a forecast",
           lambda one: one.get_basis_display()),
    Column("years", "Years", "Which it is for", lambda one: one.years),
    Column("price_year", "Price year", "In whose prices it is", lambda one: one.price_year),
    Column("whose", "Whose", "Cost or benefit it is", lambda one: one.of_whom),
    Column("comparator", "Without the pilot", "What would have happened",
           lambda one: one.comparator),
    Column("source", "Source", "Where it is from", lambda one: one.source),
)  # fmt: skip
SPREAD_COLUMNS = (
    Column("spread", "Number", "Stays the same", lambda one: one.pk),
    Column("place", "Place", "Empty where it is no one place", lambda one: one.place),
    Column("organisation", "Organisation", "Empty where none is named",
           lambda one: one.organisation),
    Column("description", "Who", "As described", lambda one: one.description),
    Column("what", "What", "Was taken up", lambda one: one.what),
    Column("since", "Since", "No more exact than known",
           lambda one: iso(DateWithPrecision.of(one, "on"))),
    Column("known_from", "Known from", "How we know", lambda one: one.known_from),
    Column("source", "Source", "Where it is from", lambda one: one.source),
)  # fmt: skip
