"""What an area drawn for a purpose is made of, and which borders it crosses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from partnerships.area.footprint import footprint
from partnerships.models import Place, PlaceLink
from partnerships.place.head import Near
from partnerships.place.models.place import holding


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """Why it was drawn, its places of today, and the warnings about its footprint."""

    because: str
    places: list[Near]
    warnings: list[str]


def area_of(place: Place, today: dt.date) -> DrawnArea | None:
    """What a place is made of; None for one that was not drawn. Three queries, or none."""
    if place.kind != Place.Kind.CUSTOM:
        return None
    links = PlaceLink.objects.filter(holding(today), other=place, kind=PlaceLink.Kind.WITHIN)
    rows = list(
        links.order_by("place__sort_key", "place_id").values_list(
            "place_id", "place__name", "place__slug"
        )
    )
    return DrawnArea(
        because=place.drawn_because,
        places=[Near(name, slug) for _, name, slug in rows],
        warnings=footprint([pk for pk, _, _ in rows], today).warnings,
    )
