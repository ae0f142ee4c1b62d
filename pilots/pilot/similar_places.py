"""Places like one place: by kind, population, deprivation and topics, and why, in words.

``places_like`` is what the lists of money and barriers use as well. One query. What is not known
of either place moves it neither nearer nor further: it counts as the middle of the scale.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from interface.words import list_words
from partnerships.models import Place
from pilots.models import Pilot
from records.addresses import address

Kind = Place.Kind
# Kinds that do much the same work are compared with one another, others only with their own.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(
        {
            *(Kind.UNITARY, Kind.METROPOLITAN_BOROUGH, Kind.LONDON_BOROUGH),
            *(Kind.COUNTY, Kind.CITY_CORPORATION),
        }
    ),
    frozenset({Kind.COMBINED_AUTHORITY, Kind.STRATEGIC_AUTHORITY}),
    frozenset({Kind.WARD, Kind.NEIGHBOURHOOD, Kind.PARISH}),
)
# How much each of the four counts, and what stands for what is not known.
OTHER_KIND, PEOPLE, DEPRIVED, THEMES, UNKNOWN = 0.5, 1.0, 1.0, 1.0, 0.5
# Populations that differ by this factor or more are as far apart as can be; ranks by so many.
FACTOR, RANKS = 4.0, 150.0
SHOWN = 10

# Ranks are compared within one release alone; the newest population of each stands. Topics are
# those of pilots that the reader sees, counted for the places that share one.
SQL = """
WITH this AS (
  SELECT %(place)s::bigint AS id,
    (SELECT value FROM partnerships_placefigure f WHERE f.place_id = %(place)s
      AND f.measure = 'population' AND value > 0 ORDER BY as_of DESC NULLS LAST, id DESC LIMIT 1)
      AS people
), seen (id) AS MATERIALIZED ({seen}),
ranks AS (
  SELECT release, value FROM partnerships_placefigure WHERE place_id = %(place)s
    AND measure = 'deprivation_rank' AND value IS NOT NULL
    ORDER BY as_of DESC NULLS LAST, id DESC LIMIT 1
), themes AS (
  SELECT DISTINCT topic_id FROM pilots_pilottopic WHERE pilot_id IN (
    SELECT link.pilot_id FROM pilots_pilotplace link WHERE link.place_id = %(place)s
      AND link.pilot_id IN (SELECT id FROM seen))
), shared AS (
  SELECT link.place_id, array_agg(DISTINCT topic.name ORDER BY topic.name) AS names
  FROM themes JOIN pilots_pilottopic given ON given.topic_id = themes.topic_id
  JOIN pilots_pilotplace link ON link.pilot_id = given.pilot_id
  JOIN partnerships_topic topic ON topic.id = themes.topic_id
  WHERE link.pilot_id IN (SELECT id FROM seen) GROUP BY link.place_id
), people AS (
  SELECT DISTINCT ON (place_id) place_id, value FROM partnerships_placefigure
  WHERE measure = 'population' AND value > 0
  ORDER BY place_id, as_of DESC NULLS LAST, id DESC
), one AS (
  SELECT place.id, place.name, place.slug, place.kind, people.value AS people, this.people AS ours,
    rank.value AS rank, ranks.value AS our_rank, shared.names,
    (SELECT count(*) FROM themes) AS themes,
    place.id IN (SELECT place_id FROM pilots_pilotplace WHERE pilot_id IN (SELECT id FROM seen))
      AS has_pilots
  FROM partnerships_place place CROSS JOIN this
  LEFT JOIN people ON people.place_id = place.id
  LEFT JOIN ranks ON true
  LEFT JOIN partnerships_placefigure rank ON rank.place_id = place.id
    AND rank.measure = 'deprivation_rank' AND rank.release = ranks.release
  LEFT JOIN shared ON shared.place_id = place.id
  WHERE place.id <> this.id AND place.kind = ANY(%(kinds)s) AND place.is_example = %(example)s
    AND NOT EXISTS (SELECT FROM partnerships_placelink gone
      WHERE gone.place_id = place.id AND gone.kind = 'succeeded_by'
        AND coalesce(gone.valid_from, '-infinity') <= current_date)
)
SELECT id, name, slug, kind, people, ours, rank, our_rank, names, themes, has_pilots,
  CASE WHEN kind = %(kind)s THEN 0 ELSE %(other_kind)s END
  + %(people)s * CASE WHEN people IS NULL OR ours IS NULL THEN %(unknown)s
      ELSE least(1, abs(ln(people / ours)) / ln(%(factor)s::numeric)) END
  + %(deprived)s * CASE WHEN rank IS NULL OR our_rank IS NULL THEN %(unknown)s
      ELSE least(1, abs(rank - our_rank) / %(ranks)s) END
  + %(themes)s * CASE WHEN themes = 0 OR NOT has_pilots THEN %(unknown)s
      ELSE 1 - coalesce(cardinality(names), 0)::numeric / themes END AS distance
