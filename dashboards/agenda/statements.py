"""How a kind of a calendar is asked for: its keys and days, and what is told of its rows.

To write the SQL of sixty kinds takes three times as long as to ask it. So it is kept for all
readings that are alike, with places for what is each reader's own, for the record whose calendar it
is and for the days that are asked for (``access.stand_ins``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from access.kept import asking_nothing, for_all_alike
from access.stand_ins import (
    LOOKED_UP,
    InShape,
    NotLookedUpError,
    StandInDay,
    alike,
    ids_of,
    stand_in,
)
from access.subqueries import Among, array
from access.visibility import Reader, reader_of
from pilots.subjects import PILOTS, its_pilots
from records.statements import Given, OfQuerySet, Statement
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Entry, Reading, Window

# What is kept, some 4 KB each: of sixty kinds for each shape of reader that comes
KEPT = 3000
KEYS = "keys"

# How the keys are asked for, in which words, with which values
Lane = tuple[str, str, list[Any]]


class Statements:
    """Those of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._known: dict[str, frozenset[int]] = {}
        self._pilots: list[int] | None = None  # not asked for yet

    @cached_property
    def _reader(self) -> Reader | None:
        """None where nobody is signed in."""
        return reader_of(self.reading.user)

    @property
    def _given(self) -> dict[str, Any]:
        window = self.reading.window
        days = {"start": window.start, "end": window.end, "today": self.reading.today}
        subject, pilots = self.reading.calendar.subject, array(self._pilots or ())
        own = {**ids_of(self._reader), **self._known}
        return {PILOTS: pilots, "subject": subject, **days, **own}

    def _kept(self, kind: CalendarEvents) -> _Kept | None:
        reading, subject = self.reading, self.reading.calendar.subject
        of = subject and stand_in(subject)
        said = reading.window.with_late, reading.most, reading.today
        while True:
            who = alike(self._reader, self._known)
            has_pilots = None if self._pilots is None else bool(self._pilots)
            try:
                return _kept(kind, _Alike(who, of, has_pilots, *said))
            except NotLookedUpError as lacks:
                name = lacks.args[0]
                if name == PILOTS:
                    self._pilots = its_pilots(reading)
                else:
                    self._known[name] = LOOKED_UP[name](reading.user)

    def lanes(self, kind: CalendarEvents) -> Iterator[Lane]:
        """How the keys and days of a kind are asked for: of all parts at once, or, where an index
        has them by day, of each part by itself, so that the planner walks that index or looks up
        the few that there are. A row that is in two parts may come twice."""
        kept = self._kept(kind)
        for how, one in _lanes(kind.dated(self.reading)) if kept is None else kept.lanes:
            yield how, one.sql, one.valued(self._given if kept else {})

    def entries(self, kind: CalendarEvents, keys: Iterable[int]) -> list[Entry]:
        """What is told of these rows, but of those that have lost their day since."""
        kept = self._kept(kind)
        if kept is not None and kept.shown is not None and kept.entry is not None:
            rows = kept.shown.rows({**self._given, KEYS: array(keys)})
            return [kept.entry(row, self.reading) for row in rows]
        dated = kind.dated(self.reading)
        if dated is None:
            return []
        return [dated.entry(row, self.reading) for row in _told(dated, list(keys))]


class _Alike(NamedTuple):
    """What readings have in common for which the same statements are sent. ``today``: what is asked
    of the day beside the days of the window."""

    who: InShape | AnonymousUser
    subject: Any
    has_pilots: bool | None
    with_late: bool
    most: int
    today: dt.date

    @property
    def reading(self) -> Reading:
        """What stands for each of them while a statement is written."""
        start, end, today = map(StandInDay.of, ("start", "end", "today"))
        asked = _Asked()
        if self.has_pilots is not None:
            asked[PILOTS] = Given(PILOTS) if self.has_pilots else ()
        calendar, window = Calendar(self.who, self.subject), Window(start, end, self.with_late)
        return Reading(calendar, window, today, self.most, asked)


class _Asked(dict[str, Any]):
    """What is asked once for all kinds, but for the pilots, while a statement is written."""

    def __contains__(self, name: object) -> bool:
        found = super().__contains__(name)
        if name == PILOTS and not found:
            raise NotLookedUpError(name)
        return found


class _Kept(NamedTuple):
    lanes: list[tuple[str, Statement]]
    shown: Statement | None
    entry: Callable[[Any, Reading], Entry] | None


@lru_cache(KEPT)
def _kept(kind: CalendarEvents, readings: _Alike) -> _Kept | None:
    """The statements of a kind for all readings that are alike; None where they depend on more."""
    try:
        with asking_nothing():
            dated = kind.dated(readings.reading)
            # Of these the words alone: with its queryset each would take ten times the memory
            asked = [(how, Statement((one.sql, one.values))) for how, one in _lanes(dated)]
            lanes = [(how, for_all_alike(one)) for how, one in asked]
            shown = _once(for_all_alike(OfQuerySet(_told(dated, Given(KEYS))))) if dated else None
    except TypeError:  # ``OfNoShapeError``, and what does not take who stands for all of a shape
        return None
    return _Kept(lanes, shown, dated.entry if dated else None)


def _once(shown: Any) -> Statement:
    """The one that is kept of those that ask the same. With its queryset each takes ten times the
    memory of the words, and most kinds have one for all readers."""
    if shown.queryset._prefetch_related_lookups:  # noqa: SLF001 - Django tells it nowhere else
        return shown
    if len(_ONCE) > KEPT:
        _ONCE.clear()
    alike = _ONCE.setdefault(shown.sql, [])
    for one in alike:
        if [*one.values] == [*shown.values]:
            return one
    alike.append(shown)
    return shown


_ONCE: dict[str, list[Statement]] = {}


def _lanes(dated: DatedQuery | None) -> Iterator[tuple[str, Statement]]:
    if dated is None:
        return
    columns = {"at": dated.day, "known": dated.precision}
    parts = [part.annotate(**columns).values("pk", *columns).order_by() for part in dated.parts]
    asked = [one for part in parts if (one := OfQuerySet(part)).sql]
    if dated.in_order:
        yield from (("NOT MATERIALIZED", one) for one in asked)
    elif asked:
        words = " UNION ".join(f"({one.sql})" for one in asked)
        yield "MATERIALIZED", Statement((words, [value for one in asked for value in one.values]))


def _told(dated: DatedQuery, keys: list[int] | Given) -> QuerySet[Any]:
    rows = dated.queryset().alias(at=dated.day).filter(Among("pk", keys))
    return rows.exclude(at=None).order_by()
