"""The one record that a page is about, for somebody who may do what the page does."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from barriers.barrier import record
from barriers.models import Barrier
from interface.paging import LARGEST_ID
from records import drafts
from records.references import Referenced

May = Callable[[Any, Any], bool]


def one(rows: Any, key: int | str, user: Any, may: May | None = None) -> Any:
    """The row with this number or, as drafts keep it, this text: its reference or its number.

    Raises Http404 where there is none, PermissionDenied where this user may not.
    """
    if isinstance(key, int):
        found = get_object_or_404(rows, pk=min(key, LARGEST_ID))
    elif isinstance(rows, Referenced):
        named: Any = rows.called(key)
        found = get_object_or_404(named)
    elif key.isascii() and key.isdecimal():
        return one(rows, int(key[:20]), user, may)
    else:
        raise Http404
    if may is not None and not may(user, found):
        raise PermissionDenied
    return found


def barrier(user: Any, key: int | str, may: May) -> Barrier:
    """A barrier that this user sees and may do this to."""
    found: Barrier = one(record.load(user), key, user, may)
    return found


def kind_about(
    key: str, words: str, address: str, may: May, *, rows: Callable[[Any], Any], name: str
) -> drafts.Kind:
    """Drafts of a form about one of these ``rows``, called by its ``name`` ("barrier.title")."""
    named = attrgetter(name)
    return drafts.register_one(
        key, words, address, lambda user, target: named(one(rows(user), target, user, may))
    )


def kind_about_barrier(key: str, words: str, address: str, may: May) -> drafts.Kind:
    """Drafts of a form about one barrier, at the address of this name."""
    return kind_about(key, words, address, may, rows=record.load, name="title")
