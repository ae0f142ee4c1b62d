"""What stands for a reader, a record or a day while a statement is written for all who are alike.

What a statement says depends on whether its reader has roles for places, teams, programmes … at
all, not for which: the ids are values. So one that is written for one contributor is sent for all
of them, each time with the ids of whoever asks. The same goes for a record that is chosen, by its
key, and for a day that nothing is compared with. Whatever asks more of them is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache, wraps
from itertools import count
from typing import Any, NoReturn

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField

from access.visibility import Reader
from records.statements import Known, Later, OfNoShapeError

# Numbers that no record has: while a statement is written each stands for what has this name
_NUMBERS: dict[str, int] = {}
_next_number = count(9_100_000_000_000_000_000)
# The names of what is a set of ids, and how what is looked up of a reader is found
_SETS: set[str] = set()
LOOKED_UP: dict[str, Callable[[Any], frozenset[int]]] = {}
# Years that no record has, so far apart that a year more or less names no other day
_DAYS = {"start": 9100, "end": 9300, "today": 9500}
_YEARS = {year + more for year in _DAYS.values() for more in (-1, 0, 1)}

Find = Callable[[Any], Iterable[int]]


class NotLookedUpError(LookupError):
    """A statement depends on a set that was not looked up of its reader yet: its name."""


def _number(name: str) -> int:
    return _NUMBERS.setdefault(name, next(_next_number))


def _set(name: str) -> int:
    _SETS.add(name)
    return _number(name)


def _more(*_: object, **__: object) -> NoReturn:
    raise OfNoShapeError


class _Some(frozenset[int]):
    """Ids that are not known yet, of which there are some. Nothing else can be asked of them."""

    __len__ = __contains__ = __and__ = __sub__ = __le__ = __lt__ = __ge__ = __gt__ = _more
    union = copy = intersection = difference = isdisjoint = issubset = issuperset = _more

    def __bool__(self) -> bool:
        """There are some."""
        return True

    def __or__(self, other: Iterable[int]) -> _Some:  # type: ignore[override]
        """These and others."""
        return _Some(frozenset.union(frozenset(iter(self)), iter(other)))

    __ror__ = __or__
    __hash__ = frozenset.__hash__


def _some(name: str, ids: Iterable[int]) -> frozenset[int]:
    """What stands for ids, if there are any."""
    return _Some({_set(name)}) if ids else frozenset()


class _NoRoles(tuple[Any, ...]):
    """Roles, which are more than a shape."""

    __slots__ = ()
    __len__ = __iter__ = __bool__ = __contains__ = __getitem__ = _more


# The names of a reader's own ids, beside the field that holds them
_OF_READER = {
    one.name: f"reader.{one.name}" for one in fields(Reader) if "frozenset" in str(one.type)
}


class InShape:
    """Stands for everybody of one shape while a statement is written. ``known``: what was looked up
    of the reader, by its names in ``LOOKED_UP``; all else is asked for in vain."""

    is_authenticated = stands_for_all = True

    def __init__(self, reader: Reader, known: Known) -> None:
        self.reader = _in_shape(reader)
        self.pk = self.id = self.reader.user_id
        self.known = {name: _some(name, ids) for name, ids in known.items()}

    def looked_up(self, name: str) -> frozenset[int]:
        """What stands for what was looked up under this name. Raises NotLookedUpError."""
        if name not in self.known:
            raise NotLookedUpError(name)
        return self.known[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InShape) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Any, ...]:
        return (self.reader, *sorted((name, bool(ids)) for name, ids in self.known.items()))

    def __getattr__(self, name: str) -> NoReturn:
        raise OfNoShapeError(name)


@lru_cache
def _in_shape(reader: Reader) -> Reader:
    some: dict[str, Any] = {
        field: ids if (ids := getattr(reader, field)) is None else _some(name, ids)
        for field, name in _OF_READER.items()
    }
    return replace(reader, user_id=_number("reader"), roles=_NoRoles(), **some)


@lru_cache
def ids_of(reader: Reader | None) -> Known:
    """A reader's own ids, by the names of what stands for them."""
    if reader is None:
        return {}
    own = {name: getattr(reader, field) for field, name in _OF_READER.items()}
    return {"reader": reader.user_id, **own}


def alike(reader: Reader | None, known: Known) -> InShape | AnonymousUser:
    """What stands for this reader, of whom this was looked up; None: for who is not signed in."""
    return AnonymousUser() if reader is None else InShape(reader, known)


def looked_up(name: str) -> Callable[[Find], Callable[[Any], frozenset[int]]]:
    """A function that finds ids of somebody which are no roles: asked once in a request, and kept
    on the user as ``name``. A statement may depend on whether there are any."""

    def declare(find: Find) -> Callable[[Any], frozenset[int]]:
        @wraps(find)
        def of(user: Any) -> frozenset[int]:
            if isinstance(user, InShape):
                return user.looked_up(name)
            if (found := getattr(user, name, None)) is None:
                found = frozenset(find(user))
                setattr(user, name, found)
            return frozenset(found)

        LOOKED_UP[name] = of
        return of

    return declare


