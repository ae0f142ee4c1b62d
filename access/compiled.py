"""Compiled queries: the statement of a queryset is written once, and sent again with other values.

To build a queryset and write its statement takes Django longer than PostgreSQL needs to answer it:
of a page of thirty small questions that is a third. A function marked ``compiled`` builds it once
for each day and shape of what a reader may see (``shapes``), with a ``Given`` where each value will
stand:

    @compiled
    def _rows(user, *, place):
        return Pilot.objects.visible_to(user).filter(programme__places=place)[:8]

    rows = _rows(user, place=place)  # a list, as list(queryset) gives it

What the statement says may depend on what comes by position (the reader, by what they may see, and
whatever else it is written for) and on the day, and on nothing else that changes: all other that is
looked up or asked has to be given. A statement that was written out is given back with its values.
One that depends on more than the shape of its reader, or on what was asked for it, is written each
time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import lru_cache, wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Expression, Model, QuerySet
from django.utils import timezone

from access.shapes import (
    LOOKED_UP,
    InShape,
    LookedUp,
    NotLookedUpError,
    OfNoShapeError,
    OnDay,
    Own,
    own,
)
from access.visibility import Reader, reader_of
from records import switches

# Statements that are kept, some 60 KB each, and of them those that were asked for last
KEPT = 500

# A statement and its values; without words where there can be no row
Written = tuple[str, Sequence[Any]]
Build = Callable[..., QuerySet[Any] | Written]


class Given(Expression):
    """A value that is not known yet; of a record, its key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    @property
    def pk(self) -> Given:
        """Itself, as a record is given by its key."""
        return self

    def as_sql(  # type: ignore[override]  # a value is known later
        self, compiler: Any, connection: Any
    ) -> tuple[str, list[Any]]:
        """The place of the value, and itself until the value is known."""
        return "%s", [self]


def compiled(build: Build) -> Callable[..., list[Any]]:
    """The rows of what ``build`` makes for a reader, where it takes one, of what is given by name:
    numbers, words, days, records, or an array in words (``subqueries.array``)."""

    @wraps(build)
    def rows(*shapes: Any, **given: Any) -> list[Any]:
        kept, reader, known = _kept_for_shape(build, shapes, tuple(given))
        if kept is None and reader is None:
            kept = _statement(_For(build, shapes), timezone.localdate(), tuple(given))
        return (kept or _for_now(build, shapes, given)).rows({**given, **known}, reader)

    return rows


def all_in_one(build: Build, of: Iterable[Sequence[Any]], **given: Any) -> list[tuple[Any, ...]]:
    """The rows of what ``build`` makes of each of these, all of the same columns, in one query:
    each by a kept statement where its shape says enough, else by one that is written for it."""
    words: list[str] = []
    values: list[Any] = []
    for shapes in of:
        kept, reader, known = _kept_for_shape(build, shapes, tuple(given))
        if kept is None:
            kept = _for_now(build, shapes, given)
        if kept.sql:
            words.append(f"({kept.sql})")
            values += kept.valued({**given, **known}, reader)
    return Statement((" UNION ALL ".join(words), ())).fetched(values) if words else []


# What is looked up of a reader of this shape before a statement is asked for, by what asks for it
_looks_up: dict[tuple[Any, ...], tuple[str, ...]] = {}


def _kept_for_shape(
    build: Build, shapes: Sequence[Any], names: tuple[str, ...]
) -> tuple[Statement | None, Reader | None, LookedUp]:
    """What is kept for all of their reader's shape, and that reader, where one is among these, with
    what was looked up of them."""
    user = next((one for one in shapes if _is_user(one)), None)
    reader = None if user is None else reader_of(user)
    if reader is None:
        return None, None, {}
    key = _alike(build, shapes, reader, {}).key
    while True:
        known = {name: LOOKED_UP[name](user) for name in _looks_up.get(key, ())}
        asked = _alike(build, shapes, reader, known)
        try:
            kept = _for_shape(asked, timezone.localdate(), names)
        except NotLookedUpError as lacks:
            _looks_up[key] = (*known, lacks.args[0])
            continue
        return kept, reader, known


def _alike(build: Build, shapes: Sequence[Any], reader: Reader, known: LookedUp) -> _For:
    return _For(build, [InShape(reader, known) if _is_user(one) else one for one in shapes])


class _For:
    """What is built and for whom: the same for all who may see the same."""

    def __init__(self, build: Build, shapes: Sequence[Any]) -> None:
        self.build, self.shapes = build, shapes
        self.key = (build, switches.counts_all(), *(_typed(_seen_by(one)) for one in shapes))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _For) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def _is_user(one: Any) -> bool:
    return hasattr(one, "is_authenticated")