FROM one ORDER BY distance, name, id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class SimilarPlace:
    """A place like another: how far, from 0 (in all alike) to 3.5, and why."""

    pk: int
    name: str
    slug: str
    kind: str
    distance: float
    reasons: tuple[str, ...]

    @property
    def url(self) -> str:
        return address("place", self.slug)

    @property
    def kind_words(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def words(self) -> str:
        """Why it is alike, in one line."""
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class Likeness:
    """The places most like one, and what is not known of that one itself."""

    rows: list[SimilarPlace]
    unknown: list[str]


def family(kind: str) -> list[str]:
    """The kinds that one kind is compared with."""
    return sorted(next((members for members in FAMILIES if kind in members), frozenset({kind})))


def seen_pilots(user: Any) -> tuple[str, dict[str, Any]]:
    """The keys of the pilots that the reader sees, as SQL with named parameters, and those."""
    seen = Pilot.objects.visible_to(user).order_by().values_list("pk")
    sql, values = seen.query.sql_with_params()
    named = {f"rule_{number}": value for number, value in enumerate(values)}
    names = iter(named)
    return re.sub("%s", lambda _: f"%({next(names)})s", sql), named


def places_like(user: Any, place: Place, most: int = SHOWN) -> Likeness:
    """The places most like ``place``, nearest first, with the reasons. One query."""
    parameters: dict[str, Any] = {
        "place": place.pk,
        "kind": place.kind,
        "kinds": family(place.kind),
        "example": place.is_example,
        "other_kind": OTHER_KIND,
        "people": PEOPLE,
        "deprived": DEPRIVED,
        "themes": THEMES,
        "unknown": UNKNOWN,
        "factor": FACTOR,
        "ranks": RANKS,
        "most": most,
    }
    seen, rule = seen_pilots(user)
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(seen=seen), {**parameters, **rule})
        rows = cursor.fetchall()
    ours = rows[0] if rows else None
    return Likeness([_similar(place, row) for row in rows], _unknown(ours) if ours else [])


def _similar(place: Place, row: tuple[Any, ...]) -> SimilarPlace:
    pk, name, slug, kind, people, ours, rank, our_rank, names, themes, has_pilots, distance = row
    reasons = (
        "same kind" if kind == place.kind else f"also a council of its own area: {Kind(kind).label}"
        if {kind, place.kind} <= FAMILIES[0] else str(Kind(kind).label),
        _people(people, ours),
        _deprived(rank, our_rank),
        _topics(names, themes, has_pilots),
    )  # fmt: skip
    return SimilarPlace(pk, name, slug, kind, float(distance), reasons)


def _people(theirs: Decimal | None, ours: Decimal | None) -> str:
    if theirs is None or ours is None:
        return f"population not known {_of_which(theirs, ours)}"
    share = round((theirs / ours - 1) * 100)
    if share == 0:
        return "population about the same"
    if abs(share) >= 100 and share > 0:
        return f"population {theirs / ours:.1f} times as large"
    return f"population {abs(share)}% {'larger' if share > 0 else 'smaller'}"


def _deprived(theirs: Decimal | None, ours: Decimal | None) -> str:
    if theirs is None or ours is None:
        return f"deprivation not known {_of_which(theirs, ours)}"
    apart = int(abs(theirs - ours))
    if apart == 0:
        return "same deprivation rank"
    return f"{apart} ranks {'less' if theirs > ours else 'more'} deprived"


def _topics(names: list[str] | None, themes: int, has_pilots: bool) -> str:
    if not themes or not has_pilots:
        return f"topics not known {_of_which(has_pilots or None, themes or None)}"
    if not names:
        return "shares no topic"
    return f"shares {list_words(name.lower() for name in names)}"


def _of_which(theirs: Any, ours: Any) -> str:
    if theirs is None and ours is None:
        return "for either"
    return "for it" if theirs is None else "here"


def _unknown(row: tuple[Any, ...]) -> list[str]:
    return [
        word
        for word, value in (("population", row[5]), ("deprivation rank", row[7]))
        if value is None
    ]
