"""Areas drawn for a purpose: which places a pasted list means, what lies in them and across."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from interface.words import date_words, list_words
from partnerships.models import Place, PlaceLink, PlaceReach
from partnerships.place.head import Near
from partnerships.place.models.place import holding
from records.names import PlainKey

MOST_LINES = 500
SHOWN = 4
REGION, CARE = Place.Kind.REGION, Place.Kind.INTEGRATED_CARE_SYSTEM

# Each line as it was typed with every place that it may mean: by code, address or any name.
FIND = f"""
SELECT line.number, place.id FROM unnest(%(lines)s::text[]) WITH ORDINALITY line (text, number)
CROSS JOIN LATERAL (
  SELECT code.place_id AS id FROM partnerships_placecode code WHERE code.code = upper(line.text)
  UNION SELECT found.id FROM partnerships_place found
    WHERE found.slug = lower(trim('/' FROM line.text))
  UNION SELECT name.place_id FROM partnerships_placename name
    WHERE name.name_key = {PlainKey.template % {"expressions": "line.text"}}
) place
"""  # noqa: S608 - the template is ours


@dataclass(frozen=True, slots=True)
class Resolved:
    """The places that a list means, in its order, and what is wrong with which line."""

    places: list[Place]
    problems: list[str]


def lines_of(text: str) -> list[str]:
    """The lines of a list, without space around them and without empty ones."""
    parts = (" ".join(part.split()) for part in text.replace(";", "\n").splitlines())
    return [part for part in parts if part]


def resolve(text: str, today: dt.date) -> Resolved:
    """The place of each line. Two queries, three where some have ended, however many lines."""
    lines = lines_of(text)
    if len(lines) > MOST_LINES:
        return Resolved([], [f"The list has {len(lines)} lines; at most {MOST_LINES} fit"])
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"lines": lines})
        meant_by: dict[int, set[int]] = defaultdict(set)
        for number, pk in cursor.fetchall():
            meant_by[number].add(pk)
    places_by_id = Place.objects.with_end().in_bulk({pk for ids in meant_by.values() for pk in ids})
    after = _after([place for place in places_by_id.values() if place.ended_on], today)
    places, problems = dict[int, Place](), []
    for number, line in enumerate(lines, 1):
        meant = [places_by_id[pk] for pk in sorted(meant_by[number])]
        standing = [place for place in meant if not place.ended_on or place.ended_on > today]
        standing = _by_address(line, standing) or standing
        if len(standing) == 1:
            places.setdefault(standing[0].pk, standing[0])
        else:
            problems.append(f"Line {number}: {_why(line, meant, standing, after)}")
    return Resolved(list(places.values()), problems)


def _by_address(line: str, standing: list[Place]) -> list[Place]:
    """The place whose address was typed, though others have these words as their name."""
    is_address = "/" in line or ("-" in line and line == line.lower())
    return [place for place in standing if is_address and place.slug == line.lower().strip("/")]


def _why(line: str, meant: list[Place], standing: list[Place], after: dict[int, list[str]]) -> str:
    if not meant:
        return f"no place is called “{line}” or has it as its code"
    if standing:
        which = (f"{place.get_kind_display()} /{place.slug}/" for place in standing[:SHOWN])
        return f"“{line}” may be {' or '.join(which)}: enter the code or one of these addresses"
    names = after.get(meant[0].pk, [])
    instead = f"; {list_words(names)} came after it" if names else ""
    return f"{meant[0].name} ended on {date_words(meant[0].ended_on)}{instead}"


def _after(ended: list[Place], today: dt.date) -> dict[int, list[str]]:
    successors: dict[int, list[str]] = defaultdict(list)
    links = PlaceLink.objects.filter(holding(today), place__in=ended, kind="succeeded_by")
    for place, name in links.order_by("id").values_list("place_id", "other__name"):
        successors[place].append(name)
    return successors


@dataclass(frozen=True, slots=True)
class Footprint:
    """The regions and care systems in which areas lie; ``unplaced`` is how many of them lie in no
    care system that is known."""

    regions: tuple[str, ...]
    care_systems: tuple[str, ...]
    unplaced: int

    @property
    def warnings(self) -> list[str]:
        """What people should know before they work across this footprint."""
        words = [
            f"It crosses {len(names)} {what}: {list_words(names)}."
            for what, names in (
                ("regions", self.regions),
                ("integrated care systems", self.care_systems),
            )
            if len(names) > 1
        ]
        if words and self.care_systems and self.unplaced:
            areas = f"{self.unplaced} of its areas {'is' if self.unplaced == 1 else 'are'}"
            words.append(f"We don’t know which care system {areas} in.")
        return words


def footprint(areas: Iterable[Place | int], day: dt.date) -> Footprint:
    """What these areas lie in, by links within and overlaps. Two queries."""
    ids = [area.pk if isinstance(area, Place) else area for area in areas]
    names: dict[str, set[str]] = {REGION: set(), CARE: set()}
    placed = set()
    above = PlaceReach.objects.filter(place__in=ids, ancestor__kind__in=names)
    across = PlaceLink.objects.filter(
        Q(holding(day)), place__in=ids, kind="overlaps", other__kind__in=names
    )
    rows = [
        *above.values_list("place_id", "ancestor__kind", "ancestor__name"),
        *across.values_list("place_id", "other__kind", "other__name"),
    ]
    for place, kind, name in rows:
        names[kind].add(name)
        if kind == CARE:
            placed.add(place)
    return Footprint(
        tuple(sorted(names[REGION])), tuple(sorted(names[CARE])), len(set(ids) - placed)
    )


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """Why it was drawn, its places of today, and the warnings about its footprint."""

    because: str
    places: list[Near]
    warnings: list[str]


def area_of(place: Place, today: dt.date) -> DrawnArea | None:
    """What a place is made of; None for one that was not drawn. Three queries, or none."""
    if place.kind != Place.Kind.CUSTOM:
        return None
    links = PlaceLink.objects.filter(holding(today), other=place, kind=PlaceLink.Kind.WITHIN)
    rows = list(
        links.order_by("place__sort_key", "place_id").values_list(
            "place_id", "place__name", "place__slug"
        )
    )
    return DrawnArea(
        because=place.drawn_because,
        places=[Near(name, slug) for _, name, slug in rows],
        warnings=footprint([pk for pk, _, _ in rows], today).warnings,
    )
