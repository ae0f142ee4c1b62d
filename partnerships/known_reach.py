"""What lies above places, looked up once: each question of who may do what there asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from partnerships.models import Place, PlaceReach
from partnerships.visibility import reader_of


def know_reach_of(places: Sequence[Place], user: Any) -> None:
    """For a reader whose roles at places matter; one query for any number of places."""
    reader = reader_of(user)
    if reader is None or not reader.places or not places:
        return
    above: defaultdict[int, set[int]] = defaultdict(set)
    rows = PlaceReach.objects.filter(place__in={place.pk for place in places}).order_by()
    for below, ancestor in rows.values_list("place", "ancestor"):
        above[below].add(ancestor)
    for place in places:
        place.known_reach = frozenset(above[place.pk])
