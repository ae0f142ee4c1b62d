"""How the figures of one release spread over places: the least, the middle and the most."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

SQL = """
SELECT f.release_id, count(*), min(f.value),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY f.value)::numeric, max(f.value)
FROM geography_contextfigure f JOIN partnerships_place place ON place.id = f.place_id
WHERE f.release_id = ANY(%(releases)s) AND place.kind = ANY(%(kinds)s) AND f.value IS NOT NULL
GROUP BY f.release_id
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """The figures of places of some kinds; ``number`` of them have one."""

    number: int
    low: Decimal
    middle: Decimal
    high: Decimal


def spread_over(kinds: Collection[str], releases: Collection[int]) -> dict[int, Spread]:
    """Over all places of these kinds, of each release that has numbers of any. One query."""
    if not releases:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"releases": list(releases), "kinds": list(kinds)})
        return {pk: Spread(*rest) for pk, *rest in cursor.fetchall()}
