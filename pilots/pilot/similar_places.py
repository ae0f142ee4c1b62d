"""Places like one place: by kind, population, deprivation, rural or urban class and topics, and
why, in words.

``places_like`` is what the lists of money and barriers use as well. One query. What is not known
of either place moves it neither nearer nor further: it counts as the middle of the scale.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from interface.words import list_words
from partnerships.models import Place
from partnerships.place.kind_groups import COUNCILS, STRATEGIC, WITHIN_COUNCILS
from pilots.models import Pilot
from records.addresses import address

Kind = Place.Kind
# Kinds that do much the same work are compared with one another, others only with their own.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(kind for kind in COUNCILS if kind != Kind.DISTRICT),
    frozenset(STRATEGIC),
    frozenset(WITHIN_COUNCILS),
)
# How much each of the five counts, and what stands for what is not known.
OTHER_KIND, PEOPLE, DEPRIVED, THEMES, RURAL, UNKNOWN = 0.5, 1.0, 1.0, 1.0, 0.5, 0.5
# Populations that differ by this factor or more are as far apart as can be; ranks by so many, and
# shares of neighbourhoods in the most deprived tenth by so many points.
FACTOR, RANKS, POINTS = 4.0, 150.0, 20.0
SHOWN = 10

# Ranks and shares are compared within one release alone, the share where both places have it; the
# newest population of each stands. Topics are those of pilots that the reader sees, counted for the
# places that share one.
SQL = """
WITH official AS MATERIALIZED (
  SELECT measure.key, figure.place_id, figure.value, figure.words, release.as_of
  FROM geography_measure measure CROSS JOIN LATERAL (
    SELECT id, as_of FROM geography_measurerelease
    WHERE measure_id = measure.id ORDER BY as_of DESC LIMIT 1) release
  JOIN geography_contextfigure figure ON figure.release_id = release.id
  WHERE figure.place_id IS NOT NULL AND measure.key IN (
    'population_total', 'imd_lsoas_most_deprived_decile_pct', 'rural_urban_class_2021')
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
  SELECT DISTINCT ON (place_id) place_id, value FROM (
    SELECT place_id, value, as_of, id FROM partnerships_placefigure WHERE measure = 'population'
    UNION ALL
    SELECT place_id, value, as_of, 0 FROM official WHERE key = 'population_total') counted
  WHERE value > 0 ORDER BY place_id, as_of DESC NULLS LAST, id DESC
), shares AS (
  SELECT place_id, value FROM official WHERE key = 'imd_lsoas_most_deprived_decile_pct'
), classes AS (
  SELECT place_id, words FROM official WHERE key = 'rural_urban_class_2021' AND words <> ''
), this AS MATERIALIZED (
  SELECT (SELECT value FROM people WHERE place_id = %(place)s) AS people,
    (SELECT value FROM shares WHERE place_id = %(place)s) AS share,
    (SELECT words FROM classes WHERE place_id = %(place)s) AS class
), one AS (
  SELECT place.id, place.name, place.slug, place.kind, people.value AS people, this.people AS ours,
    rank.value AS rank, ranks.value AS our_rank, share.value AS share, this.share AS our_share,
    class.words AS class, this.class AS our_class, shared.names,
    (SELECT count(*) FROM themes) AS themes,
    place.id IN (SELECT place_id FROM pilots_pilotplace WHERE pilot_id IN (SELECT id FROM seen))
      AS has_pilots
  FROM partnerships_place place CROSS JOIN this
  LEFT JOIN people ON people.place_id = place.id
  LEFT JOIN shares share ON share.place_id = place.id
  LEFT JOIN classes class ON class.place_id = place.id
  LEFT JOIN ranks ON true
  LEFT JOIN partnerships_placefigure rank ON rank.place_id = place.id
    AND rank.measure = 'deprivation_rank' AND rank.release = ranks.release
  LEFT JOIN shared ON shared.place_id = place.id
  WHERE place.id <> %(place)s AND place.kind = ANY(%(kinds)s) AND place.is_example = %(example)s
    AND NOT EXISTS (SELECT FROM partnerships_placelink gone
      WHERE gone.place_id = place.id AND gone.kind = 'succeeded_by'
        AND coalesce(gone.valid_from, '-infinity') <= %(today)s)
)
SELECT id, name, slug, kind, people, ours, rank, our_rank, share, our_share, class, our_class,
  names, themes, has_pilots,
  CASE WHEN kind = %(kind)s THEN 0 ELSE %(other_kind)s END
  + %(people)s * CASE WHEN people IS NULL OR ours IS NULL THEN %(unknown)s
      ELSE least(1, abs(ln((people / ours)::float8)) / ln(%(factor)s::float8)) END
  + %(deprived)s * CASE WHEN share IS NOT NULL AND our_share IS NOT NULL
      THEN least(1, abs(share - our_share) / %(points)s)
      WHEN rank IS NULL OR our_rank IS NULL THEN %(unknown)s
      ELSE least(1, abs(rank - our_rank) / %(ranks)s) END
  + %(themes)s * CASE WHEN themes = 0 OR NOT has_pilots THEN %(unknown)s
      ELSE 1 - coalesce(cardinality(names), 0)::numeric / themes END
  + %(rural)s * CASE WHEN class IS NULL OR our_class IS NULL THEN %(unknown)s
      WHEN class = our_class THEN 0 ELSE 1 END AS distance
