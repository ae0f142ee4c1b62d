"""Barriers counted by place, kind and nature, in one query whatever their number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# Barriers are first gathered by where and what they are, so that a place with a thousand of them
# is one row; only then are the places that each lies in told apart. A barrier of two places counts
# in both, and once in the totals.
_COUNT = """
WITH seen AS MATERIALIZED (
  SELECT reach_ids, category_id, nature, count(*) AS n FROM ({barriers}) AS barrier
  GROUP BY reach_ids, category_id, nature
)
SELECT 'place' AS part, place_id, category_id, NULL AS nature, sum(n)::bigint
FROM (SELECT unnest(reach_ids) AS place_id, category_id, n FROM seen) AS spread
WHERE place_id = ANY(%s) GROUP BY place_id, category_id
UNION ALL
SELECT 'all', NULL, category_id, nature, sum(n)::bigint FROM seen GROUP BY category_id, nature
UNION ALL
SELECT 'elsewhere', NULL, category_id, NULL, sum(n)::bigint FROM seen
WHERE NOT reach_ids && %s::bigint[] GROUP BY category_id
"""


@dataclass
class Counts:
    """How many barriers there are. A kind is its id, None for those of no kind yet.

    ``at[place, kind]``: at a place or within it; ``of[kind]`` and ``natures[kind, nature]``: each
    barrier once; ``elsewhere[kind]``: at none of the places asked for.
    """

    at: Counter[tuple[int, int | None]] = field(default_factory=Counter)
    of: Counter[int | None] = field(default_factory=Counter)
    natures: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    elsewhere: Counter[int | None] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All barriers, each once."""
        return self.of.total()


def count(barriers: QuerySet, place_ids: list[int]) -> Counts:
    """Count these barriers, which the reader may see, at these places."""
    found = Counts()
    rows = barriers.order_by().values("reach_ids", "category_id", "nature")
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(barriers=sql), [*params, place_ids, place_ids])
        for part, place, kind, nature, n in cursor.fetchall():
            if part == "place":
                found.at[place, kind] += n
            elif part == "elsewhere":
                found.elsewhere[kind] += n
            else:
                found.of[kind] += n
                found.natures[kind, nature] += n
    return found
