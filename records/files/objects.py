"""JSON that holds a list of objects, as rows: a column for each path to a value within them.

The value of ``{"funder": [{"name": "A"}]}`` stands in the column ``funder/0/name``. The file is
read twice, an object at a time: first for the paths, then for the rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, Any

from records.files.tables import Unreadable

NOT_JSON = "The JSON cannot be read: {problem}, in line {line}"
# What the decoder finds wrong, by how its message begins, in words of the person who sends it
WRONG = {
    "Expecting value": "a value is missing",
    "Expecting property name": "a name in quotation marks is missing",
    "Expecting ':'": "a colon after a name is missing",
    "Expecting ','": "a comma or a closing bracket is missing",
    "Illegal trailing comma": "a comma stands before a closing bracket",
    "Unterminated string": "a text has no closing quotation mark",
    "Invalid control character": "a text has a line break in it",
    "Invalid \\": "a backslash is followed by a character that is not allowed there",
    "Extra data": "something stands after its end",
}
OTHERWISE = "it is not written as JSON is"
NO_LIST = "The JSON holds no list of objects"
TOO_LONG = (
    "The JSON holds a single value of more than {millions} million characters, in line {line}. "
    "Send a list of objects that are shorter, or an object that holds such a list"
)
DEEPEST = 6
PIECE = 2**20  # characters
LONGEST = 8 * PIECE  # of one object
_NEAR = 20  # characters before the end: what stands there may be cut off
GRANTS = "grants"
_decoder = json.JSONDecoder(parse_float=Decimal)


@dataclass
class _List:
    """A list in the JSON: under which key, how long, and the paths to the values of its objects."""

    key: str | None
    objects: int = 0
    is_of_objects: bool = True
    paths: dict[str, None] = field(default_factory=dict)

    def add(self, each: Any) -> None:
        self.objects += 1
        self.is_of_objects = self.is_of_objects and isinstance(each, dict)
        if self.is_of_objects:
            self.paths.update(dict.fromkeys(path for path, _ in _values(each, "", 0)))

    @property
    def is_one(self) -> bool:
        return self.is_of_objects and self.objects > 0


def rows(open_text: Callable[[], IO[str]]) -> Iterator[tuple[int, list[str]]]:
    """The paths as a head, numbered 0, then each object by its number. Raises Unreadable."""
    lists: dict[int, _List] = {}
    for at, key, each in _items(open_text()):
        lists.setdefault(at, _List(key)).add(each)
    named = [one for one in lists.values() if one.key == GRANTS]
    longest = max((one for one in named or lists.values() if one.is_one), default=None,
                  key=lambda one: one.objects)  # fmt: skip
    if longest is None:
        raise Unreadable(NO_LIST)
    chosen = next(at for at, one in lists.items() if one is longest)
    paths, number = list(longest.paths), 0
    yield 0, paths
    for at, _, each in _items(open_text()):
        if at == chosen:
            number += 1
            values = dict(_values(each, "", 0))
            yield number, [values.get(path, "") for path in paths]


def _items(text: IO[str]) -> Iterator[tuple[int, str | None, Any]]:
    """What stands in each list: which list it is, its key, the value. Raises Unreadable."""
    read = _Text(text)
    try:
        if read.begins("["):
            yield from ((0, None, each) for each in read.listed())
        elif read.begins("{"):
            yield from _in_object(read)
        else:
            raise Unreadable(NO_LIST)
        read.ends()
    except json.JSONDecodeError as problem:
        line = read.lines + problem.lineno
        raise Unreadable(NOT_JSON.format(problem=_plain(problem), line=line)) from problem
    except (RecursionError, ValueError) as problem:  # too deep, or a number too long to be one
        if isinstance(problem, Unreadable):
            raise
        raise Unreadable(NO_LIST) from problem


def _plain(problem: json.JSONDecodeError) -> str:
    said = (words for begins, words in WRONG.items() if problem.msg.startswith(begins))
    return next(said, OTHERWISE)


def _in_object(read: _Text) -> Iterator[tuple[int, str | None, Any]]:
    number = 0
    for key in read.names():
        if read.begins("["):
            number += 1
            yield from ((number, key, each) for each in read.listed())
        else:
            read.value()


class _Text:
    """JSON that is read from its beginning on, of which a piece at a time is held."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.held, self.at, self.lines, self.is_all = file, "", 0, 0, False

    def begins(self, mark: str) -> bool:
        """Whether this comes next; it is not taken."""
        return self._next() == mark

    def listed(self) -> Iterator[Any]:
        """Each value of the list that begins here."""
        yield from (self.value() for _ in self._each("]", "Expecting value"))

    def names(self) -> Iterator[str]:
        """Each key of the object that begins here; its value is to be taken before the next."""
        wrong = "Expecting property name enclosed in double quotes"
        for _ in self._each("}", wrong):
            if not self.begins('"'):
                raise self._wrong(wrong)
            key = self.value()
            if self._next() != ":":
                raise self._wrong("Expecting ':' delimiter")
            self.at += 1
            yield key

    def ends(self) -> None:
        """Nothing may come after it."""
        if self._next():
            raise self._wrong("Extra data")

    def value(self) -> Any:
        """The value that comes next."""
        self._next()
        while True:
            try:
                value, end = _decoder.raw_decode(self.held, self.at)
            except json.JSONDecodeError as problem:
                if self.is_all:
                    raise
                if len(self.held) - self.at > LONGEST:
                    if self._is_cut(problem):
                        line = self.lines + self.held.count("\n", 0, self.at) + 1
                        said = TOO_LONG.format(millions=LONGEST // 10**6, line=line)
                        raise Unreadable(said) from problem
                    raise
            else:
                if end < len(self.held) or self.is_all:  # else a number may go on
                    self.at = end
                    return value
            self._more()

    def _each(self, last: str, wrong: str) -> Iterator[None]:
        self.at += 1
        if self._next() == last:
            self.at += 1
            return
        while True:
            yield
            mark = self._next()
            self.at += 1
            if mark == last:
                return
            if mark != ",":
                self.at -= 1
                raise self._wrong("Expecting ',' delimiter")
            if self._next() in ("", last):
                raise self._wrong(wrong)

    def _next(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self.at < len(self.held) and self.held[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.held):
                return self.held[self.at]
            if self.is_all:
                return ""
            self._more()

    def _more(self) -> None:
        """Hold as much more as is held, so that what is long is not decoded again and again."""
        self.lines += self.held.count("\n", 0, self.at)
        rest = self.held[self.at :]
        piece = self.file.read(max(PIECE, len(rest)))
        self.held, self.at, self.is_all = rest + piece, 0, not piece

    def _is_cut(self, problem: json.JSONDecodeError) -> bool:
        """Whether a value may only be wrong because more of it follows."""
        is_in_text = problem.msg.startswith("Unterminated string")
        return is_in_text or problem.pos > len(self.held) - _NEAR

    def _wrong(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self.held, self.at)


def _values(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        return
    match value:
        case str():
            yield path, _kept(value).strip()
        case dict():
            for key, each in value.items():
                name = _kept(key)
                yield from _values(each, f"{path}/{name}" if path else name, depth + 1)
        case list():
            for number, each in enumerate(value):
                yield from _values(each, f"{path}/{number}", depth + 1)
        case None:
            return
        case bool():
            yield path, "yes" if value else "no"
        case Decimal():
            yield path, f"{value:f}"
        case _:
            yield path, str(value)


def _kept(text: str) -> str:
    """A text without what JSON can write and nothing can keep: no character, or half of one."""
    return text.replace("\x00", " ").encode(errors="replace").decode()
