"""Official figures compared with the release before them, measure by measure, in the database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from geography.data_load.preview import SHOWN, Change, Part, Preview, source_words
from geography.england.context.load import checked, known_so_far, load_tables
from geography.england.context.table import Known, Release, Tables
from geography.models import Attribution, Measure, MeasureRelease
from interface.words import date_words
from partnerships.models import Place
from records.files.tables import Table

DAY, RANKED = "The day of", "The number of areas ranked in"
LICENCE = "The licence of"
WITHIN = "not compared: a rank, score or class says something within its own release only"


@dataclass(frozen=True, slots=True)
class Pair:
    """A release in the file with the one that it is compared with, if any."""

    release: Release
    base: MeasureRelease | None
    is_correction: bool


def load_compared(sheets: Sequence[Table]) -> Preview:
    """Load the tables in the caller's transaction; gives what changed. Raises ContextError."""
    known = known_so_far()
    tables, _ = checked(sheets, known)
    pairs = [_pair(release, tables, known) for release in sorted(_named(tables))]
    before = _described()
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, [[pair.base.pk for pair in pairs if pair.base]])
    loaded = load_tables(sheets, read_on=timezone.localdate(), held="")
    after = known_so_far().releases
    with connection.cursor() as cursor:
        _compare(cursor, pairs, after)
        cursor.execute(COUNTED)
        counts = {release: rest for release, *rest in cursor.fetchall()}
        cursor.execute(LARGEST, [SHOWN if len(pairs) == 1 else max(1, SHOWN // len(pairs))])
        largest = cursor.fetchall()
        cursor.execute(PLACES)
        places, without = cursor.fetchone()
    others = list(after.values())
    rows = Counter(row.release for row in tables.rows)
    return Preview(
        parts=tuple(
            replace(_part(pair, after[pair.release], counts, others), rows=rows[pair.release])
            for pair in pairs
        ),
        largest=tuple(_changes(largest, others)),
        without=tuple(sorted(Place.objects.filter(pk__in=without).values_list("name", flat=True))),
        left_out=tuple(f"{name} ({code})" for code, name in sorted(loaded.left_out.items())),
        also=tuple(_also(before, _described())),
        places=tuple(sorted(places)),
        covers=tuple(pair.release for pair in pairs),
        sources=source_words(row.source for row in tables.rows),
    )


def _named(tables: Tables) -> set[Release]:
    return {row.release for row in tables.rows} | set(tables.releases)


def _pair(release: Release, tables: Tables, known: Known) -> Pair:
    if release in known.releases:
        return Pair(release, known.releases[release], is_correction=True)
    day = dt.date.fromisoformat(tables.releases[release]["as_of"])
    older = [
        one for (key, _), one in known.releases.items() if key == release[0] and one.as_of < day
    ]
    return Pair(release, max(older, key=lambda one: one.as_of, default=None), is_correction=False)


def _compare(cursor: Any, pairs: Iterable[Pair], after: dict[Release, MeasureRelease]) -> None:
    """Set each release of the file beside its base, row by row."""
    cursor.execute("DROP TABLE IF EXISTS load_pair")
    cursor.execute(PAIR)
    for pair in pairs:
        made = after[pair.release]
        compares = pair.is_correction or bool(made.measure.unit)
        base = pair.base.pk if pair.base else None
        cursor.execute("INSERT INTO load_pair VALUES (%s, %s, %s)", [made.pk, base, compares])
    cursor.execute(COMPARED)


def _part(
    pair: Pair,
    made: MeasureRelease,
    counts: dict[int, list[int]],
    others: Sequence[MeasureRelease],
) -> Part:
    new, changed, gone, unknown, details = counts.get(made.pk, [0] * 5)
    same = [one for one in others if one.measure_id == made.measure_id and one.pk != made.pk]
    later = [one for one in same if one.as_of > made.as_of]
    compares = pair.base is None or pair.is_correction or bool(made.measure.unit)
    return Part(
        title=made.measure.label,
        release=made.name,
        as_of=date_words(made.as_of),
        base=_named_day(pair.base) if pair.base else "",
        is_correction=pair.is_correction,
        new=new,
        changed=changed,
        gone=gone,
        unknown=unknown,
        details=details,
        why_not="" if compares else WITHIN,
        other_releases=tuple(_named_day(one) for one in same),
        is_figures=True,
        note=f"It is older than {later[0].name}, which stays the one shown first." if later else "",
    )


def _named_day(release: MeasureRelease) -> str:
    return f"{release.name}, as at {date_words(release.as_of)}"


def _changes(rows: Iterable[Any], releases: Sequence[MeasureRelease]) -> Iterable[Change]:
    by_id = {release.pk: release for release in releases}
    places = Place.objects.in_bulk([place for _, place, *_ in rows if place])
    for release, place, country, was, now, words_before, words_after in rows:
        measure = by_id[release].measure
        named = places.get(place)
        yield Change(
            place=str(named) if named else _country(country),
            url=named.get_absolute_url() if named else "",
            what=measure.label,
            before=words_before or _said(measure, was),
            after=words_after or _said(measure, now),
        )


def _country(code: str) -> str:
    return {"E92000001": "England", "K02000001": "United Kingdom"}.get(code, code)


def _said(measure: Measure, value: Decimal | None) -> str:
    if value is None:
        return "Not known"
    said = f"{value:,.{measure.decimals or 0}f}"
    return f"{said}%" if measure.unit.startswith("%") else said


def _described() -> dict[tuple[str, str], Any]:
    """What the record says of measures, releases and licences, by what they are called."""
    measures = {
        ("The definition of", row["label"]): row
        for row in Measure.objects.exclude(key="").values(
            *("key", "label", "topic", "unit", "decimals", "higher_means", "levels"),
            *("definition", "caveat"),
        )
    }
    releases = {
        (kind, str(row)): value
        for row in MeasureRelease.objects.select_related("measure")
        for kind, value in ((DAY, date_words(row.as_of)), (RANKED, f"{row.ranked or 'not known'}"))
    }
    lines = {
        (LICENCE, row.source.title): (row.licence, row.line)
        for row in Attribution.objects.select_related("source")
    }
    return {**measures, **releases, **lines}


def _also(before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any]) -> Iterable[str]:
    """What changed besides figures; a new release is told of by itself."""
    for (kind, name), said in sorted(after.items(), key=lambda one: one[0]):
        if (kind, name) in before and before[kind, name] != said:
            words = f" from {before[kind, name]} to {said}" if kind in (DAY, RANKED) else ""
            yield f"{kind} “{name}” changes{words}"
        elif (kind, name) not in before and kind == "The definition of":
            yield f"“{name}” is a new measure"
        elif (kind, name) not in before and kind == LICENCE:
            yield f"“{name}” is a new publication: {said[0]}"


BEFORE = """
DROP TABLE IF EXISTS load_before;
CREATE TEMPORARY TABLE load_before ON COMMIT DROP AS
SELECT release_id, place_id, country, value, words, lower_95, upper_95, derivation, published_as,
  source_id
FROM geography_contextfigure WHERE release_id = ANY(%s)
"""
PAIR = """
CREATE TEMPORARY TABLE load_pair (release_id bigint, base_id bigint, compares boolean)
ON COMMIT DROP
"""
# Within a release all that a row says counts, and people are told where the figure differs;
# between two only the figure.
COMPARED = """
DROP TABLE IF EXISTS load_compared;
CREATE TEMPORARY TABLE load_compared ON COMMIT DROP AS
SELECT coalesce(has.release_id, had.for_id) AS release_id,
  coalesce(has.place_id, had.place_id) AS place_id, coalesce(has.country, had.country) AS country,
  had.for_id IS NOT NULL AS had, has.release_id IS NOT NULL AS has,
  had.value AS was, has.value AS now, had.words AS words_before, has.words AS words_after,
  coalesce(has.compares, had.compares) AS compares,
  (had.value, had.words) IS DISTINCT FROM (has.value, has.words) AS differs,
  had.for_id IS NOT NULL AND has.release_id IS NOT NULL AND has.compares AND
    CASE WHEN has.base_id = has.release_id
      THEN (had.value, had.words, had.lower_95, had.upper_95, had.derivation, had.published_as,
          had.source_id)
        IS DISTINCT FROM (has.value, has.words, has.lower_95, has.upper_95, has.derivation,
          has.published_as, has.source_id)
      ELSE (had.value, had.words) IS DISTINCT FROM (has.value, has.words) END AS changed
FROM (
  SELECT figure.*, pair.base_id, pair.compares FROM geography_contextfigure figure
  JOIN load_pair pair USING (release_id)
) has FULL JOIN (
  SELECT kept.*, pair.release_id AS for_id, pair.compares FROM load_before kept
  JOIN load_pair pair ON pair.base_id = kept.release_id
) had ON had.for_id = has.release_id AND coalesce(had.place_id, 0) = coalesce(has.place_id, 0)
  AND had.country = has.country
"""
COUNTED = """
SELECT release_id, count(*) FILTER (WHERE NOT had), count(*) FILTER (WHERE changed),
  count(*) FILTER (WHERE NOT has), count(*) FILTER (WHERE has AND now IS NULL AND words_after = ''),
  count(*) FILTER (WHERE changed AND NOT differs)
FROM load_compared GROUP BY release_id
"""
LARGEST = """
SELECT release_id, place_id, country, was, now, words_before, words_after FROM (
  SELECT *, row_number() OVER (
    PARTITION BY release_id ORDER BY abs(now - was) DESC NULLS LAST, place_id) AS number
  FROM load_compared
  WHERE changed AND differs
) ranked WHERE number <= %s ORDER BY release_id, number
"""
PLACES = """
SELECT coalesce(array_agg(DISTINCT place_id) FILTER (
    WHERE place_id IS NOT NULL
      AND (changed AND differs OR NOT had OR NOT has OR NOT compares)), '{}'),
  coalesce(array_agg(DISTINCT place_id) FILTER (WHERE place_id IS NOT NULL AND NOT has), '{}')
FROM load_compared
"""
