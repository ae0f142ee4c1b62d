"""Which lists other programs may read, and how a list is asked for its rows.

A list is open to them only where its page says so (``api = True``); its address for programs is
``/api/v1/`` and the address of the page. The page itself is asked, with another request, so that
both have the same rows, columns, filters and orders, and who may see what is decided once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.urls import Resolver404, ResolverMatch, URLPattern, resolve

from interface.exports import Listing, ListingRequest
from interface.pages.addresses import addresses
from records.switches import is_used, part_at

BEFORE = "/api/v1/"


def is_public(view: Any) -> bool:
    """Whether programs read the list of this page without a key."""
    return not getattr(view, "login_required", True)


@dataclass(frozen=True)
class OpenList:
    """A list that programs may read, as ``urls.py`` states it."""

    route: str
    pattern: URLPattern

    @property
    def view(self) -> Any:
        """The view of its page."""
        return self.pattern.callback

    @property
    def is_public(self) -> bool:
        """Whether programs read it without a key."""
        return is_public(self.view)

    @property
    def is_of_one_record(self) -> bool:
        """Whether its address names a record whose list it is: boards/…/meetings/."""
        return "<" in self.route

    @property
    def is_off(self) -> bool:
        """Whether it belongs to a part that is switched off: then it is nowhere."""
        part = part_at(self.route)
        return part is not None and not is_used(part.key)

    @property
    def words(self) -> str:
        """Its address, with words in braces for the record whose list it is."""
        return re.sub(r"<\w+:(\w+)>", r"{\1}", self.route)


def page_of(one: OpenList) -> Any:
    """The page itself, where a class makes it; else its view."""
    made = getattr(one.view, "view_class", None)
    return made(**one.view.view_initkwargs) if made else one.view


def title_of(one: OpenList) -> str:
    """What a list is called."""
    page = page_of(one)
    title: str = getattr(page, "api_title", "") or page.title
    return title


@cache
def open_lists() -> tuple[OpenList, ...]:
    """All of them, by their addresses."""
    found = [
        OpenList(route, pattern)
        for route, pattern in addresses()
        if getattr(pattern.callback, "api", False)
    ]
    return tuple(sorted(found, key=lambda one: one.route))


def lists_in_use() -> list[OpenList]:
    """Those that are of no part that is switched off, by what they are called."""
    return sorted((one for one in open_lists() if not one.is_off), key=title_of)


def find(path: str) -> tuple[ResolverMatch, int | None]:
    """The list at an address that follows ``/api/v1/``, and the number of the one record that is
    asked for of it. Raises Http404 where there is none."""
    if match := _list_at(path):
        return match, None
    above, _, last = path.rstrip("/").rpartition("/")
    if above and last.isascii() and last.isdecimal() and (match := _list_at(f"{above}/")):
        return match, int(last)
    raise Http404("no list has this address")


def _list_at(path: str) -> ResolverMatch | None:
    try:
        match = resolve(f"/{path}")
    except Resolver404:
        return None
    return match if getattr(match.func, "api", False) else None


def ask(
    found: ResolverMatch,
    *,
    reader: Any,
    params: QueryDict,
    take: Callable[[Listing], HttpResponseBase],
) -> HttpResponseBase:
    """What ``take`` makes of the list as this reader sees it; ``params`` are filters and order.

    Raises what the page raises: Http404, PermissionDenied.
    """
    asked: Any = ListingRequest()
    asked.method, asked.session = "GET", {}
    asked.path = asked.path_info = f"/{found.route}"
    asked.resolver_match, asked.user, asked.take = found, reader, take
    asked.GET = params.copy()
    asked.GET["format"] = "json"  # rows with all that files say of them
    answer: HttpResponseBase = found.func(asked, *found.args, **found.kwargs)
    return answer


def listing_of(found: ResolverMatch, *, reader: Any, params: QueryDict) -> Listing:
    """The list itself as this reader sees it, of which no row is read."""
    handed: list[Listing] = []

    def take(listing: Listing) -> HttpResponse:
        handed.append(listing)
        return HttpResponse()

    ask(found, reader=reader, params=params, take=take)
    return handed[0]
