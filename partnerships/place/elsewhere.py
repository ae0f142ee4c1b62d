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
        *("countrywide", "england wide", "more than one english region", "more than one region"),
        *("several regions", "multiple regions", "various regions"),
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
        *("gibraltar", "malta", "cyprus", "barbados", "trinidad and tobago"),
    )
)
REGIONS = frozenset(
    (
        *("north east", "north west", "yorkshire and the humber", "east midlands", "east"),
        *("west midlands", "east of england", "london", "south east", "south west"),
    )
)
_WIDE = re.compile(r"(?:(?:the|whole|all|of|across|national) )*(.+?)(?: wide| nationwide| whole)?")
SMALL = (Place.Kind.WARD, Place.Kind.PARISH, Place.Kind.NEIGHBOURHOOD, Place.Kind.CUSTOM)
LOOKED_UP = 1_000  # different towns and sectors of postcodes that are looked for


def country(text: str) -> Elsewhere | None:
    """What a name says of a whole country, or of one abroad; None for any other."""
    key = plain_key(text)
    said = _WIDE.fullmatch(key)
    if key in COUNTRIES or (said and said[1] in COUNTRIES):
        return Elsewhere("is for a whole country")
    return Elsewhere("is for a place abroad") if key in ABROAD else None


def _last_part(name: str) -> str:
    """Of a path its end: "England/South West/Plymouth", "South West - Plymouth"."""
    if country(name.partition("/")[0]):
        return name.rpartition("/")[2].strip()
    first, _, last = name.partition(" - ")
    return last.strip() if last and plain_key(first) in REGIONS else name


def places_said(scope: Any, names: Iterable[str]) -> dict[str, Any]:
    """Of names that no place here has: one here by its town or postcode, or that it is elsewhere.

    What nobody knows is left out. Names of wards and parishes elsewhere say nothing: many share
    one.
    """
    made: dict[str, Any] = {}
    left: dict[str, list[str]] = {}  # by the last part of a path
    for name in names:
        last = _last_part(name)
        if said := country(last):
            made[name] = said
        else:
            left.setdefault(last, []).append(name)
    here = set(within(scope.roots).values_list("place", flat=True))

    def put(last: str, place: int, called: str) -> None:
        is_path = left[last] != [last]  # a name of a place here that stands alone is known already
        where = place if place in here and is_path else Elsewhere(f"is for {called}")
        made.update(dict.fromkeys(left[last], where))

    others = PlaceName.objects.exclude(place__kind__in=SMALL).order_by()
    keys = {plain_key(last): last for last in left}
    found = others.filter(name_key__in=list(keys))
    alike: dict[str, dict[int, str]] = {}
    for key, place, called in found.values_list("name_key", "place", "place__name"):
        alike.setdefault(keys[key], {})[place] = called
    for last, places in alike.items():
        # Of a path that fits places here and elsewhere it is asked which one
        if left[last] == [last] or len(places) == 1 or not here & places.keys():
            put(last, *min(places.items()))
    open_ones = [last for last in left if last not in alike and left[last][0] not in made]
    for last, council in _around(open_ones):
        where = council.pk if council.pk in here else Elsewhere(f"is for {council}")
        made.update(dict.fromkeys(left[last], where))
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
