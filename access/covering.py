"""Who covers for a colleague acts for them: history says so, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from accounts.scopes import SCOPES
from records import history
from records.models import HistoryEntry
from records.reading import read_with


class CoverMiddleware:
    """Whatever somebody changes while they cover is kept with for whom, and where they do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with history.context(covering=lambda: covered_by(request.user)):
            return self.get_response(request)


def covered_by(user: Any) -> list[list[Any]] | None:
    """For whom this user covers, and at what; None for nobody.

    By the roles that were asked for already: what none was asked for is not done by cover. Where
    they have the same role of their own, they act for themselves.
    """
    reader = getattr(user, "reader", None)
    roles = [
        (role, name, pk)
        for role in (reader.roles if reader else ())
        for name in SCOPES
        if (pk := getattr(role, f"{name}_id")) is not None
    ]
    own = {(role.role, name, pk) for role, name, pk in roles if not role.covers_id}
    return [
        [role.covers_id, name, pk]
        for role, name, pk in roles
        if role.covers_id and (role.role, name, pk) not in own
    ] or None


def for_whom(record: models.Model, change: HistoryEntry) -> list[int]:
    """The accounts in whose place a record was changed: those covered where it belongs."""
    covering = change.context.get("covering") or []
    if not covering:
        return []
    belongs = [record, *_read_with(record)]
    return list(
        dict.fromkeys(
            covered
            for covered, name, pk in covering
            if any(_is_at(one, name, pk) for one in belongs)
        )
    )


def _read_with(record: Any) -> list[Any]:
    """The records with which it is read."""
    found = []
    for path in read_with(type(record)):
        above = record
        for name in path.split("__"):
            above = getattr(above, name, None)
        found += [above] if above is not None else []
    return found


def _is_at(record: Any, name: str, pk: int) -> bool:
    """Whether a record is this scope, lies within it or belongs to it."""
    if name == "place":
        place = record if record._meta.model_name == name else getattr(record, "place", None)
        return pk in (getattr(record, "reach_ids", None) or getattr(place, "reach", None) or ())
    if record._meta.model_name == name:
        return pk == record.pk or pk == getattr(record, "parent_id", None)
    return bool(getattr(record, f"{name}_id", None) == pk)
