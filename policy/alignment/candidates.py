"""Objectives that are said twice: aims of different bodies or programmes that share rare words.

An aim is a national or regional priority, or the purpose of a programme. Two aims look alike where
they share at least ``LEAST`` words that few aims use, and a good part of all their words. That is a
find to look at, never a verdict; a pair that was looked at does not come back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from partnerships.models import Programme
from partnerships.place.examples import of_the_country
from policy.models import Priority, Repeat

MOST = 30
LEAST = 3
# A word that more aims than this use says nothing about two of them.
COMMON = 60
_NOTE = "note_"

Aim = Priority | Programme

# Words are reduced to their stems; order and endings do not count. ``alike`` is the part of the
# shared among all the words of both.
_FIND = """
WITH aim (kind, id, body, words) AS (
  SELECT 'priority', id, 'body ' || owner_id,
    tsvector_to_array(to_tsvector('english', title || ' ' || text))
  FROM policy_priority WHERE id IN ({priorities})
  UNION ALL
  SELECT 'programme', id, 'programme ' || id,
    tsvector_to_array(to_tsvector('english', name || ' ' || purpose))
  FROM partnerships_programme WHERE id IN ({programmes}) AND purpose <> ''
), word (kind, id, body, word) AS (
  SELECT kind, id, body, unnest(words) FROM aim
), rare AS (
  SELECT word FROM word GROUP BY word HAVING count(*) BETWEEN 2 AND %s
), pair (kind_1, id_1, kind_2, id_2, words) AS (
  SELECT a.kind, a.id, b.kind, b.id, array_agg(a.word ORDER BY a.word)
  FROM word a JOIN rare USING (word) JOIN word b USING (word)
  WHERE (a.kind, a.id) < (b.kind, b.id) AND a.body <> b.body
  GROUP BY 1, 2, 3, 4 HAVING count(*) >= %s
)
SELECT pair.kind_1, pair.id_1, pair.kind_2, pair.id_2,
  cardinality(pair.words)::float / (cardinality(a.words) + cardinality(b.words)
    - cardinality(pair.words)) AS alike
FROM pair
JOIN aim a ON a.kind = pair.kind_1 AND a.id = pair.id_1
JOIN aim b ON b.kind = pair.kind_2 AND b.id = pair.id_2
WHERE NOT EXISTS (
  SELECT 1 FROM policy_repeat seen
  WHERE seen.first_priority_id IS NOT DISTINCT FROM CASE kind_1 WHEN 'priority' THEN id_1 END
    AND seen.first_programme_id IS NOT DISTINCT FROM CASE kind_1 WHEN 'programme' THEN id_1 END
    AND seen.second_priority_id IS NOT DISTINCT FROM CASE kind_2 WHEN 'priority' THEN id_2 END
    AND seen.second_programme_id IS NOT DISTINCT FROM CASE kind_2 WHEN 'programme' THEN id_2 END
)
ORDER BY alike DESC, 1, 2, 3, 4 LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Find:
    """Two aims that look alike. ``alike`` is the shared part of their words, from 0 to 1."""

    first: Aim
    second: Aim
    alike: float

    @property
    def keys(self) -> tuple[str, str]:
        """What a form sends for the two: ``priority-12`` and ``programme-3``."""
        return key_of(self.first), key_of(self.second)

    @property
    def note_name(self) -> str:
        """The name of the box in which somebody says why."""
        return note_name(*self.keys)


def key_of(aim: Aim) -> str:
    """``priority-12`` or ``programme-3``."""
    return f"{aim._meta.model_name}-{aim.pk}"


def note_name(first: str, second: str) -> str:
    """The name of the box about two aims, by their keys."""
    return f"{_NOTE}{first}_{second}"


def is_note(name: str) -> bool:
    """Whether this is the name of such a box."""
    return name.startswith(_NOTE)


def priorities(user: Any) -> QuerySet[Priority]:
    """The wider priorities that are compared: those in force or to come that the reader may see."""
    rows = Priority.objects.visible_to(user).filter(withdrawn_on=None)
    return of_the_country(rows.exclude(tier=Priority.Tier.LOCAL), user)


def programmes(user: Any) -> QuerySet[Programme]:
    """The programmes that are compared."""
    return of_the_country(Programme.objects.visible_to(user), user)


def find(user: Any) -> list[Find]:
    """The likest pairs that nobody has looked at, at most ``MOST``. Three queries."""
    sides = [rows.order_by().values("pk").query for rows in (priorities(user), programmes(user))]
    (first, first_values), (second, second_values) = (side.sql_with_params() for side in sides)
    sql = _FIND.format(priorities=first, programmes=second)
    values = [*first_values, *second_values, COMMON, LEAST, MOST]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    wanted = {(row[0], row[1]) for row in rows} | {(row[2], row[3]) for row in rows}
    aims = _aims(wanted)
    return [Find(aims[row[0], row[1]], aims[row[2], row[3]], row[4]) for row in rows]


def _aims(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    ids = {kind: [pk for each, pk in wanted if each == kind] for kind in ("priority", "programme")}
    priorities_named = Priority.objects.filter(pk__in=ids["priority"]).select_related("owner")
    aims: dict[tuple[str, int], Any] = {
        ("priority", priority.pk): priority for priority in priorities_named
    }
    for programme in Programme.objects.filter(pk__in=ids["programme"]).select_related("lead"):
        aims["programme", programme.pk] = programme
    return aims


def judged(user: Any) -> QuerySet[Repeat]:
    """What was looked at, the latest first."""
    return (
        Repeat.objects.visible_to(user)
        .select_related("created_by", "first_priority__owner", "second_priority__owner")
        .select_related("first_programme__lead", "second_programme__lead")[:MOST]
    )
