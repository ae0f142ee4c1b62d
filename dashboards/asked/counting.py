"""Counting what is asked: by time, by who asks, by place. One statement for each, no row in Python.

A body asks with others now and then: such an ask stands with each of them, and is one in all sums
by time. Hours are added up where they are known; how many asks say none stands beside every sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from partnerships.models import Organisation, Place
from partnerships.organisation.asks import AskKind, Scope
from records.dates import DateWithPrecision
from records.figures import Qualifier, Quantity
from records.subjects import registered

QUARTER, YEAR = "quarter", "year"
UNDATED = "not-known"
MOST = 200
_ASKS = """
WITH ask (kind, pk, day, known_to, place, askers, title, about, key, low, high, qualifier,
  is_open) AS ({asks})
"""
_SUMS = """count(*), coalesce(sum(low), 0), coalesce(sum(coalesce(high, low)), 0),
  count(*) FILTER (WHERE low IS NULL),
  count(*) FILTER (WHERE low IS NOT NULL AND qualifier <> 'exactly')"""
# Financial years begin in April; so do their quarters
_BY_TIME = """
SELECT (date_trunc(%s, day - interval '3 months') + interval '3 months')::date AS since,
  kind, {sums}
FROM ask WHERE (day >= %s AND day <= %s) OR day IS NULL
GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2
"""
_BY_ASKER = """
SELECT asker.id, {sums}
FROM ask LEFT JOIN LATERAL unnest(ask.askers) AS asker (id) ON true
WHERE (day >= %s AND day <= %s) OR day IS NULL
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
"""
_BY_PLACE = """
SELECT place, {sums} FROM ask WHERE (day >= %s AND day <= %s) OR day IS NULL
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
"""
_ROWS = """
SELECT kind, day, known_to, place, askers, title, about, key, low, high, qualifier, is_open
FROM ask WHERE ((day >= %s AND day <= %s) OR (%s AND day IS NULL))
  AND (%s = '' OR kind = %s) AND (NOT %s OR low IS NULL) AND {who}
ORDER BY day DESC NULLS LAST, kind, pk DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many asks, the hours of those that say any, how many say none, and how many say them
    not exactly (``vague``)."""

    asks: int = 0
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    unknown: int = 0
    vague: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.asks + other.asks,
            self.low + other.low,
            self.high + other.high,
            self.unknown + other.unknown,
            self.vague + other.vague,
        )

    @property
    def hours(self) -> str:
        """The hours that are known, as a range where any is one, and no more exactly than each of
        them; empty where none says any."""
        if self.asks == self.unknown:
            return ""
        high = self.high if self.high > self.low else None
        exact = Qualifier.ABOUT if self.vague else Qualifier.EXACTLY
        return str(Quantity(self.low, high, exact, unit="hours"))


def kinds() -> dict[str, AskKind]:
    """What is asked of places, by its key."""
    return {kind.key: kind for kind in registered(AskKind)}


@dataclass(slots=True)
class Span:
    """A quarter or a financial year: what was asked in it, by kind. No day: not known when."""

    since: dt.date | None
    by: str
    kinds: dict[str, Sum] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """ "July to September 2026", "April 2026 to March 2027"."""
        if self.since is None:
            return "Day not known"
        if self.by == YEAR:
            return f"April {self.since.year} to March {self.since.year + 1}"
        last = dt.date(self.since.year, self.since.month + 2, 1)
        return f"{self.since:%B} to {last:%B} {self.since.year}"

    @property
    def total(self) -> Sum:
        """All kinds together."""
        return sum(self.kinds.values(), Sum())

    @property
    def cells(self) -> list[int]:
        """How many of each kind, in their order."""
        return [self.kinds[kind].asks if kind in self.kinds else 0 for kind in kinds()]

    @property
    def named(self) -> str:
        """What the address calls it."""
        return self.since.isoformat() if self.since else UNDATED


@dataclass(frozen=True, slots=True)
class Line:
    """What one body asks, or what is asked of one place. No record: not known who or where."""

    record: Organisation | Place | None
    sum: Sum


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask, with the records that its ids name. ``known_to`` is how precise its day is."""

    kind: str
    day: dt.date | None
    known_to: str
    place: Place | None
    askers: list[Organisation]
    title: str
    about: str
    key: str
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    is_open: bool

    @property
    def when(self) -> DateWithPrecision | None:
        """Its day, as precisely as known."""
        return DateWithPrecision(self.day, self.known_to) if self.day else None

    @property
    def hours(self) -> Quantity:
        """What it takes, or took."""
        return Quantity(self.low, self.high, self.qualifier, unit="hours")


