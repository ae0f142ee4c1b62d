"""The keys of what stands in a calendar: of all kinds at once, in one statement.

A page shows a hundred entries of the thousands that a reader may have, of a dozen kinds. So keys
and days are found first, and only the rows that are shown are read whole. The question of a kind
stands once in the statement, for both sides of the day on which the reader looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import connection

from dashboards.agenda.statements import Statements
from records.dates import DateWithPrecision
from registry.calendar import CalendarEvents


class Key(NamedTuple):
    """A row of a kind, and its day as precisely as known. They sort by day."""

    at: dt.date
    kind: str
    pk: int
    precision: str

    @property
    def when(self) -> DateWithPrecision:
        """The day as an entry says it."""
        return DateWithPrecision(self.at, self.precision)


def nearest(asked: Statements, kinds: Mapping[str, CalendarEvents], most: int) -> list[Key]:
    """Of each kind at least the ``most`` before the day on which the reading is split, and as many
    from it on, that are nearest to it."""
    queries, sides = [], []
    bound: list[Any] = []
    bound_by_sides: list[Any] = []
    split = asked.reading.split
    lanes = ((key, lane) for key, kind in kinds.items() for lane in asked.lanes(kind))
    for number, (kind, (how, sql, values)) in enumerate(lanes):
        queries.append(f"dated{number} (pk, at, known) AS {how} ({sql})")
        bound += values
        sides.append(_SIDES.format(number))
        bound_by_sides += [kind, split, most, kind, split, most]
    if not queries:
        return []
    statement = f"WITH {', '.join(queries)} {' UNION ALL '.join(sides)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*bound, *bound_by_sides])
        return sorted({Key(*row) for row in cursor.fetchall()})


_SIDES = """
(SELECT at, %s, pk, known FROM dated{0} WHERE at < %s ORDER BY at DESC, pk DESC LIMIT %s)
UNION ALL
(SELECT at, %s, pk, known FROM dated{0} WHERE at >= %s ORDER BY at, pk LIMIT %s)"""


def by_kind(keys: Iterable[Key]) -> dict[str, list[Key]]:
    """The keys of each kind, in the order in which they came."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key.kind, []).append(key)
    return found
