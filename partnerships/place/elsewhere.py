"""What files say of where something is, beyond the place that they are brought to.

Another place, a whole country, abroad; or a postcode or a town. It is never taken for the place of
the import.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from partnerships.models import Place, PlaceName, PlaceReach
from partnerships.place.within import within
from records.names import plain_key
from registry.import_readers import WHOLE_COUNTRY, Elsewhere

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
_WIDE = re.compile(r"(?:(?:the|whole|all|of|across|national) )*(.+?)(?: wide| nationwide| whole)?")
SMALL = (Place.Kind.WARD, Place.Kind.PARISH, Place.Kind.NEIGHBOURHOOD, Place.Kind.CUSTOM)
LOOKED_UP = 1_000  # different towns and sectors of postcodes that are looked for


def country(text: str) -> Elsewhere | None:
    """What a name says of a whole country, or of one abroad; None for any other."""
    key = plain_key(text)
    said = _WIDE.fullmatch(key)
    if key in COUNTRIES or (said and said[1] in COUNTRIES):
        return WHOLE_COUNTRY
    return Elsewhere("is for a place abroad") if key in ABROAD else None


# The end of a path, and the region in which it says that this lies
Part = tuple[str, int | None]


def _last_part(name: str, regions: dict[str, int]) -> Part:
    """Of a path its end: "England/South West/Plymouth", "South West - Plymouth"."""
    if country(name.partition("/")[0]):
        return name.rpartition("/")[2].strip(), None
    first, _, last = name.partition(" - ")
    region = regions.get(plain_key(first)) if last else None
    return (last.strip(), region) if region else (name, None)


def places_said(scope: Any, names: Iterable[str]) -> dict[str, Any]:
    """Of names that no place here has: one here by its town or postcode, or that it is elsewhere.

    What nobody knows is left out. Names of wards and parishes elsewhere say nothing: many share
    one.
    """
    names, made = list(names), dict[str, Any]()
    regions, left = _regions(names), dict[Part, list[str]]()
    for name in names:
        part = _last_part(name, regions)
        if said := country(part[0]):
            made[name] = said
        else:
            left.setdefault(part, []).append(name)
    here = set(within(scope.roots).values_list("place", flat=True))
    lies = _lies_in({region for _, region in left if region})
    called = _called(left, lies)
    for part, places in called.items():
        is_path = left[part] != [part[0]]  # a name of a place here that stands alone is known
        # Of a path that fits places here and elsewhere it is asked which one
        if places and (not is_path or len(places) == 1 or not here & places.keys()):
            place, name = min(places.items())
            where = place if place in here and is_path else Elsewhere(f"is for {name}")
            made.update(dict.fromkeys(left[part], where))
    open_ones = [part for part in left if part not in called]
    around = dict(_around(dict.fromkeys(last for last, _ in open_ones)))
    for part in open_ones:
        council = around.get(part[0])
        if council is not None and _fits(council.pk, part, lies):
            where = council.pk if council.pk in here else Elsewhere(f"is for {council}")
            made.update(dict.fromkeys(left[part], where))
    return made


def _regions(names: Iterable[str]) -> dict[str, int]:
    """Regions by their names, where names may begin with one."""
    if not any(" - " in name for name in names):
        return {}
    every = PlaceName.objects.filter(place__kind=Place.Kind.REGION).order_by()
    return dict(every.values_list("name_key", "place"))


def _lies_in(regions: Collection[int]) -> set[tuple[int, int]]:
    """Which places lie in which of these regions."""
    reach = PlaceReach.objects.filter(ancestor__in=regions).exclude(place__kind__in=SMALL)
    return set(reach.order_by().values_list("place", "ancestor")) if regions else set()


def _fits(place: int, part: Part, lies: set[tuple[int, int]]) -> bool:
    return part[1] is None or (place, part[1]) in lies


def _called(parts: Iterable[Part], lies: set[tuple[int, int]]) -> dict[Part, dict[int, str]]:
    """The places of each name that some place has, as far as they lie in the region it says."""
    names = PlaceName.objects.exclude(place__kind__in=SMALL).order_by()
    keys = {part: plain_key(part[0]) for part in parts}
    found: dict[str, dict[int, str]] = {}
    rows = names.filter(name_key__in=set(keys.values()))
    for key, place, called in rows.values_list("name_key", "place", "place__name"):
        found.setdefault(key, {})[place] = called
    return {
        part: {pk: name for pk, name in found[key].items() if _fits(pk, part, lies)}
        for part, key in keys.items()
        if key in found
    }


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
