"""The map of the directory: the same filters and rows as its list, one area for a council.

By outlines, or with each council as a tile. Councils that hold a town, ward or postcode of the name
that was typed are coloured as those that match. Made-up places are not on it; a council that has no
outline, and one that has ended, stand in the list alone and are named.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Q, Value, When
from django.http import QueryDict
from django.utils import timezone

from access.subqueries import Among, count_at_each_place
from dashboards.directory.choice import colouring
from dashboards.directory.colouring import MOST_COUNTED, Colouring, Reading
from dashboards.directory.listing import Directory, PlaceRow
from geography.england.layouts import LONDON, Layout, outline_layout, tile_layout
from geography.england.layouts import tiles as councils_of_today
from geography.england.table import REGIONS
from geography.england.tiles import KINDS
from interface import querystring
from interface.charts.area_map import (
    NONE,
    OFF,
    PART,
    UNKNOWN,
    Area,
    AreaMap,
    Enlarged,
    Region,
    ordered,
)
from interface.charts.classes import Classes
from interface.paging import BoundedCount
from interface.words import capitalised, count_words
from partnerships.models import Place, PlaceCode, PlaceReach
from partnerships.place.models.place import holding
from records.addresses import address

# Areas without an outline of their own that are shown through the councils within them.
SHOWN_BY_PARTS = (Place.Kind.COUNTY, Place.Kind.CUSTOM)
TILES = "tiles"
NAMED = 5  # of places that are not on the map
HOLDING = ", with those that hold a town, ward or postcode of that name"


@dataclass(frozen=True, slots=True)
class Council:
    """One council that has an outline; without a reading where it does not match."""

    name: str
    slug: str
    region: str
    is_part: bool
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Matching:
    """What matches: the ``count`` of each council that has an outline, by place; areas that are
    shown by the councils within them; the names of councils that are not on the map, and how many
    places of other kinds there are."""

    counts: dict[int, int]
    areas: list[int]
    missing: list[str]
    others: BoundedCount

    @property
    def missing_words(self) -> str:
        """The first of those names."""
        named = self.missing[:NAMED] + ["and more"] * (len(self.missing) > NAMED)
        return "; ".join(named)


@dataclass(frozen=True)
class PlacesMap:
    """The map with what it is coloured by, and the rows of the list with the same figure.

    ``missing`` names councils that match and are not on the map, ``others`` counts places of other
    kinds that do; ``chart`` is None where no council
    is loaded.
    """

    chart: AreaMap | None
    colouring: Colouring
    rows: list[PlaceRow]
    missing: str
    others: BoundedCount
    is_tiles: bool
    region: str
    switch: list[dict[str, Any]]
    whole_url: str
    kept: list[tuple[str, str]]

    @property
    def others_words(self) -> str:
        """How many places of other kinds match: "1,264 other places"."""
        return capitalised(self.others.words("other place"))


def map_of(user: Any, directory: Directory, params: Mapping[str, Any]) -> PlacesMap:
    """The map of what the directory lists. Seven queries at most."""
    is_tiles = params.get("map") == TILES
    region = _region(directory)
    layout = (tile_layout if is_tiles else outline_layout)(region)
    places = _places()
    picked = colouring(user, str(params.get("by") or ""))
    matching = _matching(user, directory, picked, places)
    picked = picked.of({row.place.pk for row in directory.rows} | set(matching.counts))
    councils = _councils(matching, picked, places)
    regions = _regions(layout, councils, directory, params)
    why = HOLDING if directory.localities else ""
    return PlacesMap(
        chart=_chart(layout, picked, councils, regions, why) if councils else None,
        colouring=picked,
        rows=_with_figures(directory.rows, picked),
        missing=matching.missing_words,
        others=matching.others,
        is_tiles=is_tiles,
        region=region,
        switch=[
            {
                "label": label,
                "url": querystring.replaced(params, map=value),
                "current": is_tiles == (value == TILES),
            }
            for label, value in (("Outlines", None), ("Tiles of one size", TILES))
        ],
        whole_url=querystring.replaced(params, region=None),
        kept=_kept(params),
    )


def _region(directory: Directory) -> str:
    """The region that the filters name, where it is one of England; empty for all of it."""
    form = directory.filter.form
    slug = form.cleaned_data.get("region") if form.is_valid() else ""
    name = dict(form.fields["region"].choices).get(slug, "") if slug else ""
    return name if name in REGIONS else ""


def _places() -> dict[int, tuple[str, str, str]]:
    """The places that have an outline: the code, name and slug of each. One query."""
    today = holding(timezone.localdate())
    of_today = PlaceCode.objects.filter(today, scheme="gss", code__in=list(councils_of_today()))
    real = of_today.filter(place__is_example=False).order_by("-place_id", "-id")
    rows = real.values_list("place_id", "code", "place__name", "place__slug")
    return {place: (code, name, slug) for place, code, name, slug in rows}


def _matching(
    user: Any, directory: Directory, picked: Colouring, places: Collection[int]
) -> Matching:
    """What matches, with the councils that hold what is called so. One query."""
    wanted = directory.filter.of(Place.objects.visible_to(user))
    if wanted.query.is_empty() or not places:
        return Matching({}, [], [], BoundedCount(0, more=False))
    on_map = Among("pk", places)
    chosen = wanted.filter(kind__in=(*KINDS, *SHOWN_BY_PARTS))
    if holders := [slug for one in directory.localities for slug in one.lies_in]:
        listed = Case(When(pk__in=chosen.order_by().values("pk"), then=True), default=False)
        holding_it = Q(on_map, slug__in=holders)
        chosen = Place.objects.annotate(listed=listed).filter(Q(listed=True) | holding_it)
    else:
        chosen = chosen.annotate(listed=Value(True))
    found: Any = Value(1)
    if picked.counted is not None:
        found = count_at_each_place(picked.counted, user, MOST_COUNTED)
    rows = chosen.annotate(found=Case(When(on_map, then=found), default=None))
    asked = rows.order_by("sort_key", "id").values_list("pk", "name", "kind", "found", "listed")
    counts: dict[int, int] = {}
    areas: list[int] = []
    missing: list[str] = []
    in_list = 0
    for pk, name, kind, count, is_listed in asked:
        in_list += is_listed and kind in KINDS
        if count is not None:
            counts[pk] = count
        elif kind in SHOWN_BY_PARTS:
            areas.append(pk)
        else:
            missing.append(name)
    every = directory.count
    return Matching(counts, areas, missing, BoundedCount(every.count - in_list, more=every.more))


def _councils(
    matching: Matching, picked: Colouring, places: Mapping[int, tuple[str, str, str]]
) -> dict[str, Council]:
    """Each council by its code, with what is said of those that match. One query, where areas
    match and not all councils do."""
    parts: set[int] = set()
    left = places.keys() - matching.counts.keys()
    if matching.areas and left:
        reach = PlaceReach.objects.filter(Among("ancestor", matching.areas), Among("place", left))
        parts = set(reach.order_by().values_list("place", flat=True))
    regions = councils_of_today()
    return {
        code: Council(
            name=name,
            slug=slug,
            region=regions[code][2],
            is_part=place in parts,
            reading=picked.at(place, matching.counts[place]) if place in matching.counts else None,
        )
        for place, (code, name, slug) in places.items()
    }


def _chart(
    layout: Layout,
    picked: Colouring,
    councils: dict[str, Council],
    regions: tuple[Region, ...],
    why: str,
) -> AreaMap:
    drawn = {code: council for code, council in councils.items() if code in layout.shapes}
    readings = [council.reading for council in drawn.values() if council.reading is not None]
    shades = picked.classes(readings)
    kinds = {code: _kind(council, shades) for code, council in drawn.items()}
    areas = [
        (council.region, council.name, _area(layout, picked, code, council, kinds[code]))
        for code, council in drawn.items()
    ]
    enlarged = None
    if layout.enlarged:
        url = next((region.url for region in regions if region.name == LONDON), "")
        in_place = [(kinds[c], path) for c, path in layout.in_place.items() if c in kinds]
        enlarged = Enlarged.of(LONDON, url, layout.enlarged, tuple(in_place))
    return AreaMap(
        key="map",
        title=f"Councils of England: {picked.label}",
        sentence=_sentence(picked, readings, len(drawn), why),
        width=layout.width,
        height=layout.height,
        areas=ordered(areas),
        regions=regions,
        borders=layout.borders,
        enlarged=enlarged,
        steps=shades.steps,
        none_words=picked.none_words,
        unknown_words=picked.unknown_words,
    )


def _kind(council: Council, shades: Classes) -> str:
    if council.reading is None:
        return PART if council.is_part else OFF
    if council.reading.is_none:
        return NONE
    return shades.shade(council.reading.figure) or UNKNOWN


def _area(layout: Layout, picked: Colouring, code: str, council: Council, kind: str) -> Area:
    shape, reading = layout.shapes[code], council.reading
    said = council.name
    if reading is not None:
        said += f": {reading.words}"
    elif council.is_part:
        said += ": part of an area that matches"
    x, y = shape.number_at or (0, 0)
    return Area(
        path=shape.path,
        kind=kind,
        said=said,
        url=address("place", council.slug) if reading else "",
        number=picked.number(reading) if reading and shape.number_at else "",
        x=x,
        y=y,
    )


def _regions(
    layout: Layout, councils: dict[str, Council], directory: Directory, params: Mapping[str, Any]
) -> tuple[Region, ...]:
    """The regions of England, the first level: how many of its councils match, and its address.

    Where one is chosen already, the others match nothing, which says nothing about them.
    """
    region = _region(directory)
    offered = directory.filter.form.fields["region"].choices
    slugs = {str(name): slug for slug, name in offered if name in REGIONS}
    made = []
    for name in sorted(slugs):
        own = [council for council in councils.values() if council.region == name]
        matching = sum(council.reading is not None for council in own)
        made.append(
            Region(
                name=name,
                said="" if region else f"{matching} of {count_words(len(own), 'council')}",
                url=querystring.replaced(params, region=slugs[name]),
                path=layout.regions.get(name, ""),
            )
        )
    return tuple(made)


def _sentence(picked: Colouring, readings: list[Reading], number: int, why: str) -> str:
    councils = capitalised(count_words(len(readings), "council"))
    first = f"{councils} of {number} on the map {'matches' if len(readings) == 1 else 'match'}{why}"
    return f"{first}; {picked.sentence(readings)}." if readings else f"{first}."


def _with_figures(rows: list[PlaceRow], picked: Colouring) -> list[PlaceRow]:
    if not picked.in_list:
        return rows
    return [replace(row, figure=picked.in_row(row.place.pk)) for row in rows]


def _kept(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the choice of another figure carries along: every filter, not the page of the list."""
    left_out = {"by", *querystring.PAGING}
    lists = params.lists() if isinstance(params, QueryDict) else ()
    return [(name, value) for name, values in lists if name not in left_out for value in values]
