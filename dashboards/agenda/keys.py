"""The keys of what stands in a calendar: of all kinds at once, in one statement.

A page shows a hundred entries of the thousands that a reader may have, of a dozen kinds. So keys
and days are found first, and only the rows that are shown are read whole. The question of a kind
stands once in the statement, for both sides of the day on which the reader looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from records.dates import DateWithPrecision
from registry.calendar import DatedQuery, Reading

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


def nearest(reading: Reading, dated: Mapping[str, DatedQuery], most: int) -> list[Key]:
    """Of each kind at least the ``most`` before the day on which the reading is split, and as many
    from it on, that are nearest to it."""
    queries, sides = [], []
    bound: list[Any] = []
    bound_by_sides: list[Any] = []
    lanes = ((kind, lane) for kind, one in dated.items() for lane in _lanes(one))
    for number, (kind, (how, sql, values)) in enumerate(lanes):
        queries.append(f"dated{number} (pk, at, known) AS {how} ({sql})")
        bound += values
        sides.append(_SIDES.format(number))
        bound_by_sides += [kind, reading.split, most, kind, reading.split, most]
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


def _lanes(one: DatedQuery) -> Iterator[tuple[str, str, list[Any]]]:
    """How keys and days of a kind are asked for: of all parts at once, or, where an index has them
    by day, of each part by itself, so that the planner walks that index or looks up the few that
    there are. A row that is in two parts may come twice."""
    columns = {"at": one.day, "known": one.precision}
    parts = [part.annotate(**columns).values("pk", *columns) for part in one.parts]
    asked = [bound for part in parts if (bound := _compiled(part)) is not None]
    if one.in_order:
        yield from (("NOT MATERIALIZED", sql, values) for sql, values in asked)
    elif asked:
        values = [value for _, bound in asked for value in bound]
        yield "MATERIALIZED", " UNION ".join(f"({sql})" for sql, _ in asked), values


def _compiled(rows: QuerySet[Any]) -> Bound | None:
    """A query as SQL with its values; None where it can find nothing."""
    try:
        sql, bound = rows.order_by().query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return None
    return sql, [*bound]


def by_kind(keys: Iterable[Key]) -> dict[str, list[Key]]:
    """The keys of each kind, in the order in which they came."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key.kind, []).append(key)
    return found
