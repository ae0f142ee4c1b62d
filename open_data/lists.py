"""The lists that everybody may take away whole, as whoever is not signed in reads them.

They are those that other programs read without a key (``api.reading``), by what the page of all
parts says of them (``MenuItem``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import resolve, reverse

from api.reading import lists
from geography.england import all_councils
from interface.columns import Column, made_up_column
from interface.exports import Listing, chunked
from interface.made_up import MARK, marked
from interface.paging import chosen_sort
from interface.parts import MenuItem, Theme
from records.switches import used

# What narrows or compares another list: it can be worked out anew from that
LEFT_OUT = {"money_ending", "priority_differences", "systemic_laws"}


@dataclass(frozen=True)
class OpenList:
    """A list by the name of its address, with what it is called and holds."""

    page: str
    label: str
    says: str
    theme: Theme

    @property
    def name(self) -> str:
        """What its file is called."""
        return self.page.removesuffix("_list").replace("_", "-")

    @property
    def url(self) -> str:
        """Where it stands; a file of it, with ``?format=``."""
        return reverse(self.page)


# Put together for its file, and no page of its own
FIGURES = OpenList(
    "official_figures",
    "Official figures",
    "Every official measure for every council, each with its source and licence",
    Theme.PLACES,
)


def open_lists() -> list[OpenList]:
    """All of them that are in use, under their themes."""
    items = {one.page: one for one in used(MenuItem) if not one.query and not one.adds}
    made = [
        OpenList(item.page, item.label, item.says, item.theme)
        for one in lists.open_lists()
        if one.is_public and not one.is_of_one_record and one.pattern.name not in LEFT_OUT
        if (item := items.get(str(one.pattern.name)))
    ]
    order = list(Theme)
    return sorted([*made, FIGURES], key=lambda one: order.index(one.theme))


def table_of(one: OpenList) -> tuple[Sequence[Column], Iterable[Any]]:
    """Its columns and rows, read by key, without those that are made up."""
    if one is FIGURES:
        return all_councils.COLUMNS, all_councils.lines()
    listing = _listing(one)
    rows = marked(getattr(listing.source, "qs", listing.source))
    columns = [*listing.columns]
    if MARK in rows.query.annotations:
        rows = rows.filter(**{MARK: False})
        columns.append(made_up_column())
    read = chunked(rows, *chosen_sort(QueryDict(), listing.sorts))
    return columns, listing.expand(read) if listing.expand else read


def _listing(one: OpenList) -> Listing:
    """What the page of a list gives away to whoever is not signed in."""
    taken: list[Listing] = []

    def take(listing: Listing) -> HttpResponseBase:
        taken.append(listing)
        return HttpResponse()

    lists.ask(resolve(one.url), reader=AnonymousUser(), params=QueryDict(), take=take)
    return taken[0]