def _seen_by(one: Any) -> Any:
    """What a reader may see; anything else as it is."""
    return reader_of(one) if _is_user(one) and not isinstance(one, InShape) else one


def _typed(one: Any) -> Any:
    """A value with its type, for True is equal to 1 and 1 to 1.0, and each makes a statement of its
    own."""
    return (type(one), tuple(map(_typed, one))) if isinstance(one, tuple) else (type(one), one)


@lru_cache(KEPT)
def _statement(asked: _For, day: dt.date, names: tuple[str, ...]) -> Statement:
    built = asked.build(*asked.shapes, **{name: Given(name) for name in names})
    asked.shapes = ()  # it is kept with the statement; whoever asked, and their request, is not
    return _written(built)


def _written(built: QuerySet[Any] | Written) -> Statement:
    return Statement(built) if isinstance(built, tuple) else OfQuerySet(built)


@lru_cache(KEPT)
def _for_shape(asked: _For, day: dt.date, names: tuple[str, ...]) -> Statement | None:
    """The statement for all of a shape; None where it depends on more of its reader."""
    try:
        with asking_nothing():
            made = _statement.__wrapped__(asked, day, names)
        made.for_all_alike()
    except TypeError:  # ``OfNoShapeError``, and what does not take who stands for all of a shape
        return None
    return made


def _for_now(build: Build, shapes: Sequence[Any], given: dict[str, Any]) -> Statement:
    """What is not kept: whatever it was written by may be otherwise the next time."""
    return _written(build(*shapes, **{name: Given(name) for name in given}))


@contextmanager
def asking_nothing() -> Iterator[None]:
    """Refuse within it to ask the database, and what this request has read of it already."""
    with connection.execute_wrapper(_asks_nothing), switches.unread():
        yield


def _asks_nothing(execute: Any, sql: str, *rest: Any) -> Any:
    """Whoever stands for all of a shape is no reader of whom the database can be asked; what kinds
    of record there are is the same for everybody."""
    if ContentType._meta.db_table in sql:
        return execute(sql, *rest)
    raise OfNoShapeError


class Statement:
    """A statement with places for its values. ``given``: what is given with it by its name, days
    that are asked for, and what was looked up of the reader."""

    def __init__(self, written: Written) -> None:
        self.sql, self.values = written

    def for_all_alike(self) -> None:
        """Make places for what is its reader's own."""
        self.sql, self.values = own(self.sql, self.values)

    def rows(self, given: dict[str, Any], reader: Reader | None) -> list[Any]:
        """Send it with these values. Nothing is asked where it can have no row."""
        return self.fetched(self.valued(given, reader)) if self.sql else []

    def valued(self, given: dict[str, Any], reader: Reader | None) -> list[Any]:
        """Its values, as they are given now and as they are of this reader."""
        values = (_valued(one, given, reader) for one in self.values)
        return [one.pk if isinstance(one, Model) else one for one in values]

    def fetched(self, values: list[Any]) -> list[Any]:
        """The rows as the database gives them."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return cursor.fetchall()


def _valued(one: Any, given: dict[str, Any], reader: Reader | None) -> Any:
    if isinstance(one, Given):
        return given[one.name]
    if isinstance(one, OnDay):
        return one.of(given)
    return one.of(reader, given) if isinstance(one, Own) else one


class OfQuerySet(Statement):
    """One that Django wrote, with what it needs to make its own rows of the answer."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            super().__init__(self.compiler.as_sql())
        except EmptyResultSet:
            super().__init__(("", ()))

    def for_all_alike(self) -> None:
        """The same, where what is asked after it is the same for everybody: else it would be asked
        of the stand-in."""
        _hold_for_everybody(self.queryset)
        super().for_all_alike()

    def fetched(self, values: list[Any]) -> list[Any]:
        """The rows as the queryset makes them."""
        # Copies, as threads share the statement and each has a connection of its own
        asked: Any = self.queryset.all()
        compiler = copy(self.compiler)
        compiler.connection = connections[asked.db]
        compiler.as_sql = lambda: (self.sql, values)
        asked.query.get_compiler = lambda *_, **__: compiler
        return list(asked)


def _hold_for_everybody(rows: QuerySet[Any]) -> None:
    """Raise where what is fetched after these rows depends on their reader."""
    for lookup in rows._prefetch_related_lookups:  # noqa: SLF001 - Django tells it nowhere else
        after = getattr(lookup, "queryset", None)
        if after is not None:
            if any(isinstance(one, Own) for one in own(*after.query.sql_with_params())[1]):
                raise OfNoShapeError
            _hold_for_everybody(after)
