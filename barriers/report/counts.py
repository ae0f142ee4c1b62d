"""Barriers counted by place, by body, by kind and by nature, in one query whatever their number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# What the reader sees is read once and gathered in three ways at the same time, so that a place
# with a thousand barriers is one row; only then are the places that each lies in told apart. A
# barrier of two places counts in both, and once in the totals.
_SEEN = """
WITH seen AS MATERIALIZED (
  SELECT grouping({spot}) AS without_spot, grouping(nature) AS without_nature,
    {spot} AS spot, col, category_id, nature, status, count(*) AS n
  FROM ({barriers}) AS barrier
  GROUP BY GROUPING SETS (({spot}, col), (category_id, nature, status), (col))
)
SELECT 'kind' AS part, NULL::bigint AS place_id, category_id, nature, status, NULL AS col, n
FROM seen WHERE without_spot = 1 AND without_nature = 0
UNION ALL
SELECT 'all', NULL, NULL, NULL, NULL, col::text, n
FROM seen WHERE without_spot = 1 AND without_nature = 1
"""
_PLACES = """
UNION ALL
SELECT 'row', place_id, NULL, NULL, NULL, col::text, sum(n)::bigint
FROM (SELECT unnest(spot) AS place_id, col, n FROM seen WHERE without_spot = 0) AS spread
WHERE place_id = ANY(%s) GROUP BY place_id, col
UNION ALL
SELECT 'elsewhere', NULL, NULL, NULL, NULL, col::text, sum(n)::bigint FROM seen
WHERE without_spot = 0 AND NOT spot && %s::bigint[] GROUP BY col
"""
_BODIES = """
UNION ALL
SELECT 'row', spot, NULL, NULL, NULL, col::text, n FROM seen WHERE without_spot = 0
"""


@dataclass
class Counts:
    """How many barriers there are. A value is what a column counts, as text; None is no kind yet.

    ``at[row, value]``: at a place or within it, or for a body to change (None: nobody is named);
    ``of[value]``, ``natures[kind, nature]`` and ``statuses[kind, status]``: each barrier once, a
    kind being its id; ``elsewhere[value]``: at none of the places asked for.
    """

    at: Counter[tuple[int | None, str | None]] = field(default_factory=Counter)
    of: Counter[str | None] = field(default_factory=Counter)
    natures: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    statuses: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    elsewhere: Counter[str | None] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All barriers, each once."""
        return self.of.total()

    def of_kind(self, kind: int | None) -> int:
        """All barriers of a kind, each once."""
        return sum(n for (one, _), n in self.statuses.items() if one == kind)


def count(barriers: QuerySet, place_ids: list[int] | None) -> Counts:
    """Count these barriers, which the reader may see, at these places; without places, by body.

    Each has the value of its column as ``col``.
    """
    found = Counts()
    spot = "unlocker_id" if place_ids is None else "reach_ids"
    names = dict.fromkeys((spot, "category_id", "nature", "status", "col"))
    try:
        sql, params = barriers.order_by().values(*names).query.sql_with_params()
    except EmptyResultSet:
        return found
    made = _SEEN.format(barriers=sql, spot=spot)
    asked: tuple[Any, ...] = (*params,)
    if place_ids is None:
        made += _BODIES
    else:
        made += _PLACES
        asked += (place_ids, place_ids)
    with connection.cursor() as cursor:
        cursor.execute(made, asked)
        for part, row, kind, nature, status, column, n in cursor.fetchall():
            match part:
                case "row":
                    found.at[row, column] += n
                case "elsewhere":
                    found.elsewhere[column] += n
                case "all":
                    found.of[column] += n
                case "kind":
                    found.natures[kind, nature] += n
                    found.statuses[kind, status] += n
    return found
