"""The tile map of the directory: the same filters and rows as its list, one tile for a council."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet

from dashboards.directory.listing import MOST_COUNTED, Directory
from interface.charts.tile_map import Area, TileMap, tile_map
from partnerships.england.table import TABLE
from partnerships.models import Place
from pilots.models import Pilot
from records import written
from records.addresses import address

LAYOUT = Path(TABLE).with_name("tiles.csv")
# Areas without a tile of their own that are shown through the councils within them.
SHOWN_BY_PARTS = (Place.Kind.COUNTY, Place.Kind.CUSTOM)

PLACED = """
SELECT place.id, code.code, place.name, place.slug FROM partnerships_placecode code
JOIN partnerships_place place ON place.id = code.place_id
WHERE code.scheme = 'gss' AND code.valid_to IS NULL AND code.code = ANY(%s)
ORDER BY place.id, code.id
"""
# Of each council its pilots that the reader sees, where it matches (NULL: it does not), and whether
# it is a part of an area that does.
COUNTED = """
WITH matching AS MATERIALIZED (SELECT id, kind FROM {chosen})
SELECT council.id,
  CASE WHEN council.id IN (SELECT id FROM matching) THEN (
    SELECT count(*) FROM (
      SELECT FROM {pilots} WHERE pilot.reach_ids @> ARRAY[council.id] LIMIT %s) counted) END,
  EXISTS (SELECT FROM partnerships_placereach reach JOIN matching ON matching.id = reach.ancestor_id
    WHERE reach.place_id = council.id AND matching.kind = ANY(%s))
FROM unnest(%s::bigint[]) AS council (id)
"""


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
    placed = {
        pk: (code, name, slug) for pk, code, name, slug in written.read(PLACED, (list(tiles),))
    }
    chosen = directory.filter.of(Place.objects.visible_to(user))
    wanted = chosen.filter(Q(pk__in=list(placed)) | Q(kind__in=SHOWN_BY_PARTS))
    counts, parts = _counted(user, wanted, list(placed))
    areas = []
    for pk, (code, name, slug) in placed.items():
        column, row, region = tiles[code]
        areas.append(
            Area(
                name=name,
                group=region,
                column=column,
                row=row,
                count=counts.get(pk),
                url=address("place", slug),
                part=pk in parts,
            )
        )
    return tile_map("map", "Councils of England that match the filters", areas)


def _counted(
    user: Any, chosen: QuerySet[Place], councils: list[int]
) -> tuple[dict[int, int], set[int]]:
    """The pilots in each of the councils that match; and those that are parts of what matches."""
    try:
        matching = written.seen(chosen, "chosen", "id", "kind")
    except EmptyResultSet:
        return {}, set()
    pilots = written.seen(Pilot.objects.visible_to(user), "pilot", "reach_ids")
    found = written.read(
        COUNTED.format(chosen=matching, pilots=pilots),
        (*matching.values, *pilots.values, MOST_COUNTED + 1, list(SHOWN_BY_PARTS), councils),
    )
    counts = {pk: count for pk, count, _ in found if count is not None}
    return counts, {pk for pk, _, is_part in found if is_part}
