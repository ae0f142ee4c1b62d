"""Kept statements: written once, and sent again with other values.

Of a page of thirty small questions a third of the time goes into writing them. A function marked
``kept`` is asked once for each day and shape of what a reader may see (``stand_ins``), with a
``Given`` where each value will stand:

    @kept
    def _rows(user, *, place):
        return Pilot.objects.visible_to(user).filter(programme__places=place)[:8]

    rows = _rows(user, place=place)  # a list, as list(queryset) gives it

What the statement says may depend on what comes by position (the reader, by what they may see, and
whatever else it is written for) and on the day, and on nothing else that changes: all other that is
looked up or asked has to be given. Where it depends on more than the shape of its reader, or on
what was asked for it, it is written each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from access.stand_ins import LOOKED_UP, NotLookedUpError, Own, alike, ids_of, in_place, own
from access.visibility import reader_of
from records import switches
from records.statements import (
    Given,
    Known,
    OfNoShapeError,
    OfQuerySet,
    Statement,
    Written,
    for_everybody,
    written,
)

# Statements that are kept, some 60 KB each, and of them those that were asked for last
KEPT = 800

Build = Callable[..., QuerySet[Any] | Written]


def kept(build: Build) -> Callable[..., list[Any]]:
    """The rows of what ``build`` makes for a reader, where it takes one, of what is given by name:
    numbers, words, days, records, or an array in words (``subqueries.array``)."""

    @wraps(build)
    def rows(*shapes: Any, **given: Any) -> list[Any]:
        statement, known = _statement(build, shapes, given)
        return statement.rows(known)

    return rows


def all_in_one(build: Build, of: Iterable[Sequence[Any]], **given: Any) -> list[tuple[Any, ...]]:
    """The rows of what ``build`` makes of each of these, all of the same columns, in one query."""
    words: list[str] = []
    values: list[Any] = []
    for shapes in of:
        statement, known = _statement(build, shapes, given)
        if statement.sql:
            words.append(f"({statement.sql})")
            values += statement.valued(known)
    return Statement((" UNION ALL ".join(words), ())).fetched(values) if words else []


def _statement(
    build: Build, shapes: Sequence[Any], given: dict[str, Any]
) -> tuple[Statement, Known]:
    """What is kept for all who ask alike, else one that is written for whoever asks; and what is
    known of them."""
    user = next((one for one in shapes if _is_user(one)), None)
    reader = user and reader_of(user)
    names = tuple(given)
    asked = _Asked(build, shapes, names)
    looked_up = _looked_up(asked.key)
    while True:
        if known := {name: LOOKED_UP[name](user) for name in looked_up}:
            asked = _Asked(build, shapes, names, known)
        try:
            found = _kept(asked)
        except NotLookedUpError as lacks:
            looked_up.append(lacks.args[0])
            continue
        if found is None:
            found = written(build(*shapes, **{name: Given(name) for name in names}))
        return found, {**given, **known, **ids_of(reader)}


class _Asked:
    """What is built and for whom: the same for all who may see the same, on one day."""

    def __init__(
        self,
        build: Build,
        shapes: Sequence[Any],
        names: tuple[str, ...],
        known: Known = MappingProxyType({}),
    ) -> None:
        self.build, self.names = build, names
        self.shapes = [alike(reader_of(one), known) if _is_user(one) else one for one in shapes]
        said = switches.counts_all(), timezone.localdate()
        self.key = (build, names, *said, *map(_typed, self.shapes))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def _is_user(one: Any) -> bool:
    return hasattr(one, "is_authenticated")


def _typed(one: Any) -> Any:
    """A value with its type, for True is equal to 1 and 1 to 1.0, and each makes a statement of its
    own."""
    return (type(one), tuple(map(_typed, one))) if isinstance(one, tuple) else (type(one), one)


@lru_cache(KEPT)
def _looked_up(asked: tuple[Any, ...]) -> list[str]:
    """The names of what is looked up of a reader before this is asked for, as they come up."""
    return []


@lru_cache(KEPT)
def _kept(asked: _Asked) -> Statement | None:
    """The statement for all who ask alike; None where it depends on more of them."""
    shapes, asked.shapes = asked.shapes, []  # it is kept with the statement; what was asked is not
    try:
        with asking_nothing():
            made = written(asked.build(*shapes, **{name: Given(name) for name in asked.names}))
        return for_all_alike(made)
    except TypeError:  # ``OfNoShapeError``, and what does not take who stands for all of a shape
        return None


def for_all_alike(made: Statement) -> Statement:
    """The same with places for what is its reader's own, also in what is fetched after its rows."""
    if not isinstance(made, OfQuerySet):
        return Statement(own(made.sql, made.values))
    made.sql, made.values = own(made.sql, made.values)
    for one in made.queryset._prefetch_related_lookups:  # noqa: SLF001 - Django tells it nowhere else
        if (rows := getattr(one, "queryset", None)) is not None:
            after = for_all_alike(OfQuerySet(rows))
            if isinstance(after, _FetchesOwn) or any(isinstance(it, Own) for it in after.values):
                made.__class__ = _FetchesOwn
    return made


class _FetchesOwn(OfQuerySet):
    """One after whose rows others are fetched that are its reader's own: Django writes them anew,
    with what stands for the reader."""

    def rows(self, known: Known) -> list[Any]:
        def send(execute: Any, sql: str, values: Any, *rest: Any) -> Any:
            made = Statement(in_place(sql, values or ()))
            return execute(made.sql, made.valued(known), *rest)

        with connection.execute_wrapper(send):
            return super().rows(known)


@contextmanager
def asking_nothing() -> Iterator[None]:
    """Refuse within it to ask the database, or of anybody what they may see, and forget what this
    request has read."""
    token = for_everybody.set(True)
    connection.execute_wrappers.insert(0, _asks_nothing)  # first: what is refused was not asked
    try:
        with switches.unread():
            yield
    finally:
        connection.execute_wrappers.remove(_asks_nothing)
        for_everybody.reset(token)


def _asks_nothing(execute: Any, sql: str, *rest: Any) -> Any:
    """Whoever stands for all of a shape is no reader of whom the database can be asked; what kinds
    of record there are is the same for everybody."""
    if ContentType._meta.db_table in sql:
        return execute(sql, *rest)
    raise OfNoShapeError
