"""The map of places: every council of England by one figure, and some places outlined on top.

By outlines, or with each council as a tile; all of England or one region, larger. The classes are
those of all councils, whichever part is drawn. The list beside holds the same figures: the map is a
picture of it. Made-up places are not on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from access.subqueries import Among, count_at_each_place
from dashboards.directory.choice import colouring
from dashboards.directory.colouring import MOST_COUNTED, Colouring, Reading
from dashboards.directory.outlining import Outlining, outlining
from dashboards.directory.ranking import Council, Row, ranked
from geography.england.layouts import LONDON, Layout, outline_layout, tile_layout
from geography.england.layouts import tiles as councils_of_today
from geography.england.table import REGIONS
from interface import querystring
from interface.charts.area_map import NONE, UNKNOWN, Area, AreaMap, Enlarged, ordered
from interface.charts.classes import Class, Classes
from interface.words import count_words
from partnerships.models import Place, PlaceCode
from partnerships.place.forms import places_of_kind
from partnerships.place.models.place import holding

REGION = Place.Kind.REGION
TILES, ALL, LOWEST = "tiles", "all", "lowest"
SHOWN = 16  # of the list beside the map
MOST_OUTLINED = 14  # named below the map


@dataclass(frozen=True)
class PlacesMap:
    """The map with what it is coloured by, what it outlines, and the list beside it.

    ``chart`` is None where no council is loaded; ``rows`` are all of the list, ``shown`` those on
    the page, ``outlined`` the places that are outlined, each with its figure.
    """

    chart: AreaMap | None
    picked: Colouring
    outlining: Outlining
    rows: Sequence[Row]
    shown: Sequence[Row]
    outlined: Sequence[Row]
    region: str
    regions: Sequence[tuple[str, str]]
    is_list: bool
    is_tiles: bool
    is_lowest: bool
    links: Mapping[str, str]

    @property
    def title(self) -> str:
        """Which part of the country it shows."""
        return f"{self.region or 'England'} by council"

    @property
    def problems(self) -> list[str]:
        """What of the address could not be followed."""
        return list(filter(None, (self.picked.problem, self.outlining.problem)))

    @property
    def steps(self) -> list[Class]:
        """The classes, the darkest first."""
        steps = self.chart.steps if self.chart else ()
        return sorted(steps, key=lambda step: step.shade, reverse=True)

    @property
    def readings(self) -> dict[str, Reading]:
        """What is said of each council of the list, by its name."""
        rows = reversed(self.rows) if self.is_lowest else self.rows
        return {row.place.name: row.reading for row in rows}

    @property
    def sentence(self) -> str:
        """What the figure says of them all."""
        return self.picked.sentence(self.readings)

    @property
    def missing(self) -> str:
        """Of how many of them it says nothing."""
        return self.picked.missing(self.readings.values())

    @property
    def attribution(self) -> str:
        """What the licences of the figures ask to be said, each once."""
        return " ".join(dict.fromkeys(line.line for line in self.picked.attributions))

    @property
    def others(self) -> Sequence[Row]:
        """The outlined places that are not in the list beside the map; not all of very many."""
        listed = {row.place.pk for row in self.shown}
        return [row for row in self.outlined if row.place.pk not in listed][:MOST_OUTLINED]

    @property
    def outlined_words(self) -> str:
        """How many places are outlined, and where they stand."""
        every, named = len(self.outlined), len(self.others)
        listed = sum(
            row.place.pk in {shown.place.pk for shown in self.shown} for row in self.outlined
        )
        said = [f"{count_words(every, 'place')} outlined"]
        if listed:
            said.append(f"{listed} of them among the councils listed")
        if left := every - named - listed:
            said.append(f"{left} more not named here")
        return f"{'; '.join(said)}."

    @property
    def has_ranks(self) -> bool:
        """Whether a place among all councils says more than the figure itself."""
        return not self.picked.lowest_first and any(row.rank for row in self.rows)


def map_of(user: Any, params: Mapping[str, Any]) -> PlacesMap:
    """The map that these parameters ask for. Eight queries at most."""
    names = {slug: name for slug, name in places_of_kind(user, REGION) if name in REGIONS}
    region = names.get(str(params.get("region") or ""), "")
    is_tiles, is_list = params.get("map") == TILES, params.get("list") == ALL
    is_lowest = params.get("order") == LOWEST
    places = _places(user)
    ringed = outlining(user, str(params.get("outline") or ""), places)
    of = {*places, *(place.pk for place in ringed.places)}
    picked = colouring(user, str(params.get("by") or "")).of(of)
    counts = _counts(user, picked, of)
    councils = [
        Council(
            pk, code, name, slug, councils_of_today()[code][2], picked.at(pk, counts.get(pk, 0))
        )
        for pk, (code, name, slug) in places.items()
    ]
    every = ranked(councils, picked, ringed.councils)
    rows = [row for row in every if region in ("", row.place.region)]
    if is_lowest:
        rows.reverse()
    shown = rows if is_list else rows[:SHOWN]
    layout = (tile_layout if is_tiles else outline_layout)(region)
    return PlacesMap(
        chart=_chart(layout, picked, every, ringed) if councils else None,
        picked=picked,
        outlining=ringed,
        rows=rows,
        shown=shown,
        outlined=_outlined(ringed, picked, counts, every, region),
        region=region,
        regions=sorted(names.items(), key=lambda one: one[1]),
        is_list=is_list,
        is_tiles=is_tiles,
        is_lowest=is_lowest,
        links={
            "tiles": querystring.replaced(params, map=None if is_tiles else TILES),
            "order": querystring.replaced(params, order=None if is_lowest else LOWEST),
            "list": querystring.replaced(params, list=None if is_list else ALL),
        },
    )


def _places(user: Any) -> dict[int, tuple[str, str, str]]:
    """The councils that have an outline: the code, name and slug of each. One query."""
    today = holding(timezone.localdate())
    of_today = PlaceCode.objects.filter(today, scheme="gss", code__in=list(councils_of_today()))
    seen = of_today.filter(place__in=Place.objects.visible_to(user).filter(is_example=False))
    rows = seen.order_by("-place_id", "-id")
    return {
        place: (code, name, slug)
        for place, code, name, slug in rows.values_list(
            "place_id", "code", "place__name", "place__slug"
        )
    }


def _counts(user: Any, picked: Colouring, places: Collection[int]) -> dict[int, int]:
    """How many of what is counted each place has. One query; none for another figure."""
    if picked.counted is None:
        return {}
    found = count_at_each_place(picked.counted, user, MOST_COUNTED)
    rows = Place.objects.filter(Among("pk", places)).order_by().annotate(found=found)
    return dict(rows.values_list("pk", "found"))


def _chart(layout: Layout, picked: Colouring, rows: Sequence[Row], ringed: Outlining) -> AreaMap:
    """The drawing; ``rows`` are all councils, also those that it leaves out."""
    shades = picked.classes([row.reading for row in rows])
    kinds = {row.place.code: _kind(row.reading, shades) for row in rows}
    drawn = [row for row in rows if row.place.code in layout.shapes]
    number_in = Counter(kinds[row.place.code] for row in drawn)
    paths = [layout.shapes[row.place.code].path for row in drawn if row.is_outlined]
    enlarged = None
    if layout.enlarged:
        in_place = [(kinds[c], path) for c, path in layout.in_place.items() if c in kinds]
        enlarged = Enlarged.of(LONDON, layout.enlarged, tuple(in_place))
    return AreaMap(
        key="map",
        title=f"Map of {count_words(len(drawn), 'council')}: {picked.label}",
        sentence="The list beside it holds the same figures.",
        width=layout.width,
        height=layout.height,
        areas=ordered([_area(layout, picked, row, kinds[row.place.code]) for row in drawn]),
        borders=layout.borders,
        ringed="".join(paths),
        enlarged=enlarged,
        steps=tuple(replace(step, count=number_in[step.shade]) for step in shades.steps),
        none_words=picked.none_words,
        unknown_words=picked.unknown_words,
    )


def _kind(reading: Reading, shades: Classes) -> str:
    if reading.is_none:
        return NONE
    return shades.shade(reading.figure) or UNKNOWN


def _area(layout: Layout, picked: Colouring, row: Row, kind: str) -> tuple[str, str, Area]:
    """One council as it is drawn, with its region and name, by which they are ordered."""
    place, shape = row.place, layout.shapes[row.place.code]
    x, y = shape.number_at or (0, 0)
    number = picked.number(row.reading) if shape.number_at else ""
    said = f"{place.name}: {row.reading.words}"
    return place.region, place.name, Area(shape.path, kind, said, number=number, x=x, y=y)


def _outlined(
    ringed: Outlining,
    picked: Colouring,
    counts: Mapping[int, int],
    every: Sequence[Row],
    region: str,
) -> list[Row]:
    """The places that are outlined, each with its own figure, in the order of the list."""
    of_council = {row.place.pk: row for row in every}
    order = {row.place.pk: number for number, row in enumerate(every)}
    rows = []
    for place in ringed.places:
        if region in ("", place.region_name):
            own = of_council.get(place.pk)
            rows.append(own or Row(place, picked.at(place.pk, counts.get(place.pk, 0))))
    return sorted(rows, key=lambda row: (order.get(row.place.pk, len(order)), row.place.name))
