"""The keys of what stands in a calendar: of all kinds at once, in one statement.

A page shows a hundred entries of the thousands that a reader may have, of a dozen kinds. So keys
and days are found first, and only the rows that are shown are read whole. The question of a kind
stands once in the statement, for both sides of the day on which the reader looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from partnerships.calendar import Dated, Reading
from records.dates import DateWithPrecision

Bound = tuple[str, list[Any]]


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


def nearest(reading: Reading, dated: Mapping[str, Dated], most: int) -> list[Key]:
    """Of each kind the ``most`` before the day on which the reading is split, and as many from it
    on, that are nearest to it."""
    queries, sides = [], []
    bound: list[Any] = []
    bound_by_sides: list[Any] = []
    for number, (kind, one) in enumerate(dated.items()):
        if (asked := _dated(one)) is None:
            continue
        how = "NOT MATERIALIZED" if one.in_order else "MATERIALIZED"
        queries.append(f"dated{number} (pk, at, known) AS {how} ({asked[0]})")
        bound += asked[1]
        sides.append(_SIDES.format(number))
        bound_by_sides += [kind, reading.split, most, kind, reading.split, most]
    if not queries:
        return []
    statement = f"WITH {', '.join(queries)} {' UNION ALL '.join(sides)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*bound, *bound_by_sides])
        return sorted(Key(*row) for row in cursor.fetchall())


_SIDES = """
(SELECT at, %s, pk, known FROM dated{0} WHERE at < %s ORDER BY at DESC, pk DESC LIMIT %s)
UNION ALL
(SELECT at, %s, pk, known FROM dated{0} WHERE at >= %s ORDER BY at, pk LIMIT %s)"""


def _dated(one: Dated) -> Bound | None:
    """Keys and days of all parts; a row that is in two of them comes once."""
    columns = {"at": one.day, "known": one.precision}
    parts = [part.annotate(**columns).values("pk", *columns) for part in one.parts]
    asked = [bound for part in parts if (bound := _compiled(part)) is not None]
    values = [value for _, bound in asked for value in bound]
    return (" UNION ".join(f"({sql})" for sql, _ in asked), values) if asked else None


def _compiled(rows: QuerySet[Any]) -> Bound | None:
    """A query as SQL with its values; None where it can find nothing."""
    try:
        sql, bound = rows.order_by().query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, [*bound]


def by_kind(keys: Iterable[Key]) -> dict[str, list[Key]]:
    """The keys of each kind, in the order in which they came."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key.kind, []).append(key)
    return found
