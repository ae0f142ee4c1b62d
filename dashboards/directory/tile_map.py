"""The tile map of the directory: the same filters and rows as its list, one tile for a council."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from dashboards.directory.listing import MOST_COUNTED, Directory
from interface.charts.tile_map import Area, TileMap, tile_map
from partnerships.england.table import TABLE
from partnerships.models import Place, PlaceCode, PlaceReach
from partnerships.subqueries import UpTo, at_each_place
from pilots.models import Pilot
from records.addresses import address

LAYOUT = Path(TABLE).with_name("tiles.csv")
# Areas without a tile of their own that are shown through the councils within them.
SHOWN_BY_PARTS = (Place.Kind.COUNTY, Place.Kind.CUSTOM)


@lru_cache(maxsize=1)
def layout() -> dict[str, tuple[int, int, str]]:
    """Column, row and region of the tile of each code."""
    with LAYOUT.open(encoding="utf-8") as file:
        return {
            line["gss_code"]: (int(line["column"]), int(line["row"]), line["region"])
            for line in csv.DictReader(file)
        }


def build(user: Any, directory: Directory) -> TileMap | None:
    """The map of what the directory lists; None where none of the councils is loaded."""
    tiles = layout()
    codes = PlaceCode.objects.filter(scheme="gss", valid_to=None, code__in=list(tiles))
    placed = codes.order_by("place_id", "id").values_list(
        "place_id", "code", "place__name", "place__slug"
    )
    councils = {pk: (code, name, slug) for pk, code, name, slug in placed}
    chosen = directory.filter.of(Place.objects.visible_to(user))
    wanted = chosen.filter(Q(pk__in=list(councils)) | Q(kind__in=SHOWN_BY_PARTS))
    counts = _counted(user, wanted, list(councils))
    areas = []
    for pk, (code, name, slug) in councils.items():
        column, row, region = tiles[code]
        count, is_part = counts[pk]
        url = address("place", slug)
        areas.append(Area(name, region, column, row, count=count, url=url, part=is_part))
    return tile_map("map", "Councils of England that match the filters", areas)


def _counted(
    user: Any, wanted: QuerySet[Place], councils: list[int]
) -> dict[int, tuple[int | None, bool]]:
    """Of each council the pilots in it, None where it does not match; whether it is a part of an
    area that does. One query."""
    if wanted.query.is_empty():
        return dict.fromkeys(councils, (None, False))
    pilots = at_each_place(Pilot.objects.visible_to(user))
    areas = wanted.filter(kind__in=SHOWN_BY_PARTS).order_by().values("pk")
    reach = PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__in=areas)
    matches = When(pk__in=wanted.order_by().values("pk"), then=UpTo(pilots, MOST_COUNTED))
    rows = Place.objects.filter(pk__in=councils).annotate(
        count=Case(matches, default=None), is_part=Exists(reach)
    )
    return {pk: (count, part) for pk, count, part in rows.values_list("pk", "count", "is_part")}
