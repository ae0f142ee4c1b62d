"""A reader in shape: whether they have roles for places, teams, programmes … at all, not for which.

What a statement says depends on that alone; the ids are values. So a statement that is written for
one contributor is sent for all of them, each time with the ids of whoever asks. The same goes for a
day: while a statement is written, a day that nothing is compared with stands for whichever is asked
for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import wraps
from typing import Any, NoReturn

from access.visibility import Reader

# Numbers that no record has: while a statement is written they stand for the ids of its reader
_FIRST = 9_100_000_000_000_000_000
# Years that no record has, so far apart that a year more or less names no other day
_DAYS = {"start": 9100, "end": 9300, "today": 9500}


class OfNoShapeError(TypeError):
    """A statement depends on more of its reader than the shape."""


class NotLookedUpError(LookupError):
    """A statement depends on a set that was not looked up of its reader yet: its name."""


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


class _NoRoles(tuple[Any, ...]):
    """Roles, which are more than a shape."""

    __slots__ = ()
    __len__ = __iter__ = __bool__ = __contains__ = __getitem__ = _more


# What is one number; all else are sets
ALONE = ("user_id", "subject")
SETS = tuple(one.name for one in fields(Reader) if "frozenset" in str(one.type))
# What is the reader's own, each with the number that stands for it
_NUMBER = {name: _FIRST + number for number, name in enumerate((*ALONE, *SETS))}
_YEARS = {year + more for year in _DAYS.values() for more in (-1, 0, 1)}

Find = Callable[[Any], Iterable[int]]
LookedUp = Mapping[str, frozenset[int]]
LOOKED_UP: dict[str, Callable[[Any], frozenset[int]]] = {}


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

        _NUMBER[name] = _FIRST + len(_NUMBER)
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


def stand_in(record: Any) -> Any:
    """What stands for any record of this kind while a statement is written: it has its key alone,
    and which it is is ``known`` as the "subject"."""
    return type(record).from_db(None, [record._meta.pk.attname], [_NUMBER["subject"]])


class InShape:
    """Stands for everybody of one shape while a statement is written. ``known``: what was looked up
    of the reader, by its names in ``LOOKED_UP``; all else is asked for in vain."""

    is_authenticated = True

    def __init__(self, reader: Reader, known: LookedUp | None = None) -> None:
        self.reader = _in_shape(reader)
        self.pk = self.id = self.reader.user_id
        self.known = {
            name: _Some({_NUMBER[name]}) if ids else ids for name, ids in (known or {}).items()
        }

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


def _in_shape(reader: Reader) -> Reader:
    had = {name: getattr(reader, name) for name in SETS}
    some: dict[str, Any] = {
        name: _Some({_NUMBER[name]}) if ids else ids for name, ids in had.items()
    }
    return replace(reader, user_id=_NUMBER["user_id"], roles=_NoRoles(), **some)


@dataclass(frozen=True, slots=True)
class Own:
    """A value of a statement that is its reader's own: their number, or all ids of some sets."""

    names: tuple[str, ...]

    def of(self, reader: Any, known: Mapping[str, Any]) -> Any:
        """What it is for this reader, of whom this was looked up. Who is not signed in has nothing
        but the subject."""
        if self.names == ("subject",):
            return known["subject"].pk
        if self.names == ("user_id",):
            return reader.user_id
        return sorted(
            {
                number
                for name in self.names
                for number in (known[name] if name in LOOKED_UP else getattr(reader, name))
            }
        )


@dataclass(frozen=True, slots=True)
class OnDay:
    """A value of a statement that is a day asked for, or some days after or before it."""

    name: str
    later: dt.timedelta

    def of(self, days: Mapping[str, dt.date]) -> dt.date:
        """What it is with these days."""
        return days[self.name] + self.later


@dataclass(frozen=True, slots=True)
class _OneOf:
    """One of the ids of a set, which stands in a statement as many times as there are such."""

    name: str


# How Django writes a list, and how an array stands in its place
_LIST = re.compile(r"(?P<within>\bIN \()%s(?:, %s)*\)|\bARRAY\[%s(?:, %s)*\]")


def own(sql: str, values: Sequence[Any]) -> tuple[str, list[Any]]:
    """A statement that was written for a shape, with ``Own`` where a value is its reader's own;
    lists of ids as arrays, for each reader has as many as they have."""
    said = [_own(value) for value in values]
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
    sql, said = "".join([*words, sql[end:]]), [*kept, *said[used:]]
    if any(isinstance(one, dt.datetime) for one in said):
        raise OfNoShapeError  # a moment, which is another for whoever asks next
    # What is left of what stands for something was made something else of, which would be kept
    left, everything = (*_NUMBER.values(), *_YEARS), f"{sql} {said!r}"
    if "_OneOf" in everything or any(str(number) in everything for number in left):
        raise OfNoShapeError
    return sql, said


def _own(value: Any) -> Any:
    """What a value stands for; itself where it stands for nothing."""
    named = {number: name for name, number in _NUMBER.items()}
    if isinstance(value, int) and value in named:
        return Own((named[value],)) if named[value] in ALONE else _OneOf(named[value])
    if isinstance(value, list) and value:
        names = tuple(named.get(one, "") for one in value)
        return Own(names) if all(name and name not in ALONE for name in names) else value
    if isinstance(value, StandInDay):
        name = min(_DAYS, key=lambda one: abs(_DAYS[one] - value.year))
        return OnDay(name, dt.timedelta(value.toordinal() - StandInDay.of(name).toordinal()))
    return value
