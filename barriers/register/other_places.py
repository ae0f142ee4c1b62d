"""Who else has the barriers of a place: how many other places.

Counted in other places, in one query, are those that ``Barrier.objects.linked_to(barrier)`` lists,
or, where the reader sees no link of it, ``Barrier.objects.like(barrier)``. That is where the number
leads; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.kept import kept
from barriers.models import Barrier
from interface.paging import BoundedCount
from partnerships.models import Place
from partnerships.place.examples import without_examples
from records.statements import Written

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
  SELECT this.id AS this_id, this.finer <> '{{}}' AS is_finer, found.id
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
SELECT linked.this_id, count(DISTINCT there.place_id), 0, true, false
FROM linked LEFT JOIN barriers_barrierplace there ON there.barrier_id = linked.id
  AND NOT EXISTS (
    SELECT 1 FROM partnerships_placereach here
    WHERE here.ancestor_id = %s AND here.place_id = there.place_id)
  AND NOT EXISTS (
    SELECT 1 FROM barriers_barrierplace own
    WHERE own.barrier_id = linked.this_id AND own.place_id = there.place_id OFFSET 0)
GROUP BY linked.this_id
UNION ALL
SELECT other.this_id, count(DISTINCT there.place_id), count(DISTINCT other.id), false,
  bool_or(other.is_finer)
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
    """How many other places have a barrier too.

    ``is_linked`` where people said so; ``is_finer`` where it is the same to its finer kind.
    """

    places: BoundedCount
    is_linked: bool = False
    is_finer: bool = False

    @property
    def are_the_same(self) -> bool:
        """Whether they have this very barrier, not only one of its kind."""
        return self.is_linked or self.is_finer


NONE = Others(BoundedCount(0))


def other_places(user: Any, place: Place, kinds: Iterable[Kind]) -> dict[int, Others]:
    """For each barrier, how many places elsewhere have it too, as far as the reader sees.

    Places within ``place`` are here, not elsewhere. A made-up place is no other of a real one.
    """
    all_asked = list(kinds)
    if not all_asked:
        return {}
    with_kind = [kind for kind in all_asked if kind.category is not None]
    rows = _counted(
        user,
        bool(place.is_example),
        place=place,
        every=[kind.barrier for kind in all_asked],
        ids=[kind.barrier for kind in with_kind],
        categories=[kind.category for kind in with_kind],
    )
    counts: dict[int, Others] = {}
    for pk, places, barriers, is_linked, is_finer in rows:
        if is_linked or pk not in counts:
            bounded = BoundedCount(places, least=barriers > COUNTED)
            counts[pk] = Others(bounded, is_linked, is_finer)
    return counts


@kept
def _counted(
    user: Any, made_up: bool, *, place: Any, every: Any, ids: Any, categories: Any
) -> Written:
    seen = Barrier.objects.visible_to(user)
    compared = seen if made_up else without_examples(seen)
    sql, rule = compared.order_by().values_list("pk", "category_id").query.sql_with_params()
    values = [ids, categories, *rule, *rule, every, every, *rule, place, place]
    return SQL.format(seen=sql, limit=COUNTED + 1), values
