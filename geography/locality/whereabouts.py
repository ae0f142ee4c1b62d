"""Where a place lies: region, county, strategic authority, care boards, services, constituencies.

Each with its code and as at when it holds; with the councils of today that it is made of, or that
it lies in; one query, also for several places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from geography.locality.kinds import Kind
from interface.words import list_words
from partnerships.models import Place
from partnerships.place.kind_groups import LOCAL_COUNCILS, STRATEGIC

REGION, COUNTY = Place.Kind.REGION, Place.Kind.COUNTY
CARE, NHS_REGION = Place.Kind.INTEGRATED_CARE_SYSTEM, Place.Kind.NHS_REGION
INSIDE, AROUND, BY_DISTRICT = "inside", "around", "through its councils"
LISTED = (Kind.SUB_ICB_LOCATION, Kind.POLICE_AREA, Kind.FIRE_AUTHORITY, Kind.CONSTITUENCY)
# The place; kind, name, address, code, NHS code, share of the place's people, as at when.
SQL = """
WITH above AS (
  SELECT place_id, ancestor_id AS id FROM partnerships_placereach WHERE place_id = ANY(%(places)s)
), served AS (
  -- What serves the place or what it lies in; a share is said only of the place itself
  SELECT above.place_id, link.other_id AS id,
    max(link.share) FILTER (WHERE link.place_id = above.place_id) AS share,
    max(CASE source.published_precision
      WHEN 'day' THEN to_char(source.published, 'FMDD FMMonth YYYY')
      WHEN 'month' THEN to_char(source.published, 'FMMonth YYYY')
      ELSE to_char(source.published, 'YYYY') END) AS as_at
  FROM partnerships_placelink link JOIN above ON above.id = link.place_id
  LEFT JOIN records_source source ON source.id = link.source_id
  WHERE link.kind = 'overlaps' AND coalesce(link.valid_from, '-infinity') <= %(today)s
    AND coalesce(link.valid_to, 'infinity') > %(today)s
  GROUP BY above.place_id, link.other_id
)
SELECT lies.place_id, other.kind, other.name, other.slug,
  (SELECT min(code) FROM partnerships_placecode c WHERE c.place_id = other.id
    AND c.scheme = 'gss' AND c.valid_to IS NULL),
  (SELECT min(code) FROM partnerships_placecode c WHERE c.place_id = other.id
    AND c.scheme = 'ods' AND c.valid_to IS NULL), lies.share, lies.as_at
FROM (
  SELECT place_id, id, NULL::numeric AS share, '' AS as_at FROM above WHERE id <> place_id
  UNION SELECT served.place_id, reach.ancestor_id, NULL, '' FROM served
    JOIN partnerships_placereach reach
    ON reach.place_id = served.id AND reach.ancestor_id <> served.id
  UNION SELECT place_id, id, share, coalesce(as_at, '') FROM served
) lies JOIN partnerships_place other ON other.id = lies.id
WHERE other.kind = ANY(%(above)s)
UNION ALL SELECT row.place_id, row.kind, row.name, '', row.code, NULL, row.share_of_council,
  release.name
FROM geography_locality row JOIN geography_localityrelease release
  ON release.id = row.release_id AND release.is_current
WHERE row.place_id = ANY(%(places)s) AND row.kind = ANY(%(listed)s)
-- The care boards of a county or a combined authority are those of its councils
UNION ALL SELECT DISTINCT county.id, %(by_district)s, board.name, board.slug, NULL, NULL,
  NULL::numeric, ''
FROM partnerships_place county
JOIN partnerships_placereach reach ON reach.ancestor_id = county.id AND reach.place_id <> county.id
JOIN partnerships_placelink link ON link.place_id = reach.place_id AND link.kind = 'overlaps'
  AND coalesce(link.valid_from, '-infinity') <= %(today)s
  AND coalesce(link.valid_to, 'infinity') > %(today)s
JOIN partnerships_place board ON board.id = link.other_id AND board.kind = %(care)s
WHERE county.id = ANY(%(places)s) AND county.kind = ANY(%(made_of)s)
UNION ALL SELECT reach.of, reach.side, council.name, council.slug, code.code, NULL, NULL, ''
FROM (
  SELECT ancestor_id AS of, 'inside' AS side, place_id AS id FROM partnerships_placereach
  WHERE ancestor_id = ANY(%(places)s)
  UNION ALL SELECT place_id, 'around', id FROM above WHERE id <> place_id
) reach JOIN partnerships_place council
  ON council.id = reach.id AND council.kind = ANY(%(councils)s) AND NOT council.is_example
JOIN partnerships_placecode code ON code.place_id = council.id AND code.scheme = 'gss'
  AND coalesce(code.valid_from, '-infinity') <= %(today)s
  AND coalesce(code.valid_to, 'infinity') > %(today)s
