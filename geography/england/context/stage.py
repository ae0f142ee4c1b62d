"""The figures of tables beside those of the record, in the database: what is gone, changed, new."""

from __future__ import annotations

from django.db import connection

from geography.england.context.table import COUNTRIES, Tables
from geography.models import MeasureRelease

# As the record keeps them, so that a value of more decimals is the same a second time.
STAGE = """
CREATE TEMPORARY TABLE context_stage ON COMMIT DROP AS
SELECT release_id, place_id, country, value, words, lower_95, upper_95, derivation, published_as,
  source_id
FROM geography_contextfigure WITH NO DATA
"""
# What the tables took out of a release that they have; what they say otherwise; what is new.
SAME_AREA = """figure.release_id = stage.release_id AND figure.country = stage.country
    AND coalesce(figure.place_id, 0) = coalesce(stage.place_id, 0)"""
GONE = f"""
DELETE FROM geography_contextfigure figure
WHERE figure.release_id IN (SELECT release_id FROM context_stage)
  AND NOT EXISTS (SELECT FROM context_stage stage WHERE {SAME_AREA})
"""  # noqa: S608 - ours, without values
CORRECT = f"""
UPDATE geography_contextfigure figure SET value = stage.value, words = stage.words,
  lower_95 = stage.lower_95, upper_95 = stage.upper_95, derivation = stage.derivation,
  published_as = stage.published_as, source_id = stage.source_id
FROM context_stage stage WHERE {SAME_AREA}
  AND (figure.value, figure.words, figure.lower_95, figure.upper_95, figure.derivation,
    figure.published_as, figure.source_id)
    IS DISTINCT FROM (stage.value, stage.words, stage.lower_95, stage.upper_95, stage.derivation,
    stage.published_as, stage.source_id)
"""  # noqa: S608 - ours, without values
ADD = f"""
INSERT INTO geography_contextfigure (release_id, place_id, country, value, words, lower_95,
  upper_95, derivation, published_as, source_id)
SELECT * FROM context_stage stage WHERE NOT EXISTS (
  SELECT FROM geography_contextfigure figure WHERE {SAME_AREA})
"""  # noqa: S608 - ours, without values


def copy(tables: Tables, places: dict[str, int], sources: dict[str, int]) -> None:
    """The figures into a table of this transaction alone, by COPY."""
    releases = {
        (key, name): pk
        for key, name, pk in MeasureRelease.objects.values_list("measure__key", "name", "pk")
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS context_stage")
        cursor.execute(STAGE)
        with cursor.copy("COPY context_stage FROM STDIN") as into:
            for row in tables.rows:
                place = places.get(row.code)
                country = row.code if row.code in COUNTRIES else ""
                if place is None and not country:
                    continue
                into.write_row(
                    (
                        *(releases[row.release], place, country, row.value, row.words),
                        *(row.lower, row.upper, row.derivation, row.published_as),
                        sources[row.source],
                    )
                )
        cursor.execute("ANALYZE context_stage")


def take_out() -> int:
    """How many figures are gone from the releases that the tables have."""
    with connection.cursor() as cursor:
        cursor.execute(GONE)
        return cursor.rowcount


def merge() -> tuple[int, int]:
    """How many figures were corrected, and how many are new."""
    with connection.cursor() as cursor:
        cursor.execute(CORRECT)
        corrected = cursor.rowcount
        cursor.execute(ADD)
        new = cursor.rowcount
        if new:
            cursor.execute("ANALYZE geography_contextfigure")
    return corrected, new