class StandInDay(dt.date):
    """A day that is not known yet: "start", "end" or "today". Days are counted on from it; it is
    compared with no day, and nothing is made of its parts."""

    __lt__ = __le__ = __gt__ = __ge__ = __rsub__ = _more
    replace = weekday = isoweekday = isocalendar = timetuple = _more
    month = day = property(_more)
    __hash__ = dt.date.__hash__

    def __eq__(self, other: object) -> bool:
        return _more() if isinstance(other, dt.date) and other is not self else self is other

    def __sub__(self, other: Any) -> Any:
        return _more() if isinstance(other, dt.date) else super().__sub__(other)

    @classmethod
    def of(cls, name: str) -> StandInDay:
        """The one of this name."""
        return cls(_DAYS[name], 7, 1)


def stand_in(record: Any, name: str = "subject") -> Any:
    """What stands for any record of this kind while a statement is written: which it is is known by
    this name. It has its key, and ``few_of`` the record."""
    few = few_of(record)
    values = [_number(name), *few.values()]
    return type(record).from_db(None, [record._meta.pk.attname, *few], values)


def few_of(record: Any) -> dict[str, Any]:
    """What a record says that is one of a few: a part of the shape."""
    fields = record._meta.concrete_fields
    few = [one.attname for one in fields if one.choices or isinstance(one, BooleanField)]
    return {name: record.__dict__[name] for name in few if name in record.__dict__}


@dataclass(frozen=True)
class Own(Later):
    """A value of a statement that is its reader's own: what has this name, or all ids of some."""

    names: tuple[str, ...]
    is_list: bool = True

    def of(self, known: Known) -> Any:
        if not self.is_list:
            return known[self.names[0]]
        ids: set[int] = set()
        for name in self.names:
            ids |= known[name] if name in _SETS else {known[name].pk}
        return sorted(ids)


@dataclass(frozen=True)
class OnDay(Later):
    """A value of a statement that is a day asked for, or some days after or before it."""

    name: str
    later: dt.timedelta

    def of(self, known: Known) -> dt.date:
        return known[self.name] + self.later


@dataclass(frozen=True)
class _OneOf:
    """One of the ids of a set, which stands in a statement as many times as there are such."""

    name: str


# How Django writes a list, and how an array stands in its place
_LIST = re.compile(r"(?P<within>\bIN \()%s(?:, %s)*\)|\bARRAY\[%s(?:, %s)*\]")


def own(sql: str, values: Sequence[Any]) -> tuple[str, list[Any]]:
    """The same as ``in_place``, of what may be kept. Raises OfNoShapeError."""
    sql, said = in_place(sql, values)
    if any(isinstance(one, dt.datetime) for one in said):
        raise OfNoShapeError  # a moment, which is another for whoever asks next
    # What is left of what stands for something was made something else of, which would be kept
    left, everything = (*_NUMBERS.values(), *_YEARS), f"{sql} {said!r}"
    if "_OneOf" in everything or any(str(number) in everything for number in left):
        raise OfNoShapeError
    return sql, said


def in_place(sql: str, values: Sequence[Any]) -> tuple[str, list[Any]]:
    """A statement that was written for all alike, with ``Own`` where a value is its reader's own;
    lists of ids as arrays, for each reader has as many as they have."""
    named = {number: name for name, number in _NUMBERS.items()}
    said = [_own(value, named) for value in values]
    words: list[str] = []
    kept: list[Any] = []
    end = used = 0
    for run in _LIST.finditer(sql):
        first = sql.count("%s", 0, run.start())
        last = first + run[0].count("%s")
        names = tuple(one.name for one in said[first:last] if isinstance(one, _OneOf))
        if len(names) == last - first:
            array = "= ANY(%s::bigint[])" if run["within"] else "%s::bigint[]"
            words.append(sql[end : run.start()] + array)
            kept += [*said[used:first], Own(names)]
            end, used = run.end(), last
    return "".join([*words, sql[end:]]), [*kept, *said[used:]]


def _own(value: Any, named: dict[int, str]) -> Any:
    """What a value stands for; itself where it stands for nothing."""
    if isinstance(value, int) and value in named:
        name = named[value]
        return _OneOf(name) if name in _SETS else Own((name,), is_list=False)
    if isinstance(value, list) and value:
        names = tuple(named.get(one, "") for one in value)
        return Own(names) if all(names) and "reader" not in names else value
    if isinstance(value, StandInDay):
        name = min(_DAYS, key=lambda one: abs(_DAYS[one] - value.year))
        return OnDay(name, dt.timedelta(value.toordinal() - StandInDay.of(name).toordinal()))
    return value