ORDER BY 7 DESC NULLS FIRST, 3
"""


@dataclass(frozen=True, slots=True)
class Area:
    """One area that the place lies in: its page where it has one, its codes, its part there."""

    name: str
    url: str
    codes: str
    share: Decimal | None
    note: str = ""

    @property
    def part(self) -> str:
        """ "53% of its people"; empty where all of it, or where the part is not known."""
        if self.share is None or self.share >= 1:
            return ""
        return f"{min(max(round(self.share * 100), 1), 99)}% of its people"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the hierarchy: what kind of area, which ones, and as at when."""

    label: str
    areas: list[Area]
    as_at: str = ""


@dataclass(frozen=True, slots=True)
class Council:
    """A council of today: the place itself, one that it is made of, or one around it."""

    code: str
    name: str
    url: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a place lies in, from the region down. Nothing where nothing is known of it.

    ``lines`` are those that say which place it is; ``services`` are the areas of health, police,
    fire and Parliament, of which there are many.
    """

    lines: list[Line]
    services: list[Line]
    warning: str = ""
    has_care_board: bool = False
    councils: tuple[Council, ...] = ()


def whereabouts(place: Place) -> Whereabouts:
    """Where this place lies today."""
    return whereabouts_of([place])[place.pk]


def whereabouts_of(places: Iterable[Place]) -> dict[int, Whereabouts]:
    """Where each of these places lies today, by its id. One query."""
    asked: dict[str, Any] = {
        "places": [place.pk for place in places],
        "today": timezone.localdate(),
        "above": [*STRATEGIC, REGION, COUNTY, CARE, NHS_REGION],
        "care": CARE.value,
        "made_of": [kind.value for kind in (COUNTY, *STRATEGIC)],
        "by_district": BY_DISTRICT,
        "listed": [kind.value for kind in LISTED],
        "councils": [kind.value for kind in LOCAL_COUNCILS],
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, asked)
        fetched = cursor.fetchall()
    return {pk: _lies([row[1:] for row in fetched if row[0] == pk]) for pk in asked["places"]}


def _lies(fetched: list[Any]) -> Whereabouts:
    rows = [row for row in fetched if row[0] not in (INSIDE, AROUND, BY_DISTRICT)]
    areas = defaultdict[str, list[Area]](list)
    as_at = {row[0]: row[6] for row in rows if row[6]}
    counties = [row[1] for row in rows if row[0] == COUNTY]
    for row in rows:
        through = counties[0] if counties and row[0] in STRATEGIC else ""
        areas[row[0]].append(_area(row, through))
    warning = _warning(areas[CARE])
    if not areas[CARE]:
        boards = [row for row in fetched if row[0] == BY_DISTRICT]
        areas[CARE] = [replace(_area(row, ""), note=BY_DISTRICT) for row in boards]
    return Whereabouts(
        lines=_lines(areas, as_at),
        services=_services(areas, as_at),
        warning=warning,
        has_care_board=bool(areas[CARE]),
        councils=tuple(
            Council(code, name, reverse("place", args=[slug]), side == INSIDE)
            for side, name, slug, code, *_ in fetched
            if side in (INSIDE, AROUND)
        ),
    )


def _area(row: Any, through: str) -> Area:
    _, name, slug, code, nhs, share, _ = row
    codes = ", ".join(part for part in (f"NHS {nhs}" if nhs else "", code) if part)
    note = f"through {through}" if through else ""
    return Area(name, reverse("place", args=[slug]) if slug else "", codes, share, note)


def _lines(areas: dict[str, list[Area]], as_at: dict[str, str]) -> list[Line]:
    strategic = [area for kind in STRATEGIC for area in areas[kind]]
    board = "Integrated care board" + ("s" if len(areas[CARE]) > 1 else "")
    lines = [
        Line("Region", areas[REGION]),
        Line("County", areas[COUNTY]),
        Line("Strategic authority", strategic),
        Line(board, areas[CARE], as_at.get(CARE, "")),
    ]
    return [line for line in lines if line.areas]


def _services(areas: dict[str, list[Area]], as_at: dict[str, str]) -> list[Line]:
    constituencies = areas[Kind.CONSTITUENCY]
    regions = [
        replace(area, name=area.name.removesuffix(" (NHS region)")) for area in areas[NHS_REGION]
    ]
    lines = [Line("NHS region", regions)]
    for kind, label in (
        (Kind.SUB_ICB_LOCATION, "NHS sub-ICB location"),
        (Kind.POLICE_AREA, "Police force area"),
        (Kind.FIRE_AUTHORITY, "Fire authority"),
        (Kind.CONSTITUENCY, "Constituenc" + ("y" if len(constituencies) == 1 else "ies")),
    ):
        lines.append(Line(label, areas[kind], as_at.get(kind, "")))
    return [line for line in lines if line.areas]


def _warning(boards: list[Area]) -> str:
    """That two or more care systems share the place; their lines say how much of it each has."""
    if len(boards) < 2:
        return ""
    count = "two" if len(boards) == 2 else str(len(boards))
    unknown = list_words([area.name for area in boards if not area.part])
    more = f" We don’t know how much of it is in {unknown}." if unknown else ""
    return f"It is in {count} care systems.{more}"
