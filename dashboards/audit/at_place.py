"""Which records belong to a place, for whoever asks what changed there."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from partnerships.models import Place
from records.models.changes import key_of
from records.subjects import registered
from registry.search import PLACE, SearchIndex, lexeme
from search.models import SearchEntry

MOST = 5_000


def changes_at(place: Place, user: Any) -> Q:
    """The changes of a place, of the records there that this reader sees, and of their parts.

    The index to search knows what belongs to a place; each kind says which of these are theirs to
    see, so that the choice tells nothing of the others.
    """
    asked = SearchQuery(lexeme(PLACE, place.pk), config="simple")
    rows = SearchEntry.objects.having(asked).order_by("-object_id")
    found: dict[str, list[int]] = defaultdict(list)
    for kind, pk in rows.values_list("kind", "object_id")[:MOST]:
        found[kind].append(pk)
    keys, own = [key_of(Place, place.pk)], _own(Place, [place.pk])
    for index in registered(SearchIndex):
        if ids := found.get(index.kind):
            seen = list(index.rows_seen(user).filter(pk__in=ids).values_list("pk", flat=True))
            keys += [key_of(index.model, pk) for pk in seen]
            own |= _own(index.model, seen)
    return own | Q(owners__overlap=keys)


def _own(model: Any, ids: list[int]) -> Q:
    return Q(model=model._meta.label_lower, object_id__in=ids)
