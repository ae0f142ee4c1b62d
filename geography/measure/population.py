"""How many people live in places, by the newest figure of each: what money is divided by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from geography.measure.period import period_of
from interface.words import number
from partnerships.models import Place
from records.addresses import address
from records.dates import DateWithPrecision

# An official figure and one that the keepers recorded stand side by side: the newer is taken. One
# without a day is the oldest.
SQL = """
SELECT DISTINCT ON (counted.place_id) counted.place_id, counted.value, counted.release,
  counted.as_of, counted.precision, source.slug, source.title, licence.line
FROM (
  SELECT f.place_id, f.value, release.name AS release, release.as_of, 'day' AS precision,
    f.source_id, 0 AS id
  FROM geography_measure measure
  JOIN geography_measurerelease release ON release.measure_id = measure.id
  JOIN geography_contextfigure f ON f.release_id = release.id
  WHERE measure.key = 'population_total' AND f.place_id = ANY(%(places)s)
  UNION ALL
  SELECT f.place_id, f.value, f.release, f.as_of, f.as_of_precision, f.source_id, f.id
  FROM partnerships_placefigure f
  WHERE f.measure = 'population' AND f.unit = 'people' AND f.place_id = ANY(%(places)s)
) counted
LEFT JOIN records_source source ON source.id = counted.source_id
LEFT JOIN geography_attribution licence ON licence.source_id = counted.source_id
WHERE counted.value > 0
ORDER BY counted.place_id, counted.as_of DESC NULLS LAST, counted.id DESC
"""


@dataclass(frozen=True, slots=True)
class Population:
    """How many people live in a place, by which release and as at when; never a bare number."""

    people: Decimal
    release: str
    as_at: str
    source_slug: str
    source_title: str
    attribution: str

    @property
    def words(self) -> str:
        """ "226,803 people (mid-2024, as at 30 June 2024)"."""
        return f"{number(self.people)} people ({self.when or 'date not known'})"

    @property
    def in_short(self) -> str:
        """ "226,803 people in mid-2024"."""
        time = period_of(self.release) or self.as_at
        return f"{number(self.people)} people{f' in {time}' if time else ', date not known'}"

    @property
    def when(self) -> str:
        """ "mid-2024, as at 30 June 2024"; empty where neither is known."""
        return ", ".join(filter(None, (self.release, self.as_at and f"as at {self.as_at}")))

    @property
    def source_url(self) -> str:
        """The page of the source; empty without one."""
        return address("source", self.source_slug) if self.source_slug else ""


def populations(places: Iterable[Place]) -> dict[int, Population]:
    """The newest population of each of these places that has one, by its id. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"places": [place.pk for place in places]})
        rows = cursor.fetchall()
    return {
        pk: Population(
            value, release, _day(as_of, precision), slug or "", title or "", attribution or ""
        )
        for pk, value, release, as_of, precision, slug, title, attribution in rows
    }


def _day(day: dt.date | None, precision: str) -> str:
    return str(DateWithPrecision(day, precision)) if day else ""
