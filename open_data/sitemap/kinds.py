"""Which addresses everybody may open, kind by kind, as search knows the records.

A file of a sitemap holds a range of keys, so that nothing is counted and nothing skipped: what
stands in it changes with its own records alone. Rows that are made up, as an example, are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from interface.help import HelpPage
from interface.made_up import MARK, marked
from interface.parts import MenuItem, everyone
from records.addresses import address
from records.switches import used
from registry.search import SearchIndex

SIZE = 20_000  # keys of a file; the protocol takes 50,000 addresses
PAGES = "page"  # the file of pages that name no record
Line = tuple[str, dt.datetime | None]


@cache
def public_pages() -> frozenset[str]:
    """The names of the addresses that ask nobody to sign in."""
    return frozenset(
        one.name
        for one in _patterns(get_resolver())
        if one.name and not getattr(one.callback, "login_required", True)
    )


def _patterns(of: URLResolver) -> Iterator[URLPattern]:
    for one in of.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one)
        else:
            yield one


def kinds() -> dict[str, SearchIndex]:
    """The kinds whose records have a public page each, by their keys."""
    return {
        one.kind: one for one in used(SearchIndex) if _has_page(one) and one.page in public_pages()
    }


def _has_page(index: SearchIndex) -> bool:
    """Whether each of its records has an address of its own, not a part of another's page."""
    if not isinstance(index.page, str) or index.key_of is not None or index.anchor:
        return False
    return bool(index.reference) or any(map(_is_own, index.key))


def _is_own(part: Any) -> bool:
    """Whether a part of an address says which record it is, not which other it belongs to."""
    return not isinstance(part, str) or not ("__" in part or part.endswith("_id"))


def rows(index: SearchIndex) -> QuerySet[Any]:
    """Its records that everybody reads."""
    seen = index.rows_seen(AnonymousUser()).order_by()
    found = index.rows().filter(pk__in=seen.values("pk")) if index.rows else seen
    found = marked(found)
    return found.filter(**{MARK: False}) if MARK in found.query.annotations else found


def files() -> Iterator[tuple[str, int]]:
    """Each file that has a line: its kind and number. One query, and one for each range more that
    the largest kind has."""
    asked = dict.fromkeys(kinds(), 0)
    while asked := _first(asked):
        yield from ((kind, pk // SIZE) for kind, pk in asked.items())
        asked = {kind: (pk // SIZE + 1) * SIZE for kind, pk in asked.items()}


def _first(asked: Mapping[str, int]) -> dict[str, int]:
    """The first key of each kind from a number on; the kinds that have none are left out."""
    known = kinds()
    first, *others = [
        rows(known[kind])
        .filter(pk__gte=least)
        .annotate(kind_of_file=Value(kind, CharField()))
        .order_by("pk")
        .values_list("kind_of_file", "pk")[:1]
        for kind, least in asked.items()
    ]
    return dict(first.union(*others, all=True) if others else first)


def lines(kind: str, number: int) -> Iterator[Line]:
    """What a file says: each address, and when its record changed. Raises KeyError for no kind."""
    if kind == PAGES:
        return _pages() if number == 0 else iter(())
    index = kinds()[kind]
    return _lines(index, rows(index).filter(pk__gte=number * SIZE, pk__lt=(number + 1) * SIZE))


def _lines(index: SearchIndex, found: QuerySet[Any]) -> Iterator[Line]:
    keys = ("pk",) if index.reference else index.key
    parts = {f"part_{at}": F(key) if isinstance(key, str) else key for at, key in enumerate(keys)}
    is_dated = any(field.name == "updated_at" for field in index.model._meta.concrete_fields)
    changed = F("updated_at") if is_dated else Value(None, DateTimeField())
    told = found.annotate(**parts, changed_at=changed).order_by("pk")
    for *words, day in told.values_list(*parts, "changed_at"):
        named = [index.reference.of(words[0])] if index.reference else words
        yield address(index.page, *named), day


def _pages() -> Iterator[Line]:
    """The first page, those from which a part begins, and help."""
    open_to_all = public_pages()
    items = [one for one in used(MenuItem) if one.page in open_to_all and not one.query]
    named = [one.url for one in items if one.permission is everyone and not one.adds]
    for url in dict.fromkeys([reverse("home"), *named, *(one.url for one in used(HelpPage))]):
        yield url, None
