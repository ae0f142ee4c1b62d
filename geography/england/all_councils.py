"""Every official measure for every council of today, in one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Count, Q

from geography.england.layouts import tiles
from geography.models import ContextFigure, MeasureRelease
from interface.columns import ADDRESS, Column
from partnerships.models import Place, PlaceCode


@dataclass(frozen=True, slots=True)
class Line:
    """What the newest release of a measure says of a council; ``figure`` is None where it says
    nothing."""

    code: str
    place: Place
    release: MeasureRelease
    figure: ContextFigure | None

    @property
    def value(self) -> Any:
        """Its number or words."""
        if self.figure is None or self.figure.value is None:
            return self.figure.words if self.figure else None
        return round(self.figure.value, self.release.measure.decimals or 0)

    @property
    def licence(self) -> str:
        """On what terms its source may be used."""
        return getattr(getattr(self.source, "attribution", None), "licence", "")

    @property
    def attribution(self) -> str:
        """What that licence asks to be said."""
        return getattr(getattr(self.source, "attribution", None), "line", "")

    @property
    def source(self) -> Any:
        return self.figure.source if self.figure else None

    def get_absolute_url(self) -> str:
        return self.place.get_absolute_url()


def _of_figure(name: str) -> Any:
    return lambda line: getattr(line.figure, name, None)


def _of_source(name: str) -> Any:
    return lambda line: getattr(line.source, name, None)


COLUMNS = (
    Column("code", "Code", "The official (GSS) code of the council", attrgetter("code")),
    Column("council", "Council", "Its name today", attrgetter("place.name")),
    Column("kind", "Kind", "What kind of council", lambda line: line.place.get_kind_display()),
    Column("measure", "Measure", "Its key, which stays", attrgetter("release.measure.key")),
    Column("label", "What is measured", "What pages call it", attrgetter("release.measure.label")),
    Column("value", "Value", "A number or words, as published", attrgetter("value")),
    Column(
        "unit", "Unit", "Of what; empty for a rank or words", attrgetter("release.measure.unit")
    ),
    Column("lower_95", "Lower end", "Of the 95% interval, if any", _of_figure("lower_95")),
    Column("upper_95", "Upper end", "Of the 95% interval, if any", _of_figure("upper_95")),
    Column("ranked", "Ranked", "How many areas, if it is a rank", attrgetter("release.ranked")),
    Column("release", "Release", "In the publisher’s words", attrgetter("release.name")),
    Column("as_of", "As at", "The last day that it is of", attrgetter("release.as_of")),
    Column("derivation", "Calculated", "How; empty if published so", _of_figure("derivation")),
    Column("definition", "What it counts", "", attrgetter("release.measure.definition")),
    Column("caveat", "To bear in mind", "", attrgetter("release.measure.caveat")),
    Column("source", "Source", "Its title", _of_source("title")),
    Column("publisher", "Publisher", "Who published it", _of_source("publisher")),
    Column("url", "Web address", "Where it was published", _of_source("url")),
    Column("licence", "Licence", "On what terms it may be used", attrgetter("licence")),
    Column(
        "attribution", "Attribution", "What the licence asks to be said", attrgetter("attribution")
    ),
    ADDRESS,
)


def lines() -> Iterator[Line]:
    """Every measure in its order, of each the release that has most councils, the newest of such;
    every council by name. One query for each measure, and two."""
    codes = PlaceCode.objects.filter(scheme="gss", valid_to=None, code__in=list(tiles()))
    councils = [(row.code, row.place) for row in codes.select_related("place")]
    councils.sort(key=lambda one: one[1].name)
    places = [place.pk for _, place in councils]
    said = Count("figures", filter=Q(figures__place__in=places))
    releases = MeasureRelease.objects.select_related("measure").annotate(said=said)
    best: dict[int, Any] = {}
    for release in releases.order_by("measure__position", "measure_id", "-said", "-as_of"):
        best.setdefault(release.measure_id, release)
    for release in best.values():
        rows = ContextFigure.objects.filter(release=release, place__in=places)
        found = {row.place_id: row for row in rows.select_related("source__attribution")}
        for code, place in councils:
            yield Line(code, place, release, found.get(place.pk))
