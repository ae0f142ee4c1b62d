"""All addresses that are stated, each with its page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, get_resolver


@cache
def addresses() -> tuple[tuple[str, URLPattern], ...]:
    """Each route, such as ``places/<slug:slug>/``, with what is stated for it."""
    return tuple(_stated(get_resolver().url_patterns))


def page_class(one: URLPattern) -> type | None:
    """The class of the page at an address; None where a function makes it."""
    return getattr(one.callback, "view_class", None)


def _stated(patterns: Any, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route, one
        else:
            yield from _stated(one.url_patterns, route)
