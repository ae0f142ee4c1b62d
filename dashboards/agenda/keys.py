"""The keys of what stands in a calendar: of all kinds at once, in one statement.

A page shows a hundred entries of the thousands that a reader may have, of a dozen kinds. So keys
and days are found first, and only the rows that are shown are read whole. The question of a kind
stands once in the statement, for both sides of the day on which the reader looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from access.compiled import Given, asking_nothing
from access.shapes import InShape, OnDay, Own, StandInDay, own
from access.subqueries import array
from access.visibility import reader_of
from governance.board.sight import boards_of
from pilots.subjects import PILOTS, followed_by, its_pilots
from records.dates import DateWithPrecision
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Reading, Window

Bound = tuple[str, list[Any]]
# How it is asked for, the SQL, its values
Lane = tuple[str, str, list[Any]]
# Lanes that are kept, some kilobytes each: of twenty kinds for each shape of reader that comes
KEPT = 2000


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


def nearest(reading: Reading, kinds: Mapping[str, CalendarEvents], most: int) -> list[Key]:
    """Of each kind at least the ``most`` before the day on which the reading is split, and as many
    from it on, that are nearest to it."""
    queries, sides = [], []
    bound: list[Any] = []
    bound_by_sides: list[Any] = []
    for number, (kind, (how, sql, values)) in enumerate(_lanes_of(reading, kinds)):
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


def _lanes_of(reading: Reading, kinds: Mapping[str, CalendarEvents]) -> Iterator[tuple[str, Lane]]:
    """How each kind is asked for: as it is kept for all who may see alike, else written now.

    Of the calendar of a place, programme, pilot or board it is written each time.
    """
    reader = reader_of(reading.user)
    if reader is None or reading.calendar.subject is not None:
        yield from ((key, lane) for key, kind in kinds.items() for lane in _lanes(kind, reading))
        return
    user, window = reading.user, reading.window
    looked_up = {"followed_places": followed_by(user), "boards_sat": boards_of(user)}
    pilots = its_pilots(reading)
    given = {PILOTS: array(pilots)}
    days = {"start": window.start, "end": window.end, "today": reading.today}

    def valued(one: Any) -> Any:
        match one:
            case OnDay():
                return one.of(days)
            case Own():
                return one.of(reader, looked_up)
            case Given():
                return given[one.name]
        return one

    shape = InShape(reader, looked_up)
    alike = _Alike(shape, bool(pilots), window.with_late, reading.most, reading.today)
    for key, kind in kinds.items():
        kept = _kept(kind, alike)
        for how, sql, values in _lanes(kind, reading) if kept is None else kept:
            yield key, (how, sql, [valued(one) for one in values])


class _Alike(NamedTuple):
    """What readings have in common for which the same statements are sent. ``today``: what is asked
    of the day beside the days of the window."""

    shape: InShape
    has_pilots: bool
    with_late: bool
    most: int
    today: dt.date

    @property
    def reading(self) -> Reading:
        """What stands for each of them while a statement is written."""
        start, end, today = map(StandInDay.of, ("start", "end", "today"))
        asked = {PILOTS: Given(PILOTS) if self.has_pilots else ()}
        calendar, window = Calendar(self.shape), Window(start, end, self.with_late)
        return Reading(calendar, window, today, self.most, asked)


@lru_cache(KEPT)
def _kept(kind: CalendarEvents, alike: _Alike) -> list[Lane] | None:
    """The lanes of a kind for all readings that are alike; None where they depend on more."""
    try:
        with asking_nothing():
            lanes = list(_lanes(kind, alike.reading))
        return [(how, *own(sql, values)) for how, sql, values in lanes]
    except TypeError:  # ``OfNoShapeError``, and what does not take who stands for all of a shape
        return None


def _lanes(kind: CalendarEvents, reading: Reading) -> Iterator[Lane]:
    one = kind.dated(reading)
    return iter(()) if one is None else _lanes_of_rows(one)


def _lanes_of_rows(one: DatedQuery) -> Iterator[Lane]:
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
