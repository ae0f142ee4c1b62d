"""Lists whose filters people save, as their subjects declare it.

``SavedList`` stands in the ``registrations.py`` of what is listed; the saved filters are in
``people/saved_filter``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from interface.filters import FilterSet
from records.switches import used


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedList:
    """A list whose filters can be saved under a name.

    ``key`` is the ``saved_as`` of its filters, ``address`` the name of its page. ``filtered`` gives
    the filters as a reader has them now, over the rows that they may see; ``called`` names a row,
    ``public_called`` to people who are not signed in.
    """

    key: str
    label: str
    noun: str
    address: str
    filtered: Callable[[HttpRequest], FilterSet]
    called: Callable[[Any], str] = str
    public_called: Callable[[Any], str] | None = None
    order: int = 0

    def called_in_public(self, row: Any) -> str:
        """What anybody may read that a row is called."""
        return (self.public_called or self.called)(row)

    def asked_by(self, user: Any, query: str) -> FilterSet:
        """What a reader would find at this address now."""
        request: Any = HttpRequest()
        request.method, request.user, request.GET = "GET", user, QueryDict(query)
        return self.filtered(request)


def saved_list(key: str) -> SavedList | None:
    """The list of this key."""
    return next((one for one in used(SavedList) if one.key == key), None)
