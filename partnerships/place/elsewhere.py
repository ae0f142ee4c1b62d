"""What files say of where something is, beyond the place that they are brought to.

Another place, a whole country, abroad; or a postcode or a town. It is never taken for the place of
the import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from partnerships.models import Place, PlaceName
from partnerships.place.within import within
from records.names import plain_key
from registry.import_readers import Elsewhere

COUNTRIES = frozenset(
    (
        *("uk", "u k", "united kingdom", "great britain", "gb", "britain", "british isles"),
        *("england", "scotland", "wales", "northern ireland", "england and wales", "english"),
        *("national", "nationally", "nationwide", "whole country", "country wide"),
        *("countrywide", "england wide"),
    )
)
ABROAD = frozenset(
    (
        *("abroad", "overseas", "international", "internationally", "global", "worldwide"),
        *("world wide", "europe", "european union", "africa", "asia", "north america"),
        *("south america", "usa", "us", "united states", "united states of america"),
        *("canada", "mexico", "brazil", "argentina", "australia", "new zealand", "ireland"),
        *("republic of ireland", "eire", "france", "germany", "spain", "portugal", "italy"),
        *("netherlands", "belgium", "switzerland", "austria", "denmark", "sweden", "norway"),
        *("finland", "iceland", "poland", "ukraine", "romania", "bulgaria", "greece"),
        *("turkey", "russia", "hungary", "czech republic", "israel", "palestine", "lebanon"),
        *("syria", "iraq", "iran", "jordan", "egypt", "morocco", "nigeria", "ghana", "kenya"),
        *("uganda", "tanzania", "rwanda", "ethiopia", "malawi", "zambia", "zimbabwe"),
        *("south africa", "mozambique", "sierra leone", "somalia", "sudan", "south sudan"),
        *("india", "pakistan", "bangladesh", "nepal", "sri lanka", "china", "hong kong"),
        *("japan", "south korea", "thailand", "vietnam", "cambodia", "myanmar"),
        *("philippines", "indonesia", "malaysia", "singapore", "afghanistan", "haiti"),
        *("jamaica", "colombia", "peru", "chile", "isle of man", "jersey", "guernsey"),
        "gibraltar",
    )
)
_WIDE = re.compile(r"(?:(?:the|whole|all|of|across|national) )*(.+?)(?: wide| nationwide)?")
SMALL = (Place.Kind.WARD, Place.Kind.PARISH, Place.Kind.NEIGHBOURHOOD, Place.Kind.CUSTOM)
LOOKED_UP = 1_000  # different towns and sectors of postcodes that are looked for


def country(text: str) -> Elsewhere | None:
    """What a name says of a whole country, or of one abroad; None for any other."""
    key = plain_key(text)
    said = _WIDE.fullmatch(key)
    if key in COUNTRIES or (said and said[1] in COUNTRIES):
        return Elsewhere("is for a whole country")
    return Elsewhere("is for a place abroad") if key in ABROAD else None


def places_said(scope: Any, names: Iterable[str]) -> dict[str, Any]:
    """Of names that no place here has: one here by its town or postcode, or that it is elsewhere.

    What nobody knows is left out. Names of wards and parishes elsewhere say nothing: many share
    one.
    """
    made: dict[str, Any] = {}
    left = []
    for name in names:
        if said := country(name):
            made[name] = said
        else:
            left.append(name)
    others = PlaceName.objects.exclude(place__kind__in=SMALL).order_by()
    keys = {plain_key(name): name for name in left}
    for key, known in others.filter(name_key__in=list(keys)).values_list("name_key", "place__name"):
        made[keys[key]] = Elsewhere(f"is for {known}")
    here = set(within(scope.roots).values_list("place", flat=True))
    for name, place in _around(name for name in left if name not in made):
        made[name] = place.pk if place.pk in here else Elsewhere(f"is for {place}")
    return made


def _around(names: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """The one council in which a town or postcode lies, of each that lies in one; postcodes of one
    sector are looked for once."""
    every, found = Place.objects.all(), dict[tuple[str, ...], list[Place]]()
    for name in names:
        key = every.read_as(name)
        if key not in found and len(found) < LOOKED_UP:
            found[key] = [place for place in every.around(name, 2) if place.is_meant]
        if len(around := found.get(key, [])) == 1:
            yield name, around[0]
