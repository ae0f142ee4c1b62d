"""What the record knows of official places: read in a few queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, When

from partnerships.models import FormerAddress, Place, PlaceCode, PlaceFigure, PlaceLink, PlaceName

# An ended code whose last day is not known stands under a scheme of its own: dated rows end on a
# day, and only one code of a scheme is in force.
GSS, FORMER, ODS = "gss", "gss-former", "ods"


class Existing:
    """Places by code, with the names, codes, links and figures of those that the table is about."""

    def __init__(self, codes: Iterable[str]) -> None:
        rows = PlaceCode.objects.filter(scheme__in=(GSS, FORMER, ODS))
        # Of two places the one that has the code today comes last and stands
        rows = rows.order_by(Case(When(scheme=FORMER, then=0), default=1), "id")
        self.place_of = dict(rows.values_list("code", "place_id"))
        about = {self.place_of[code] for code in codes if code in self.place_of}
        self.places: dict[int, Place] = Place.objects.in_bulk(about)
        self.regions = {place.name: place for place in Place.objects.filter(kind=Place.Kind.REGION)}
        self.names = _by_place(PlaceName.objects.filter(place__in=about))
        self.codes = _by_place(PlaceCode.objects.filter(place__in=about))
        self.links = _by_place(PlaceLink.objects.filter(place__in=about))
        self.figures = _by_place(PlaceFigure.objects.filter(place__in=about))
        self.slugs = set(Place.objects.values_list("slug", flat=True))
        self.slugs |= set(
            FormerAddress.objects.filter(place__isnull=False).values_list("slug", flat=True)
        )

    def place(self, code: str) -> Place | None:
        """The place that carries or carried this code."""
        return self.places.get(self.place_of.get(code, 0))

    def dated(self, place: int) -> list[Any]:
        """All that has days of a place: its names, codes and links."""
        return [*self.names[place], *self.codes[place], *self.links[place]]


def _by_place(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.place_id].append(row)
    return found
