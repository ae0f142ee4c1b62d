"""How many other places have each of a few barriers too, of what the reader sees. One query.

The barriers counted are those that ``Barrier.objects.linked_to(barrier)`` lists, or, where the
reader sees no link of it, ``Barrier.objects.like(barrier)``. That is where the number leads; a test
holds the two together.
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
), link AS MATERIALIZED (
  SELECT barrier_id AS this_id, other_id AS far_id FROM barriers_barrierlink
  WHERE barrier_id = ANY (%s)
  UNION ALL
  SELECT other_id, barrier_id FROM barriers_barrierlink WHERE other_id = ANY (%s)
), linked AS MATERIALIZED (
  SELECT link.this_id, far.id FROM link CROSS JOIN LATERAL (
    SELECT seen.id FROM ({seen}) AS seen (id, category_id) WHERE seen.id = link.far_id
  ) far
)
SELECT linked.this_id, count(DISTINCT there.place_id), 0, true
FROM linked LEFT JOIN barriers_barrierplace there ON there.barrier_id = linked.id
  AND NOT EXISTS (
    SELECT 1 FROM partnerships_placereach here
    WHERE here.ancestor_id = %s AND here.place_id = there.place_id)
  AND NOT EXISTS (
    SELECT 1 FROM barriers_barrierplace own
    WHERE own.barrier_id = linked.this_id AND own.place_id = there.place_id OFFSET 0)
GROUP BY linked.this_id
UNION ALL
SELECT other.this_id, count(DISTINCT there.place_id), count(DISTINCT other.id), false
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


@dataclass(frozen=True, slots=True)
class Others:
    """How many other places have a barrier too; ``is_linked`` where people said so."""

    places: BoundedCount
    is_linked: bool = False


NONE = Others(BoundedCount(0))


def other_places(seen: QuerySet[Barrier], place: Place, kinds: Iterable[Kind]) -> dict[int, Others]:
    """For each barrier, how many places elsewhere have it too; ``seen`` are all that are seen.

    Places within ``place`` are here, not elsewhere.
    """
    all_asked = list(kinds)
    if not all_asked:
        return {}
    sql, rule = seen.order_by().values_list("pk", "category_id").query.sql_with_params()
    asked = [kind for kind in all_asked if kind.category is not None]
    ids, categories = [kind.barrier for kind in asked], [kind.category for kind in asked]
    every = [kind.barrier for kind in all_asked]
    with connection.cursor() as cursor:
        cursor.execute(
            SQL.format(seen=sql, limit=COUNTED + 1),
            [ids, categories, *rule, *rule, every, every, *rule, place.pk, place.pk],
        )
        rows = cursor.fetchall()
    found: dict[int, Others] = {}
    for pk, places, barriers, is_linked in rows:
        if is_linked or pk not in found:
            found[pk] = Others(BoundedCount(places, more=barriers > COUNTED), is_linked)
    return found
