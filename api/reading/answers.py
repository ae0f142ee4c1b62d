"""A list as a program reads it: a page of its rows as JSON, with the way on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from api.problems import bad, not_there
from interface import paging
from interface.columns import Column
from interface.context import absolute
from interface.exports import Listing, json_value
from interface.filters import FilterSet
from interface.forms import RecordField
from interface.paging import LARGEST_ID, Sort
from interface.querystring import read_moment

MOST, USUAL = 500, 100
CHANGED = Sort("changed", "updated_at")
OWN = frozenset({"limit", "after", "changed_since"})
Row = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which rows of a list a program asks for."""

    limit: int
    after: str = ""
    changed_since: dt.datetime | None = None

    @classmethod
    def read(cls, params: QueryDict) -> Wanted:
        """Out of the address. Raises Problem where it is not right."""
        limit, since = params.get("limit", str(USUAL)), params.get("changed_since")
        is_short = len(limit) <= len(str(MOST)) and limit.isascii() and limit.isdecimal()
        if not (is_short and 1 <= int(limit) <= MOST):
            raise bad("limit is not right.", limit=[f"A whole number from 1 to {MOST}."])
        return cls(
            int(limit), params.get("after", ""), moment("changed_since", since) if since else None
        )


def moment(parameter: str, text: str) -> dt.datetime:
    """A day, from its first moment here, or a moment with its zone. Raises Problem for another."""
    try:
        day = dt.date.fromisoformat(text)
        return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    except ValueError:
        read = read_moment(text)
    if read is None:
        said = "A day (2026-11-27), or a moment with its zone (2026-11-27T09:00:00Z)."
        raise bad(f"{parameter} is not right.", **{parameter: [said]})
    return read


def page_of(listing: Listing, wanted: Wanted, params: QueryDict) -> tuple[list[Row], str]:
    """The rows of a page, and the key with which the next one is asked for; empty at the end.

    Raises Problem where the address is not right: no list is ever given unfiltered instead.
    """
    rows = _asked_rows(listing, params)
    sorts = listing.sorts
    if wanted.changed_since is not None:
        if not has_changed(rows.model):
            raise bad("This list does not know when its rows changed.")
        rows, sorts = rows.filter(updated_at__gte=wanted.changed_since), (CHANGED,)
    asked = {"after": wanted.after, "sort": params.get("sort", "")}
    if wanted.changed_since is not None and asked.pop("sort"):
        raise bad("With changed_since, rows come in the order they changed: leave out sort.")
    page, after = paged(rows, asked, sorts, wanted.limit)
    return list(_written(listing, rows, page)), after


def paged(
    rows: QuerySet[Any], asked: Mapping[str, str], sorts: Sequence[Sort], limit: int
) -> tuple[list[Any], str]:
    """The rows of a page, and the key of the next; none beyond what was the last row when its key
    was given. Raises Problem for a key or an order that are none."""
    page = paging.page(rows, asked, sorts, size=limit)
    if page.problem == paging.NOTHING_AFTER:
        return [], ""
    if page.problem:
        raise bad(_first_sentence(page.problem))
    return page.rows, QueryDict(page.next_url[1:]).get("after", "")


def one_of(listing: Listing, number: int, params: QueryDict) -> Row:
    """The record with this number; its first row where the list has several of it."""
    rows = _asked_rows(listing, params)
    found = list(rows.filter(pk=min(number, LARGEST_ID))[:1])
    written = list(_written(listing, rows, found))
    if not written:
        raise not_there()
    return written[0]


def _names_of_filters(source: Any) -> Iterator[str]:
    """The parameters that narrow a list."""
    if isinstance(source, FilterSet):
        for name, field in source.form.fields.items():
            yield name
            if isinstance(field, RecordField):
                yield f"{name}_pick"  # what a form sends where one of several was picked


def _asked_rows(listing: Listing, params: QueryDict) -> QuerySet[Any]:
    source = listing.source
    known = {*_names_of_filters(source), *OWN, "sort", "format"}
    if strange := [name for name in params if name not in known]:
        wrong: Mapping[str, list[str]] = {one: ["This list has no such filter."] for one in strange}
        raise bad("This list has no such filter.", **wrong)
    if errors := getattr(source, "errors", None):
        wrong = {name: [str(text) for text in texts] for name, texts in errors.items()}
        raise bad("A filter is not right.", **wrong)
    return listing.rows


def _written(listing: Listing, rows: QuerySet[Any], found: list[Any]) -> Iterator[Row]:
    columns = listing.columns_of(rows)
    for row in listing.expanded(found):
        yield {
            "id": getattr(row, "pk", None),
            "changed": plain(getattr(row, "updated_at", None)),
            **{column.name: _value(column, row) for column in columns},
        }


def _value(column: Column, row: Any) -> Any:
    value = plain(column.value(row))
    is_ours = column.is_address and isinstance(value, str) and value.startswith("/")
    return absolute(value) if is_ours else value


def plain(value: Any) -> Any:
    """A value as JSON has it: a moment in UTC, all else as in the list's file."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return json_value(value)


def has_changed(model: Any) -> bool:
    """Whether records of this kind know when they changed."""
    return any(field.name == "updated_at" for field in model._meta.fields)


def _first_sentence(text: str) -> str:
    """Without what the page shows instead: a program is shown nothing instead."""
    return text.partition(". ")[0].rstrip(".") + "."
