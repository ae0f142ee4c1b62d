"""The nearest page at or above an address: some addresses only a button presses."""

from __future__ import annotations

from inspect import getclosurevars
from typing import Any

from django.urls import Resolver404, resolve


def page_above(path: str) -> str:
    """The nearest address that a page answers at: this one, or one that it begins with."""
    parts = path.strip("/").split("/")
    for length in range(len(parts), 0, -1):
        here = f"/{'/'.join(parts[:length])}/"
        try:
            found = resolve(here)
        except Resolver404:
            continue
        if _is_page(found.func):
            return here
    return "/"


def _is_page(view: Any) -> bool:
    """Whether a view answers to GET."""
    if (kind := getattr(view, "view_class", None)) is not None:
        return "get" in kind.http_method_names and hasattr(kind, "get")
    while view is not None:
        # What Django's require_POST and its like were told
        allowed = getclosurevars(view).nonlocals.get("request_method_list")
        if allowed is not None:
            return "GET" in allowed
        view = getattr(view, "__wrapped__", None)
    return True
