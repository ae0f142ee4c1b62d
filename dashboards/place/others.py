"""How many other places have each of a few barriers too, of what the reader sees. One query.

The barriers counted are those that ``Barrier.objects.like(barrier)`` lists, which is where the
number leads; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from barriers.models import Barrier
from interface.paging import BoundedCount
from partnerships.models import Place

# Counted over so many barriers of the kind; then it is "more than".
COUNTED = 60

# The reader's rule is inlined twice and planned by the kind or by the finer kinds, whichever the
# barrier has. No order: any so many of them will do, so no long list is sorted. Each step is
# materialized, so that the few barriers are asked for first; OFFSET 0 has finer kinds looked up for
# the few barriers that pass all else, where a join would read the whole table of one or the other.
SQL = """
WITH this AS MATERIALIZED (
  SELECT asked.id, asked.category_id, coalesce(array_agg(given.sub_type_id)
    FILTER (WHERE given.sub_type_id IS NOT NULL), '{{}}') AS finer
  FROM unnest(%s::bigint[], %s::bigint[]) AS asked (id, category_id)
  LEFT JOIN barriers_barriersubtype given ON given.barrier_id = asked.id
  GROUP BY asked.id, asked.category_id
), other AS MATERIALIZED (
  SELECT this.id AS this_id, found.id
  FROM this CROSS JOIN LATERAL (
    (SELECT seen.id FROM ({seen}) AS seen (id, category_id)
     WHERE this.finer = '{{}}' AND seen.category_id = this.category_id AND seen.id <> this.id
     LIMIT {limit})
    UNION ALL
    (SELECT seen.id FROM ({seen}) AS seen (id, category_id)
     WHERE this.finer <> '{{}}' AND seen.category_id = this.category_id AND seen.id <> this.id
       AND EXISTS (SELECT FROM barriers_barriersubtype given
         WHERE given.barrier_id = seen.id AND given.sub_type_id = ANY (this.finer) OFFSET 0)
     LIMIT {limit})
  ) found
)
SELECT other.this_id, count(DISTINCT there.place_id), count(DISTINCT other.id)
FROM other JOIN barriers_barrierplace there ON there.barrier_id = other.id
WHERE NOT EXISTS (
    SELECT 1 FROM partnerships_placereach here
    WHERE here.ancestor_id = %s AND here.place_id = there.place_id)
  AND NOT EXISTS (
    SELECT 1 FROM barriers_barrierplace own
    WHERE own.barrier_id = other.this_id AND own.place_id = there.place_id OFFSET 0)
GROUP BY other.this_id
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked of a barrier: its id and the kind that it is of (None: not sure yet)."""

    barrier: int
    category: int | None


def others(seen: QuerySet[Barrier], place: Place, kinds: Iterable[Kind]) -> dict[int, BoundedCount]:
    """For each barrier, how many places elsewhere have it too; ``seen`` are all that are seen.

    Places within ``place`` are here, not elsewhere.
    """
    asked = [kind for kind in kinds if kind.category is not None]
    if not asked:
        return {}
    sql, rule = seen.order_by().values_list("pk", "category_id").query.sql_with_params()
    ids = [kind.barrier for kind in asked]
    categories = [kind.category for kind in asked]
    with connection.cursor() as cursor:
        cursor.execute(
            SQL.format(seen=sql, limit=COUNTED + 1), [ids, categories, *rule, *rule, place.pk]
        )
        return {
            pk: BoundedCount(places, more=barriers > COUNTED)
            for pk, places, barriers in cursor.fetchall()
        }
