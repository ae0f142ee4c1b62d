"""Towns, wards and postcodes for tests: as lists have them, with their release and source."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geography.models import Locality, LocalityRelease
from partnerships.models import Place
from records.models import Source

TABLES = {
    "ward": "wards",
    "constituency": "constituencies",
    "neighbourhood": "neighbourhoods",
    "postcode_district": "postcode_districts",
    "postcode_sector": "postcode_sectors",
    "sub_icb_location": "sub_icb_locations",
    "police_area": "police_and_fire",
    "fire_authority": "police_and_fire",
}


def _source(table: str) -> Source:
    return Source.objects.get_or_create(slug=table, defaults={"title": table, "is_open": True})[0]


def release(table: str, name: str = "2025", **fields: Any) -> LocalityRelease:
    """A release of a list, made once."""
    known = LocalityRelease.objects.filter(table=table, name=name).first()
    said = {"as_of": dt.date(2025, 1, 1), "digest": "", **fields}
    return known or LocalityRelease.objects.create(
        table=table, name=name, source=_source(table), **said
    )


def locality(name: str, council: Place, kind: str = "town", **fields: Any) -> Locality:
    """Something that lies in a council; those made first rank first."""
    held = fields.pop("release", None) or release(TABLES.get(kind, "towns"))
    rank = fields.pop("rank", Locality.objects.count())
    return Locality.objects.create(
        name=name,
        place=council,
        kind=kind,
        release=held,
        rank=rank,
        is_current=held.is_current,
        **fields,
    )