FROM one WHERE has_pilots OR NOT %(with_pilots)s ORDER BY distance, name, id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class SimilarPlace:
    """A place like another: how far, from 0 (in all alike) to 4, and why.

    ``reasons`` are of its kind, people, deprivation, class and topics; empty where there is none.
    """

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
        return "; ".join(filter(None, self.reasons))

    @property
    def columns(self) -> list[str]:
        """The same beside a head each: people, deprivation, class, topics."""
        _, people, deprived, rural, topics = self.reasons
        people = people.removeprefix("population ")
        rural = rural.replace("same rural or urban class", "same")
        return [
            people,
            deprived.removeprefix("deprivation "),
            rural,
            topics.removeprefix("topics "),
        ]


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


def places_like(
    user: Any, place: Place, most: int = SHOWN, *, with_pilots: bool = False
) -> Likeness:
    """The places most like ``place``, nearest first, with the reasons. One query.

    ``with_pilots``: of those alone that have a pilot which this reader sees.
    """
    parameters: dict[str, Any] = {
        "place": place.pk,
        "today": timezone.localdate(),
        "kind": place.kind,
        "kinds": family(place.kind),
        "example": place.is_example,
        "other_kind": OTHER_KIND,
        "people": PEOPLE,
        "deprived": DEPRIVED,
        "themes": THEMES,
        "rural": RURAL,
        "points": POINTS,
        "with_pilots": with_pilots,
        "unknown": UNKNOWN,
        "factor": FACTOR,
        "ranks": RANKS,
        "most": most,
    }
    seen, rule = seen_pilots(user)
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(seen=seen), {**parameters, **rule})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    ours = rows[0] if rows else None
    return Likeness([_similar(place, row) for row in rows], _unknown(ours) if ours else [])


def _similar(place: Place, row: dict[str, Any]) -> SimilarPlace:
    kind, in_family = row["kind"], {row["kind"], place.kind} <= FAMILIES[0]
    label = str(Kind(kind).label)
    of_kind = f"also a single-tier council: {label}" if in_family else label
    reasons = (
        "same kind" if kind == place.kind else of_kind,
        _people(row["people"], row["ours"]),
        _shares(row["share"], row["our_share"]) or _deprived(row["rank"], row["our_rank"]),
        _classes(row["class"], row["our_class"]),
        _topics(row["names"], row["themes"], row["has_pilots"]),
    )
    return SimilarPlace(
        row["id"],
        row["name"],
        row["slug"],
        kind,
        float(row["distance"]),
        reasons,
    )


def _people(theirs: Decimal | None, ours: Decimal | None) -> str:
    if theirs is None or ours is None:
        return f"population not known{_of_which(theirs, ours)}"
    share = round((theirs / ours - 1) * 100)
    if share == 0:
        return "population about the same"
    if abs(share) >= 100 and share > 0:
        return f"population {theirs / ours:.1f} times as large"
    return f"population {abs(share)}% {'larger' if share > 0 else 'smaller'}"


def _shares(theirs: Decimal | None, ours: Decimal | None) -> str:
    if theirs is None or ours is None:
        return ""
    return f"{theirs:.1f}% of its neighbourhoods in the most deprived tenth, {ours:.1f}% here"


def _classes(theirs: str | None, ours: str | None) -> str:
    if theirs is None or ours is None:
        return ""
    return "same rural or urban class" if theirs == ours else f"another class: {theirs}"


def _deprived(theirs: Decimal | None, ours: Decimal | None) -> str:
    if theirs is None or ours is None:
        return f"deprivation not known{_of_which(theirs, ours)}"
    apart = int(abs(theirs - ours))
    if apart == 0:
        return "same deprivation rank"
    return f"{apart} ranks {'less' if theirs > ours else 'more'} deprived"


def _topics(names: list[str] | None, themes: int, has_pilots: bool) -> str:
    if not themes or not has_pilots:
        return f"topics not known{_of_which(has_pilots or None, themes or None)}"
    if not names:
        return "shares no topic"
    return f"shares {list_words(name.lower() for name in names)}"


def _of_which(theirs: Any, ours: Any) -> str:
    """For which of the two it is not known; nothing for the other one, whose line says it."""
    if theirs is None and ours is None:
        return " for either"
    return "" if theirs is None else " here"


def _unknown(row: dict[str, Any]) -> list[str]:
    deprivation = row["our_rank"] if row["our_share"] is None else row["our_share"]
    known = (("population", row["ours"]), ("deprivation", deprivation))
    return [word for word, figure in known if figure is None]
