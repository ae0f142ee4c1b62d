"""Which records belong to a place, for whoever asks what changed there."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from partnerships.models import Place
from records.models import HistoryEntry
from records.models.changes import key_of
from records.subjects import registered
from registry.search import PLACE, SearchIndex, lexeme
from search.models import SearchEntry

MOST = 5_000
Ids = dict[Any, list[int]]


class TooManyError(Exception):
    """More belongs to a place than is looked through."""


def changes_at(place: Place, user: Any) -> Q:
    """The changes of a place, of the records there that this reader sees, and of their parts.

    The index to search knows what belongs to a place, history what is part of that; each kind with
    a rule says which of these are theirs to see, so that the choice tells nothing of the others.
    Raises TooManyError: a list of changes that leaves some out would say that there were none.
    """
    records = _seen({Place: [place.pk], **_there(place)}, user)
    keys = [key_of(model, pk) for model, ids in records.items() for pk in ids]
    parts = _seen(_parts_of(keys), user)
    found = Q(pk__in=[])
    for model, ids in (*records.items(), *parts.items()):
        found |= Q(model=model._meta.label_lower, object_id__in=ids)
    return found


def _there(place: Place) -> Ids:
    """What the index to search has there, by kind."""
    asked = SearchQuery(lexeme(PLACE, place.pk), config="simple")
    rows = SearchEntry.objects.having(asked).order_by("-object_id")
    models = {index.kind: index.model for index in registered(SearchIndex)}
    found: Ids = defaultdict(list)
    for kind, pk in _all(rows.values_list("kind", "object_id")):
        found[models[kind]].append(pk)
    found.pop(Place, None)
    return found


def _parts_of(keys: list[str]) -> Ids:
    """What was ever a part of these records, by kind. What joins two is told with the first alone:
    the other may be one that this reader does not see."""
    rows = HistoryEntry.objects.filter(owners__overlap=keys, owners__0__in=keys).order_by()
    found: Ids = defaultdict(list)
    for label, pk in _all(rows.values_list("model", "object_id").distinct()):
        found[apps.get_model(label)].append(pk)
    return found


def _all(rows: Any) -> list[Any]:
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        raise TooManyError
    return found


def _seen(ids: Ids, user: Any) -> Ids:
    """Those of them that this reader sees; of a kind without a rule of its own, all."""
    return {
        model: list(model.objects.visible_to(user).filter(pk__in=of).values_list("pk", flat=True))
        if hasattr(model.objects.all(), "visible_to")
        else of
        for model, of in ids.items()
    }
