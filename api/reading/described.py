"""What each open list says of itself: which kind of record, which columns, filters and orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import ResolverMatch

from access.sharing import everyone_signed_in
from api.lists import OpenList, listing_of, open_lists, page_of, title_of
from api.reading.answers import has_changed
from interface.columns import Column
from interface.paging import Sort


@dataclass(frozen=True)
class Described:
    """A list as it describes itself to whoever may read it with the fewest rights."""

    list: OpenList
    title: str
    model: Any
    columns: tuple[Column, ...]
    sorts: tuple[Sort, ...]
    source: Any

    @property
    def has_changed(self) -> bool:
        """Whether it can be asked for what changed since a moment."""
        return has_changed(self.model)


def described_lists() -> Iterator[Described]:
    """Those that stand at one address, by it; those of parts that are switched off too.

    A list of one record (``boards/…/meetings/``) describes itself by what its class says.
    """
    for one in open_lists():
        yield described(one)


def described(one: OpenList) -> Described:
    """What a list says of itself; no row is read for it."""
    if one.is_of_one_record:
        page = page_of(one)
        columns = tuple(column for column in page.columns if column.in_file)
        return Described(one, title_of(one), page.model, columns, tuple(page.sorts), None)
    match = ResolverMatch(one.view, (), {}, route=one.route)
    reader = AnonymousUser() if one.is_public else everyone_signed_in()
    listing = listing_of(match, reader=reader, params=QueryDict())
    rows = listing.rows
    columns, sorts = tuple(listing.columns_of(rows)), tuple(listing.sorts)
    return Described(one, title_of(one), rows.model, columns, sorts, listing.source)
