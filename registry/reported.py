"""Of which records people say that something is wrong, as their subjects declare it.

The foot of a record's page leads to one form for all of them. ``HasErrorReports`` stands in the
``registrations.py`` of the record; who keeps it, and so reads what was said, is in
``people/review/responsible.py``; the reports are in ``collaboration/error_report``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import URLPattern

from interface.pages import Page
from interface.pages.addresses import addresses, page_class
from interface.paging import row_number
from records.reading import rows_seen
from records.subjects import registered
from registry.kinds import kind_of

_NUMBERS = ("pk", "number")
# The last word of an address that names no record of its own
ABOVE = re.compile(r"[a-z-]+/$")


@dataclass(frozen=True, kw_only=True)
class HasErrorReports:
    """A kind of record with pages from which people say that something is wrong.

    ``pages`` are the names of the addresses at which it is read, all with the same parts; what a
    class shows below one of them, with no part more, is one of its pages as well. ``keys`` are the
    columns that those parts name, one after the other, and ``as_stored`` reads a part that the
    column says otherwise. ``title`` is what a page calls one, ``reads`` what that reads;
    ``called`` is the column with its name, for *my work*, which reads all kinds in one query.
    Who keeps it: officers of its ``owner``, editors of its places, leads of its programme, officers
    of its other ``bodies``; all of these of the first record of ``of`` where it is a part of one.
    """

    model: Any
    pages: tuple[str, ...]
    keys: tuple[str, ...] = ("pk",)
    as_stored: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    title: Callable[[Any], str] = str
    reads: tuple[str, ...] = ()
    called: str = ""
    owner: str = ""
    of: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    order: int = 0

    @property
    def kind(self) -> str:
        """What stands for it in an address."""
        return kind_of(self.model)

    def seen_by(self, user: Any) -> QuerySet[Any]:
        """The records of this kind that a reader may see."""
        return rows_seen(self.model, user).select_related(*self.reads)

    def named(self, key: str) -> dict[str, Any]:
        """The columns that an address names: "street-games/3". Raises Http404."""
        parts = key.split("/")
        if len(parts) != len(self.keys) or "\0" in key:
            raise Http404
        named = zip(self.keys, parts, strict=True)
        return {column: self._value(column, part) for column, part in named}

    def _value(self, column: str, part: str) -> Any:
        if column in _NUMBERS:
            if not (number := row_number(part)):
                raise Http404
            return number
        try:
            return self.as_stored.get(column, str)(part)
        except ValueError as error:
            raise Http404 from error


def reported(kind: str) -> HasErrorReports | None:
    """The declaration for a kind of record as an address names it."""
    return next((one for one in registered(HasErrorReports) if one.kind == kind), None)


def reported_of(record: Any) -> HasErrorReports:
    """The declaration for a record."""
    return next(one for one in registered(HasErrorReports) if one.model is type(record))


@cache
def by_page() -> dict[str, HasErrorReports]:
    """The declaration of each page of a record, by the name of its address."""
    own = {page: one for one in registered(HasErrorReports) for page in one.pages}
    routes = {route: own[page.name] for route, page in addresses() if page.name in own}
    below = {
        str(page.name): routes[above]
        for route, page in addresses()
        if (above := ABOVE.sub("", route)) in routes and _shows(page)
    }
    return {**below, **own}


def _shows(one: URLPattern) -> bool:
    """Whether a page shows something, and asks for nothing."""
    page = page_class(one)
    is_page = page is not None and issubclass(page, Page) and hasattr(page, "template_name")
    return is_page and not hasattr(page, "post")
