"""How many work at each of several places, and which organisations work in more than one of them.

Thousands of partners are put together in the database; what stands side by side comes back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pilots.models import Pilot
from pilots.place.partners import GROUPS, MOST

KEYS = tuple(key for key, _, _ in GROUPS)
# What each role is one of: its rank says how close it stands to the lead
RANKS = {
    role: rank
    for rank, (key, _, roles) in enumerate(GROUPS)
    for role in roles
    if key != "named"  # they are no partners
}
NATIONAL = KEYS.index("national")


@dataclass(frozen=True, slots=True)
class PartnersAt:
    """How many partners one place has, each body once; ``more``: there are others."""

    local: int = 0
    national: int = 0
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.local or self.national)


@dataclass(frozen=True, slots=True)
class Shared:
    """An organisation in several of the places: by the place's id which group it is in there, and
    whether it takes part no more."""

    name: str
    slug: str
    at: dict[int, tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The partners of several places. Of those that are ``shared`` the ones in most places come
    first."""

    places: dict[int, PartnersAt]
    shared: list[Shared]


def partners_side_by_side(looked_at: Mapping[int, Sequence[int]], today: dt.date) -> SideBySide:
    """Of several places, by the ids of the pilots that are looked at there, newest first. One
    query."""
    pairs = [(place, pilot) for place, pilots in looked_at.items() for pilot in pilots]
    asked: dict[str, Any] = {
        "places": list(looked_at),
        "of": [place for place, _ in pairs],
        "pilots": [pilot for _, pilot in pairs],
        "roles": list(RANKS),
        "ranks": list(RANKS.values()),
        "national": NATIONAL,
        "ended": list(Pilot.ENDED),
        "today": today,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, asked)
        counts, more, shared = cursor.fetchone()
    at_place = json.loads(counts or "{}")
    return SideBySide(
        places={
            place: PartnersAt(local, national, place in (more or ()))
            for place in looked_at
            for local, national in [at_place.get(str(place), (0, 0))]
        },
        shared=[
            Shared(name, slug, {int(at): (KEYS[rank], past) for at, (rank, past) in there.items()})
            for name, slug, there in json.loads(shared or "[]")
        ],
    )


# Each body, or description where the source names none, once at each place: in its closest role,
# and past where each of its parts is.
SQL = """
WITH part AS (
  SELECT looked.place, partner.kind AS role, partner.organisation_id AS body,
    CASE WHEN partner.organisation_id IS NULL THEN lower(partner.description) END AS words,
    pilot.status = ANY(%(ended)s) OR
      coalesce(coalesce(partner."end", pilot."end") < %(today)s, false)
      AS is_past,
    row_number() OVER (PARTITION BY looked.place ORDER BY looked.nth, partner.id) AS number
  FROM unnest(%(of)s::bigint[], %(pilots)s::bigint[])
    WITH ORDINALITY AS looked (place, pilot, nth)
  JOIN pilots_pilotpartner partner ON partner.pilot_id = looked.pilot AND partner.kind <> 'named'
  JOIN pilots_pilot pilot ON pilot.id = partner.pilot_id
  UNION ALL
  SELECT here.place_id, member.role, member.organisation_id, NULL, false,
    row_number() OVER (PARTITION BY here.place_id ORDER BY partnership.name, member.id)
  FROM partnerships_partnershipplace here
  JOIN partnerships_partnership partnership ON partnership.id = here.partnership_id
  JOIN partnerships_member member ON member.partnership_id = partnership.id
  WHERE here.place_id = ANY(%(places)s)
    AND coalesce(member.valid_from, '-infinity') <= %(today)s
    AND coalesce(member.valid_to, 'infinity') > %(today)s
), once AS (
  SELECT place, body, min(rank) AS rank, bool_and(is_past) AS is_past
  FROM part JOIN unnest(%(roles)s::text[], %(ranks)s::integer[]) AS close (role, rank) USING (role)
  WHERE number <= %(most)s
  GROUP BY place, body, words
), shared AS (
  SELECT body, count(*) AS places FROM once WHERE body IS NOT NULL
  GROUP BY body HAVING count(*) > 1
), called AS (
  SELECT body.id, body.name, body.slug, shared.places, lower(body.name) COLLATE "C" AS key
  FROM shared JOIN partnerships_organisation body ON body.id = shared.body
)
SELECT
  (SELECT jsonb_object_agg(place, jsonb_build_array(local, national)) FROM (
    SELECT place, count(*) FILTER (WHERE rank <> %(national)s) AS local,
      count(*) FILTER (WHERE rank = %(national)s) AS national
    FROM once GROUP BY place) counted),
  (SELECT array_agg(DISTINCT place) FROM part WHERE number > %(most)s),
  (SELECT jsonb_agg(jsonb_build_array(name, slug, there) ORDER BY places DESC, key, id) FROM (
    SELECT called.*, jsonb_object_agg(place, jsonb_build_array(rank, is_past)) AS there
    FROM once JOIN called ON called.id = once.body
    GROUP BY called.id, name, slug, places, key) named)
"""