@dataclass(frozen=True, slots=True)
class Window:
    """From ``since`` to ``until``, both within."""

    since: dt.date
    until: dt.date


# No day lies in it
NONE = Window(dt.date(2000, 1, 2), dt.date(2000, 1, 1))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of the asks, as a number of the ledger counts them.

    ``span`` are those of a quarter or year, or, ``is_undated``, those of which no day is known;
    ``who`` is the body that asks, or in the ledger of a body the place that is asked; ``nobody``
    where none is known. ``words`` say which they are.
    """

    kind: str = ""
    span: Window | None = None
    is_undated: bool = False
    who: int | None = None
    nobody: bool = False
    without_hours: bool = False
    words: str = ""


EVERY = Chosen()


class Ledger:
    """What is asked of a place, or by a body, within a window: each question is one statement."""

    def __init__(self, scope: Scope, window: Window) -> None:
        self.scope, self.window = scope, window
        self._asks: str = ""
        self._values: list[Any] = []
        parts = (part for kind in kinds().values() for part in kind.rows(scope))
        compiled = [found for part in parts if (found := _compiled(part))]
        self._asks = "\nUNION ALL\n".join(sql for sql, _ in compiled)
        self._values = [value for _, values in compiled for value in values]

    def spans(self, by: str) -> list[Span]:
        """By quarter or financial year, the first one first."""
        found: dict[dt.date | None, Span] = {}
        for since, kind, *sums in self._read(_BY_TIME, by, *self._days):
            found.setdefault(since, Span(since, by)).kinds[kind] = Sum(*sums)
        return list(found.values())

    def askers(self) -> list[Line]:
        """By the body that asks, those that ask most often first. Two queries."""
        return _lines(self._read(_BY_ASKER, *self._days, MOST), Organisation)

    def places(self) -> list[Line]:
        """By the place that is asked, those that are asked most often first. Two queries."""
        return _lines(self._read(_BY_PLACE, *self._days, MOST), Place)

    def asks(self, most: int, chosen: Chosen = EVERY) -> list[Ask]:
        """The asks themselves, or some of them, the latest first. Three queries."""
        span = chosen.span or self.window
        days = (NONE.since, NONE.until) if chosen.is_undated else (span.since, span.until)
        who, whom = self._who(chosen)
        kind = (chosen.kind, chosen.kind)
        undated = chosen.is_undated or chosen.span is None
        asked = (*days, undated, *kind, chosen.without_hours, *whom, most)
        rows = self._read(_ROWS, *asked, who=who)
        bodies = Organisation.objects.in_bulk({pk for row in rows for pk in row[4]})
        places = Place.objects.in_bulk({row[3] for row in rows} - {None})
        return [
            Ask(
                *(kind, day, known_to, places.get(place)),
                [bodies[pk] for pk in askers if pk in bodies],
                *rest,
            )
            for kind, day, known_to, place, askers, *rest in rows
        ]

    def _who(self, chosen: Chosen) -> tuple[str, tuple[int, ...]]:
        """The condition on who asks, or on who is asked, with its values."""
        by_asker = self.scope.body is None
        if chosen.nobody:
            return ("cardinality(askers) = 0" if by_asker else "place IS NULL"), ()
        if chosen.who is None:
            return "true", ()
        return ("%s = ANY(askers)" if by_asker else "place = %s"), (chosen.who,)

    @property
    def _days(self) -> tuple[dt.date, dt.date]:
        return self.window.since, self.window.until

    def _read(self, statement: str, *values: Any, who: str = "") -> list[tuple[Any, ...]]:
        if not self._asks:
            return []
        with connection.cursor() as cursor:
            sql = (_ASKS + statement).format(asks=self._asks, sums=_SUMS, who=who)
            cursor.execute(sql, [*self._values, *values])
            return cursor.fetchall()


def _lines(rows: Sequence[tuple[Any, ...]], model: Any) -> list[Line]:
    records = model.objects.in_bulk({row[0] for row in rows} - {None})
    return [Line(records.get(pk), Sum(*sums)) for pk, *sums in rows]


def _compiled(part: QuerySet[Any]) -> tuple[str, tuple[Any, ...]] | None:
    """A part as SQL with its values; None where there can be no row."""
    try:
        sql, values = part.query.sql_with_params()
    except EmptyResultSet:
        return None
    return f"({sql})", values
