"""The context figures of a place beside those of England, its region and places of its kind.

One query, however many measures. A figure is set beside figures of its own release alone: the
newest that has one for the place, else the newest there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from geography.measure.comparison import FEWEST, Compared, Context, Spread
from partnerships.models import Place
from partnerships.place.head import councils_above
from partnerships.place.kind_groups import LONDON, STRATEGIC

Kind = Place.Kind
# What kinds of place one kind is set among, and what those are called.
AMONG: dict[str, tuple[tuple[str, ...], str]] = {
    Kind.REGION: ((Kind.REGION,), "regions"),
    Kind.COMBINED_AUTHORITY: (STRATEGIC, "strategic authorities"),
    Kind.COUNTY: ((Kind.COUNTY,), "counties"),
    Kind.UNITARY: ((Kind.UNITARY,), "unitary councils"),
    Kind.METROPOLITAN_BOROUGH: ((Kind.METROPOLITAN_BOROUGH,), "metropolitan boroughs"),
    Kind.LONDON_BOROUGH: (LONDON, "London boroughs and the City"),
    Kind.DISTRICT: ((Kind.DISTRICT,), "districts"),
}
AMONG[Kind.STRATEGIC_AUTHORITY] = AMONG[Kind.COMBINED_AUTHORITY]
AMONG[Kind.CITY_CORPORATION] = AMONG[Kind.LONDON_BOROUGH]
# What stands on the page of a place; the page of all figures has the rest.
SHORT = (
    "population_total",
    "imd_lsoas_most_deprived_decile_pct",
    "children_relative_low_income_ahc_pct",
    "claimant_count_pct",
    "healthy_life_expectancy_female",
    "healthy_life_expectancy_male",
    "fuel_poverty_pct",
    "no_qualifications_pct",
    "rural_urban_class_2021",
)

SQL = """
WITH region AS (
  SELECT above.id, above.name FROM partnerships_placereach reach
  JOIN partnerships_place above ON above.id = reach.ancestor_id AND above.kind = 'region'
  WHERE reach.place_id = %(place)s AND above.id <> %(place)s ORDER BY above.id LIMIT 1
)
SELECT measure.key, measure.label, measure.topic, measure.unit, measure.decimals,
  measure.higher_means, measure.levels, measure.definition, measure.caveat,
  release.name AS release, release.as_of, release.ranked,
  own.value, own.words, own.lower_95 AS lower, own.upper_95 AS upper, own.derivation,
  own.published_as, own.id IS NOT NULL AS is_there,
  source.slug AS source_slug, source.title AS source_title,
  (SELECT value FROM geography_contextfigure f
    WHERE f.release_id = release.id AND f.country = 'E92000001') AS england,
  (SELECT value FROM geography_contextfigure f
    WHERE f.release_id = release.id AND f.country = 'K02000001') AS united_kingdom,
  (SELECT name FROM region) AS region_name,
  (SELECT value FROM geography_contextfigure f
    WHERE f.release_id = release.id AND f.place_id = (SELECT id FROM region)) AS region,
  kind.number, kind.parts, kind.below, kind.equal,
  EXISTS (SELECT FROM partnerships_placelink gone WHERE gone.place_id = %(place)s
    AND gone.kind = 'succeeded_by' AND coalesce(gone.valid_from, '-infinity') <= %(today)s)
    AS is_over
FROM geography_measure measure
CROSS JOIN LATERAL (
  SELECT one.* FROM geography_measurerelease one WHERE one.measure_id = measure.id
  ORDER BY EXISTS (SELECT FROM geography_contextfigure f
    WHERE f.release_id = one.id AND f.place_id = %(place)s) DESC, one.as_of DESC LIMIT 1
) release
LEFT JOIN geography_contextfigure own
  ON own.release_id = release.id AND own.place_id = %(place)s
LEFT JOIN records_source source ON source.id = own.source_id
CROSS JOIN LATERAL (
  SELECT count(*) AS number,
    percentile_cont(ARRAY[0, 0.25, 0.5, 0.75, 1]) WITHIN GROUP (ORDER BY f.value)::numeric[]
      AS parts,
    count(*) FILTER (WHERE f.value < own.value) AS below,
    count(*) FILTER (WHERE f.value = own.value OR f.words = own.words AND f.words <> '')
      AS equal
  FROM geography_contextfigure f JOIN partnerships_place place ON place.id = f.place_id
  WHERE f.release_id = release.id AND place.kind = ANY(%(kinds)s)
    AND (f.value IS NOT NULL OR f.words <> '')
) kind
WHERE measure.key = ANY(%(measures)s) OR %(every)s
ORDER BY measure.position, measure.id
"""


def context_of(place: Place, measures: Sequence[str] = ()) -> Context:
    """The figures of a place; every measure unless some are named. One query."""
    kinds, words = AMONG.get(
        place.kind, ((place.kind,), f"places of its kind ({place.get_kind_display()})")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            SQL,
            {
                "place": place.pk,
                "today": timezone.localdate(),
                "kinds": [str(kind) for kind in kinds],
                "measures": list(measures),
                "every": not measures,
            },
        )
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if measures:
        rows.sort(key=lambda row: measures.index(row["key"]))
    return Context(words, tuple(_compared(row, words) for row in rows))


def context_of_council(place: Place) -> Context | None:
    """A few figures of the nearest council of a ward, parish or neighbourhood; None of others."""
    near = councils_above(place)
    return context_of(Place.objects.get(pk=near[0].pk), SHORT) if near else None


def _compared(row: dict[str, Any], kinds: str) -> Compared:
    parts = row.pop("parts")
    known = parts and parts[0] is not None and row["number"] > FEWEST
    texts = ("words", "derivation", "published_as", "source_slug", "source_title", "region_name")
    said = {name: row[name] or "" for name in texts}
    return Compared(**{**row, **said}, spread=Spread(*parts) if known else None, kinds=kinds)
