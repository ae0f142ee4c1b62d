"""The lists that everybody may take away whole, as whoever is not signed in reads them.

They are those that other programs read without a key (``api.reading``), by what the page of all
parts says of them (``MenuItem``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import resolve, reverse

from api import lists
from geography.england import all_councils
from governance.decision import filters as to_come
from interface.columns import Column
from interface.exports import DESCRIPTION, chunked
from interface.made_up import MARK
from interface.paging import chosen_sort
from interface.parts import MenuItem, Theme
from records.switches import used

# What narrows or compares another list: it can be worked out anew from that
LEFT_OUT = {"money_ending", "priority_differences", "systemic_laws"}


@dataclass(frozen=True)
class OpenList:
    """A list by the name of its address, with what it is called and holds.

    ``query`` asks for all of it, where its page begins with a part; ``file`` is what its file is
    called, where its page has several.
    """

    page: str
    label: str
    says: str
    theme: Theme
    query: str = ""
    file: str = ""

    @property
    def name(self) -> str:
        """What its file is called."""
        return self.file or self.page.removesuffix("_list").replace("_", "-")

    @property
    def url(self) -> str:
        """Where it stands."""
        return reverse(self.page) + (f"?{self.query}" if self.query else "")

    @property
    def csv(self) -> str:
        """The address of its rows as CSV."""
        return self._as("csv")

    @property
    def json(self) -> str:
        """The same as JSON."""
        return self._as("json")

    @property
    def described(self) -> str:
        """What the columns of the CSV hold, for programs."""
        return self._as(DESCRIPTION)

    @property
    def definitions(self) -> str:
        """What the columns mean, for people."""
        return f"{self.csv}&definitions=1"

    def _as(self, format: str) -> str:  # noqa: A002 - the word that stands in the address
        return f"{self.url}{'&' if self.query else '?'}format={format}"


# Put together for its file, and no page of its own
FIGURES = OpenList(
    "official_figures",
    "Official figures",
    "Every official measure for every council, each with its source and licence",
    Theme.PLACES,
)


# What the page of a list leaves out until it is asked for
WHOLE = {"places": "all=on&ended=on"}
TO_COME = OpenList(
    "decisions",
    "Decisions to come",
    "What boards are to decide, and by when",
    Theme.PLACES,
    query=f"state={to_come.TO_COME}",
    file="decisions-to-come",
)


def open_lists() -> list[OpenList]:
    """All of them that are in use, under their themes."""
    items = {one.page: one for one in used(MenuItem) if not one.query and not one.adds}
    made = [
        OpenList(item.page, item.label, item.says, item.theme, WHOLE.get(item.page, ""))
        for one in lists.open_lists()
        if one.is_public and not one.is_of_one_record and one.pattern.name not in LEFT_OUT
        if (item := items.get(str(one.pattern.name)))
    ]
    order = list(Theme)
    return sorted([*made, TO_COME, FIGURES], key=lambda one: order.index(one.theme))


def table_of(one: OpenList) -> tuple[Sequence[Column], Iterable[Any]]:
    """Its columns and rows, read by key, without those that are made up."""
    if one is FIGURES:
        return all_councils.COLUMNS, all_councils.lines()
    page, params = resolve(reverse(one.page)), QueryDict(one.query)
    listing = lists.listing_of(page, reader=AnonymousUser(), params=params)
    rows = listing.rows
    columns = listing.columns_of(rows)
    if MARK in rows.query.annotations:
        rows = rows.filter(**{MARK: False})
    return columns, listing.expanded(chunked(rows, *chosen_sort(params, listing.sorts)))
