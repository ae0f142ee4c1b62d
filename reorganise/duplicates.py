"""Organisations that may be held twice: the same number, or names that are nearly the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from partnerships.models import Organisation, Reorganisation
from reorganise import bodies
from reorganise.bodies import Duplicate
from reorganise.moves import Moves, preview

MOST = 100
# Words that say what kind of body it is, not which one
_COMMON = (
    r"\m(the|of|and|for|council|borough|city|county|district|metropolitan|royal|ltd|limited|plc"
    r"|cic|cio|nhs|trust|foundation)\M"
)
_SQL = """
WITH body AS (
  SELECT o.id, o.sector, o.parent_id, o.succeeded_by_id, n.name_key,
    btrim(regexp_replace(regexp_replace(n.name_key, %(common)s, '', 'g'), ' +', ' ', 'g')) AS core
  FROM partnerships_organisation o
  JOIN partnerships_organisationname n ON n.organisation_id = o.id AND n.valid_to IS NULL
  WHERE o.merged_into_id IS NULL AND o.is_example = %(example)s
), number AS (
  SELECT i.organisation_id AS id,
    ltrim(upper(regexp_replace(i.value, '[^[:alnum:]]', '', 'g')), '0') AS value
  FROM partnerships_organisationidentifier i
), pair AS (
  SELECT a.id AS one, b.id AS other, 'They have the same official number' AS why, 1 AS sort
  FROM number a JOIN number b ON b.value = a.value AND b.id > a.id WHERE length(a.value) > 4
  UNION ALL
  SELECT a.id, b.id, 'Their names say the same', 2
  FROM body a JOIN body b ON b.core = a.core AND b.sector = a.sector AND b.id > a.id
    AND b.parent_id IS NOT DISTINCT FROM a.parent_id
  WHERE a.core <> ''
  UNION ALL
  SELECT a.id, b.id, 'Their names are nearly the same, and they work in the same place', 3
  FROM partnerships_organisationplace at
  JOIN partnerships_organisationplace too
    ON too.place_id = at.place_id AND too.organisation_id > at.organisation_id
  JOIN body a ON a.id = at.organisation_id
  JOIN body b ON b.id = too.organisation_id AND b.sector = a.sector
    AND b.parent_id IS NOT DISTINCT FROM a.parent_id
  WHERE similarity(a.core, b.core) > 0.5 AND a.core <> b.core
)
SELECT one, other, (array_agg(why ORDER BY sort))[1] FROM pair
JOIN body a ON a.id = one JOIN body b ON b.id = other
WHERE a.succeeded_by_id IS DISTINCT FROM b.id AND b.succeeded_by_id IS DISTINCT FROM a.id
  AND a.parent_id IS DISTINCT FROM b.id AND b.parent_id IS DISTINCT FROM a.id
  AND NOT EXISTS (SELECT 1 FROM partnerships_twobodies said WHERE said.taken_back_at IS NULL
    AND said.one_id = least(one, other) AND said.other_id = greatest(one, other))
GROUP BY one, other ORDER BY min(sort), one, other LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may stand for one body, and why we think so."""

    one: Organisation
    other: Organisation
    why: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs, the surest first; ``is_cut`` where there are more than are shown."""

    pairs: list[Pair]
    is_cut: bool


def candidates(user: Any, *, example: bool = False) -> Candidates:
    """Pairs that may be one body, but those said to be two. Two queries."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"common": _COMMON, "example": example, "most": MOST + 1}
        cursor.execute(_SQL, values)
        rows = cursor.fetchall()
    ids = {pk for one, other, _ in rows for pk in (one, other)}
    held = Organisation.objects.visible_to(user).select_related("parent").in_bulk(ids)
    pairs = [Pair(held[one], held[other], why) for one, other, why in rows[:MOST]]
    return Candidates(pairs, len(rows) > MOST)


def previewed(pair: Duplicate, user: Any) -> Moves:
    """What would move. Raises Refused where they are two."""
    bodies.check(pair)
    return preview(
        lambda made: bodies.write(made, pair),
        user,
        kind=Reorganisation.Kind.DUPLICATE,
        title=pair.title[:500],
        on=timezone.localdate(),
    )
