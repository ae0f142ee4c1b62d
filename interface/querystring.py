"""What stands in addresses: filters, kept while a list is paged or sorted, and moments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime

# What says where in a list the reader is; it is dropped when the list itself changes.
PAGING = ("after", "before", "format", "definitions")


def replaced(params: QueryDict | Mapping[str, Any], **changes: Any) -> str:
    """``?…`` with some parameters replaced; ``None`` takes one out.

    Empty parameters and the place in the list are left out, unless they are
    given. Returns ``?`` when nothing remains, which is the plain list.
    """
    kept = _lists(params, {*PAGING, *changes})
    return _text(kept | {name: _listed(value) for name, value in changes.items()})


def without(params: QueryDict | Mapping[str, Any], name: str, value: str | None = None) -> str:
    """``?…`` without a parameter, or without one of its values."""
    kept = _lists(params, {*PAGING})
    kept[name] = [other for other in kept.get(name, ()) if value is not None and other != value]
    return _text(kept)


def cleaned(request: HttpRequest) -> HttpResponse | None:
    """To the same address without its empty parameters; None where it has none.

    A form without a script sends every box; what a list was asked for is a short address to share.
    """
    full = request.GET.copy()
    for name, values in request.GET.lists():
        full.setlist(name, [value for value in values if value != ""])
    asked, left = request.GET.urlencode(), full.urlencode()
    if asked == left:
        return None
    return redirect(f"{request.path}?{left}" if left else request.path)


def _lists(params: QueryDict | Mapping[str, Any], leave: set[str]) -> dict[str, list[Any]]:
    """Every value of each name, but for those to leave out."""
    if isinstance(params, QueryDict):
        return {name: values for name, values in params.lists() if name not in leave}
    return {name: _listed(value) for name, value in params.items() if name not in leave}


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _text(params: dict[str, list[Any]]) -> str:
    pairs = ((name, value) for name, values in params.items() for value in values)
    return "?" + urlencode([pair for pair in pairs if pair[1] not in ("", None)])


def read_moment(text: str) -> dt.datetime | None:
    """The moment that a text says, in UTC; None where it says none, or none with its zone.

    UTC, because PostgreSQL refuses zones of 16 hours and more, which Python takes.
    """
    try:
        moment = parse_datetime(text)
        return moment.astimezone(dt.UTC) if moment and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):
        return None
