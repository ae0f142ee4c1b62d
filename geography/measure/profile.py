"""What places are like by three official measures, so that a choice of places can be spread.

How many people live there, how deprived their neighbourhoods are, and whether they are rural or
urban, each by its newest release. A place stands in a third of the places of the same kinds that
have a figure; one without a figure stands in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from interface.words import list_words, number

PEOPLE, SHARE = "population_total", "imd_lsoas_most_deprived_decile_pct"
RURAL = "rural_urban_flag_2021"
# What a third is called, from the least to the most.
SIZES = {3: "larger", 2: "middle-sized", 1: "smaller"}
DEPRIVATION = {3: "more deprived", 2: "in the middle", 1: "less deprived"}
UNKNOWN = "not known"

# ``WITH`` steps that end in ``profile``; they ask for ``kinds``. Equal figures share a third.
STEPS = f"""official AS MATERIALIZED (
  SELECT measure.key, figure.place_id, figure.value, figure.words
  FROM geography_measure measure CROSS JOIN LATERAL (
    SELECT id FROM geography_measurerelease newest WHERE measure_id = measure.id
      AND EXISTS (SELECT FROM geography_contextfigure f JOIN partnerships_place p
        ON p.id = f.place_id WHERE f.release_id = newest.id AND p.kind = ANY(%(kinds)s))
    ORDER BY as_of DESC LIMIT 1) release
  JOIN geography_contextfigure figure ON figure.release_id = release.id
  JOIN partnerships_place place ON place.id = figure.place_id
  WHERE place.kind = ANY(%(kinds)s) AND NOT place.is_example
    AND measure.key IN ('{PEOPLE}', '{SHARE}', '{RURAL}')
), cut AS (
  SELECT key, percentile_disc(ARRAY[1 / 3.0, 2 / 3.0]) WITHIN GROUP (ORDER BY value) AS at
  FROM official WHERE value IS NOT NULL GROUP BY key
), placed AS (
  SELECT official.*, 1 + (value > at[1])::int + (value > at[2])::int AS third
  FROM official LEFT JOIN cut ON cut.key = official.key
), profile AS (
  SELECT place_id,
    max(value) FILTER (WHERE key = '{PEOPLE}') AS people,
    max(value) FILTER (WHERE key = '{SHARE}') AS share,
    max(lower(words)) FILTER (WHERE key = '{RURAL}' AND words <> '') AS rural,
    max(third) FILTER (WHERE key = '{PEOPLE}') AS size,
    max(third) FILTER (WHERE key = '{SHARE}') AS deprived
  FROM placed GROUP BY place_id
)"""  # noqa: S608 - nothing but names of ours is put in

SQL = f"WITH {STEPS} SELECT * FROM profile WHERE place_id = ANY(%(places)s)"  # noqa: S608
RELEASES = """
SELECT DISTINCT ON (measure.position, measure.id) measure.label, release.name
FROM geography_measure measure
JOIN geography_measurerelease release ON release.measure_id = measure.id
WHERE measure.key = ANY(%(keys)s) AND EXISTS (SELECT FROM geography_contextfigure f
  JOIN partnerships_place p ON p.id = f.place_id
  WHERE f.release_id = release.id AND p.kind = ANY(%(kinds)s))
ORDER BY measure.position, measure.id, release.as_of DESC
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a place is like. ``size`` and ``deprived`` are thirds, 3 the largest, the most deprived;
    None is not known."""

    people: Decimal | None = None
    share: Decimal | None = None
    rural: str | None = None
    size: int | None = None
    deprived: int | None = None

    @property
    def words(self) -> str:
        """The figures in a line; one that is not known is said to be that."""
        if (self.people, self.share, self.rural) == (None, None, None):
            return "no official figures"
        people = UNKNOWN if self.people is None else number(self.people)
        share = UNKNOWN
        if self.share is not None:
            share = f"{self.share:.1f}%"
        return (
            f"population {people}; neighbourhoods in the most deprived tenth {share}; "
            f"{self.rural or 'rural or urban not known'}"
        )


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """How places are spread over one measure: "3 larger, 1 smaller and 1 not known"."""

    label: str
    words: str


def profiles(places: Iterable[int], kinds: Sequence[str]) -> dict[int, Profile]:
    """What these places are like among all places of these kinds, by id. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"kinds": list(kinds), "places": list(places)})
        return {row[0]: Profile(*row[1:]) for row in cursor.fetchall()}


def spread(chosen: Sequence[Profile]) -> list[SpreadLine]:
    """How these places are spread over size, deprivation, and rural or urban."""
    return [
        SpreadLine("Size", _counted((SIZES.get(one.size or 0) for one in chosen), SIZES.values())),
        SpreadLine(
            "Deprivation",
            _counted((DEPRIVATION.get(one.deprived or 0) for one in chosen), DEPRIVATION.values()),
        ),
        SpreadLine("Rural or urban", _counted((one.rural for one in chosen), ("urban", "rural"))),
    ]


def _counted(found: Iterable[str | None], order: Iterable[str]) -> str:
    """How many of each, those that are none said as well; the unknown last."""
    counts = Counter(one or UNKNOWN for one in found)
    if set(counts) == {UNKNOWN}:
        return f"{UNKNOWN} of {'it' if counts[UNKNOWN] == 1 else 'any of them'}"
    said = [f"{counts[name] or 'none'} {name}" for name in order]
    if counts[UNKNOWN]:
        said.append(f"{counts[UNKNOWN]} {UNKNOWN}")
    return list_words(said)


def releases(kinds: Sequence[str]) -> list[tuple[str, Any]]:
    """The measures that are used, each with its newest release for these kinds. One query."""
    with connection.cursor() as cursor:
        asked = {"keys": [PEOPLE, SHARE, RURAL], "kinds": list(kinds)}
        cursor.execute(RELEASES, asked)
        return cursor.fetchall()
