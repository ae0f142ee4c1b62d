"""What lies above places, looked up once: each question of who may do what there asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from access.visibility import reader_of
from partnerships.models import Place, PlaceReach


def with_reach(links: QuerySet) -> QuerySet:
    """Rows that name a ``place``, with what lies above it, for ``know_reach_of_links``."""
    above = PlaceReach.objects.filter(place=OuterRef("place")).order_by()
    return links.annotate(found_reach=ArraySubquery(above.values("ancestor")))


def know_reach_of_links(links: Iterable[Any]) -> None:
    """For rows that came ``with_reach``; no query."""
    for link in links:
        if hasattr(link, "found_reach"):
            link.place.known_reach = frozenset(link.found_reach)


def know_reach_of(places: Sequence[Place], user: Any) -> None:
    """For a reader whose roles at places matter; one query for any number of places,
    none where it is known already."""
    reader = reader_of(user)
    places = [place for place in places if place.known_reach is None]
    if reader is None or not reader.places or not places:
        return
    above: defaultdict[int, set[int]] = defaultdict(set)
    rows = PlaceReach.objects.filter(place__in={place.pk for place in places}).order_by()
    for below, ancestor in rows.values_list("place", "ancestor"):
        above[below].add(ancestor)
    for place in places:
        place.known_reach = frozenset(above[place.pk])
