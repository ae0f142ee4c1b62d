"""The lists that everybody may take away whole, as whoever is not signed in reads them.

Each is a part of Placebook with a list of records (``MenuItem``). What adds up, compares or narrows
others is left out: it can be worked out anew from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import resolve, reverse

from geography.england import all_councils
from interface.columns import Column, made_up_column
from interface.exports import Listing, ListingRequest, chunked
from interface.made_up import MARK, marked
from interface.paging import chosen_sort
from interface.parts import MenuItem, Theme
from records.switches import used

PAGES = (
    *("places", "organisations", "boards", "decisions", "agreements", "disputes"),
    *("programmes", "pilots", "pilot_figures", "shared_definitions", "lessons", "case_studies"),
    *("evaluation_findings", "barriers", "systemic_barriers", "believed_list", "guidance_list"),
    *("practice_examples", "funds", "fund_rounds", "fund_guidance_list", "reporting_duties"),
    *("flows", "bids", "pools", "estimates", "priorities", "recognitions", "secondments"),
    *("courses",),
)


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
        for page in PAGES
        if (item := items.get(page))
    ]
    order = list(Theme)
    return sorted([*made, FIGURES], key=lambda one: order.index(one.theme))


def table_of(one: OpenList) -> tuple[Sequence[Column], Iterable[Any]]:
    """Its columns and rows, read by key, without those that are made up."""
    if one is FIGURES:
        return all_councils.COLUMNS, all_councils.lines()
    request, listing = _asked(one)
    rows = marked(getattr(listing.source, "qs", listing.source))
    columns = [*listing.columns]
    if MARK in rows.query.annotations:
        rows = rows.filter(**{MARK: False})
        columns.append(made_up_column())
    read = chunked(rows, *chosen_sort(request.GET, listing.sorts))
    return columns, listing.expand(read) if listing.expand else read


def _asked(one: OpenList) -> tuple[ListingRequest, Listing]:
    """What the page of a list gives away to whoever is not signed in."""
    taken: list[Listing] = []

    def take(listing: Listing) -> HttpResponseBase:
        taken.append(listing)
        return HttpResponse()

    request = ListingRequest()
    request.method, request.path, request.GET = "GET", one.url, QueryDict("format=csv")
    request.user, request.take = AnonymousUser(), take
    resolve(one.url).func(request)
    [listing] = taken
    return request, listing
