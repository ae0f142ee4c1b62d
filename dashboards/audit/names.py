"""What records are called that a reader sees, some hundreds at once and of any kind.

Most kinds say by which column the index to search calls them: that is one query for a kind, where
asking each record for its name may look up what that rests on, one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from records.history import owners
from records.subjects import registered
from registry.search import SearchIndex
from search.models import SearchEntry

Key = tuple[type[models.Model], int]
By = dict[type[models.Model], list[int]]


class Titles:
    """The names of these records, and which of them this reader sees: a part that has no name of
    its own is seen and has none."""

    def __init__(self, keys: Iterable[Key], user: Any) -> None:
        self._user = user
        self._names: dict[Key, str] = {}
        wanted: By = defaultdict(list)
        for model, pk in set(keys):
            wanted[model].append(pk)
        named = self._by_index(wanted)
        for model, ids in wanted.items():
            if model not in named:
                self._by_itself(model, ids)
        self._pages = _pages(wanted)

    def sees(self, key: Key) -> bool:
        """Whether the reader may know of it."""
        return key in self._names

    def of(self, key: Key) -> str:
        """What it is called; empty where it has no name, or none for this reader."""
        return self._names.get(key, "")

    def page(self, key: Key) -> str:
        """Where it is read; empty where it is not found, or not theirs to see."""
        return self._pages.get(key, "") if self.sees(key) else ""

    def _by_index(self, wanted: By) -> set[Any]:
        named = set()
        for index in registered(SearchIndex):
            if ids := wanted.get(index.model):
                named.add(index.model)
                title = F(index.title) if isinstance(index.title, str) else index.title
                rows = index.rows_seen(self._user).filter(pk__in=ids).order_by()
                told = rows.values_list("pk", Cast(title, TextField()))
                self._names |= {(index.model, pk): name or "" for pk, name in told}
        return named

    def _by_itself(self, model: Any, ids: list[int]) -> None:
        rows = model.objects.all()
        rows = rows.visible_to(self._user) if hasattr(rows, "visible_to") else rows
        rows = rows.filter(pk__in=ids).order_by()
        if owners(model):  # it is told by what it is a part of
            self._names |= {(model, pk): "" for pk in rows.values_list("pk", flat=True)}
            return
        keys = [field.name for field in model._meta.concrete_fields if field.is_relation]
        self._names |= {(model, row.pk): str(row) for row in rows.select_related(*keys)}


def _pages(wanted: By) -> dict[Key, str]:
    """The index to search has the addresses of what can be found."""
    kinds = {index.kind: index.model for index in registered(SearchIndex)}
    asked = Q(pk__in=[])
    for kind, model in kinds.items():
        if ids := wanted.get(model):
            asked |= Q(kind=kind, object_id__in=ids)
    return {
        (kinds[entry.kind], entry.object_id): reverse(entry.page, args=entry.key)
        for entry in SearchEntry.objects.filter(asked)
    }
