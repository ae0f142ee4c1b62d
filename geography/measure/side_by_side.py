"""The context figures of several places side by side, each measure from one release alone.

One query, however many places. Of each measure the release stands that has most of the places, the
newest of those that have as many: two figures of different releases are never set side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from geography.measure.comparison import of_what, with_unit
from geography.measure.for_place import AMONG
from geography.measure.period import release_words
from geography.models import ContextFigure
from partnerships.models import Place
from records.addresses import address

SQL = """
SELECT measure.key, measure.label, measure.topic, measure.unit, measure.decimals,
  measure.higher_means, measure.levels, measure.definition, measure.caveat,
  release.id AS release_id, release.name AS release, release.as_of, release.ranked,
  release.newest,
  country.code AS country, country.value AS country_value, country.slug AS country_slug,
  country.title AS country_title, country.line AS country_line,
  own.value, own.words, own.lower_95 AS lower, own.upper_95 AS upper, own.derivation,
  other.value AS other_value, other.words AS other_words, other.release AS other_release,
  other.ranked AS other_ranked,
  EXISTS (SELECT FROM geography_contextfigure f
    JOIN partnerships_place alike ON alike.id = f.place_id
    WHERE f.release_id = release.id AND alike.kind = place.kind) AS is_published,
  source.slug AS source_slug, source.title AS source_title, licence.line AS attribution
FROM geography_measure measure
CROSS JOIN LATERAL (
  SELECT one.id, one.name, one.as_of, one.ranked, max(one.name) FILTER (WHERE one.first) OVER ()
    AS newest
  FROM (SELECT *, row_number() OVER (ORDER BY as_of DESC) = 1 AS first
    FROM geography_measurerelease WHERE measure_id = measure.id) one
  ORDER BY (SELECT count(*) FROM geography_contextfigure f WHERE f.release_id = one.id
    AND f.place_id = ANY(%(places)s) AND (f.value IS NOT NULL OR f.words <> '')) DESC,
    one.as_of DESC LIMIT 1
) release
LEFT JOIN LATERAL (
  SELECT f.country AS code, f.value, cited.slug, cited.title, terms.line
  FROM geography_contextfigure f JOIN records_source cited ON cited.id = f.source_id
  LEFT JOIN geography_attribution terms ON terms.source_id = f.source_id
  WHERE f.release_id = release.id AND f.country <> '' AND f.value IS NOT NULL
  ORDER BY f.country LIMIT 1 -- England before the United Kingdom
) country ON true
CROSS JOIN unnest(%(places)s::bigint[]) WITH ORDINALITY AS chosen (id, nth)
JOIN partnerships_place place ON place.id = chosen.id
LEFT JOIN geography_contextfigure own
  ON own.release_id = release.id AND own.place_id = chosen.id
LEFT JOIN LATERAL (
  SELECT f.value, f.words, one.name AS release, one.ranked
  FROM geography_measurerelease one
  JOIN geography_contextfigure f ON f.release_id = one.id AND f.place_id = chosen.id
  WHERE own.id IS NULL AND one.measure_id = measure.id AND (f.value IS NOT NULL OR f.words <> '')
  ORDER BY one.as_of DESC LIMIT 1
) other ON true
LEFT JOIN records_source source ON source.id = own.source_id
LEFT JOIN geography_attribution licence ON licence.source_id = own.source_id
WHERE measure.key = ANY(%(measures)s) OR %(every)s
ORDER BY measure.position, measure.id, chosen.nth
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureHere:
    """What a measure says of one of the places, or of the country beside them.

    Where it says nothing, ``why_not`` says why, and what another release says.
    """

    value: Decimal | None
    words: str
    source_slug: str
    source_title: str
    attribution: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    interval: str = ""
    why_not: str = ""
    derivation: str = ""

    @property
    def source_url(self) -> str:
        """The page of the source; empty without one."""
        return address("source", self.source_slug) if self.source_slug else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure, with what its release says of each of the places, in their order.

    ``newest`` is the newest release that there is: it may have fewer of the places.
    """

    key: str
    label: str
    topic: str
    unit: str
    decimals: int | None
    levels: str
    definition: str
    caveat: str
    release_id: int
    release: str
    as_of: dt.date
    ranked: int | None
    newest: str
    country: FigureHere | None
    country_name: str
    here: tuple[FigureHere, ...]

    @property
    def when(self) -> str:
        """Its release."""
        return release_words(self.release)

    @property
    def is_newest(self) -> bool:
        """Whether it is the newest release that there is."""
        return self.release == self.newest

    @property
    def of_what(self) -> str:
        """Its unit as it stands under the label: "of population"."""
        return of_what(self.label, self.unit)


def side_by_side(places: Sequence[Place], measures: Sequence[str] = ()) -> list[Measured]:
    """Every measure, unless some are named, with the figures of these places, in their order.

    One query.
    """
    if not places:
        return []
    asked: dict[str, Any] = {
        "places": [place.pk for place in places],
        "measures": list(measures),
        "every": not measures,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, asked)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    count = len(places)
    return [_measured(rows[at : at + count], places) for at in range(0, len(rows), count)]


def _measured(rows: list[dict[str, Any]], places: Sequence[Place]) -> Measured:
    first = rows[0]
    same = (
        *("key", "label", "topic", "unit", "decimals", "levels", "definition", "caveat"),
        *("release_id", "release", "as_of", "ranked", "newest"),
    )
    return Measured(
        **{name: first[name] for name in same},
        country=_country(first),
        country_name=str(ContextFigure.Country(first["country"]).label) if first["country"] else "",
        here=tuple(_here(row, place) for row, place in zip(rows, places, strict=True)),
    )


def _country(row: dict[str, Any]) -> FigureHere | None:
    """The figure of England, else of the United Kingdom; None where neither has one."""
    value = row["country_value"]
    if value is None:
        return None
    return FigureHere(
        value=round(value, row["decimals"] or 0),
        words=_words(row, value, ""),
        source_slug=row["country_slug"],
        source_title=row["country_title"],
        attribution=row["country_line"] or "",
    )


def _here(row: dict[str, Any], place: Place) -> FigureHere:
    decimals = row["decimals"]
    value, interval = row["value"], ""
    if row["lower"] is not None and row["upper"] is not None:
        low, high = (with_unit(row[end], "", decimals) for end in ("lower", "upper"))
        interval = f"95% interval {low} to {high}"
    words = _words(row, value, row["words"] or "", row["ranked"])
    return FigureHere(
        value=None if value is None else round(value, decimals or 0),
        words=words,
        lower=row["lower"],
        upper=row["upper"],
        interval=interval,
        why_not="" if words else _why_not(row, place),
        derivation=row["derivation"] or "",
        source_slug=row["source_slug"] or "",
        source_title=row["source_title"] or "",
        attribution=row["attribution"] or "",
    )


def _words(
    row: dict[str, Any], value: Decimal | None, words: str, ranked: int | None = None
) -> str:
    """A figure in words; empty where it is not known."""
    if value is None:
        return words
    text = with_unit(value, row["unit"], row["decimals"])
    return f"{text} of {ranked}" if ranked else text


def _why_not(row: dict[str, Any], place: Place) -> str:
    """Why nothing stands here to be set beside the others."""
    other = _words(row, row["other_value"], row["other_words"] or "", row["other_ranked"])
    if other:
        of = release_words(row["other_release"])
        return f"{of} has {other}, which is not set beside another release’s figures"
    if not row["is_published"]:
        kinds = AMONG.get(place.kind, ((), f"this kind of place ({place.get_kind_display()})"))[1]
        return f"not published for {kinds}"
    return "the release has no figure for it"
