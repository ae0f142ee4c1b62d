"""How one cell of an import is read: a text, a choice, the name of a record.

A reader gives what is written, or raises Unread with what is wrong in the person's words. What it
cannot know by itself (a name that nothing here has, a choice in other words) it raises as Unknown:
the person is asked what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import QuerySet

from interface.words import capitalised, one_line
from registry.unsaid import names_nobody, says_nothing

LONGEST_EMAIL = 254
_MARKS = re.compile(r"[^\w]+")
_PARTED = re.compile(r"\s[-–—]\s|[(/:;,]")
_NUMBER = re.compile(r"[\d\s.,/%-]+(?:of[\d\s]+)?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Unread(ValueError):  # noqa: N818 - the message is for the person
    """A cell that cannot be read, and why."""


class Unknown(Exception):  # noqa: N818 - a question
    """A cell whose words are not known: the person is asked."""


class Elsewhere(str):
    """What a cell says of where a row is, in words, if that is not where the file is brought to."""

    __slots__ = ()


WHOLE_COUNTRY = Elsewhere("is for a whole country")


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """A name without capitals, marks and double spaces."""
    return (
        _MARKS.sub(" ", text.casefold().replace("’", "").replace("'", "")).strip().replace("_", " ")
    )


def is_number(text: str) -> bool:
    """Whether a cell holds a number alone: "3", "2.5", "3 of 5"."""
    return bool(_NUMBER.fullmatch(text.strip()))


def in_a_scale(text: str) -> float:
    """Where a number alone stands among others; words, which have no such order, come first."""
    found = re.search(r"\d+(?:\.\d+)?", text) if is_number(text) else None
    return float(found[0]) if found else -1


@dataclass(frozen=True)
class Known:
    """What is known of the names in one column of one file: by ``plain`` text, what is meant.

    None stands for "leave it empty". ``several`` are names that more than one record has.
    """

    meant: Mapping[str, Any] = field(default_factory=dict)
    several: Iterable[str] = ()


class Reader:
    """Reads a cell that holds something. ``known`` is what was found and answered of names."""

    asks = False
    tells_elsewhere = False  # its kind sees to rows that are elsewhere

    def read(self, text: str, known: Known) -> Any:
        """What is written. Raises Unread, and Unknown where ``asks``."""
        raise NotImplementedError

    def is_empty(self, text: str, known: Known) -> bool:
        """Whether a cell only says that nothing is known, and so is as good as empty: "TBC"."""
        return says_nothing(text)

    def asked_as(self, text: str) -> str:
        """What is asked of the whole column where this text is not known; empty for each by
        itself."""
        return ""

    def less_than(self, text: str, known: Known) -> str:
        """As what a text is kept, where that is less than it says."""
        return ""

    def into(self, column: str, value: Any) -> dict[str, Any]:
        """The columns that a value fills."""
        return {column: value}

    def under(self, heading: str) -> Reader:
        """How cells are read under this heading, which may say something of each."""
        return self

    def words(self, value: Any) -> str:
        """A value as people read it."""
        return str(value)

    def words_in(self, column: str, said: Mapping[str, Any]) -> str:
        """What a record says in ``column``, and in those that its value fills besides."""
        return self.words(said[column])


class AsksOfColumn(Reader):
    """What asks once for all cells of its column that it cannot tell by themselves."""

    asks = True

    def asking(self, about: str, text: str) -> tuple[str, list[tuple[Any, str]], Any]:
        """The question for the whole column, its answers and the likeliest of them."""
        raise NotImplementedError


def _no_longer(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unread(f"has {len(text):,} characters. At most {longest:,} are kept: shorten it")
    return text


@dataclass(frozen=True)
class Text(Reader):
    """Words, on one line or several, of a length that the record takes."""

    longest: int
    lines: bool = False

    def read(self, text: str, known: Known) -> str:
        if not text.isprintable():  # few are not
            text = _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = text.strip()
        if not self.lines:
            text = " ".join(text.split())
        return _no_longer(text, self.longest)


@dataclass(frozen=True)
class PersonName(Text):
    """The name of a person; "(vacant)" is none."""

    def is_empty(self, text: str, known: Known) -> bool:
        return names_nobody(text)


@dataclass(frozen=True)
class Email(Reader):
    """An address for email."""

    def read(self, text: str, known: Known) -> str:
        text = one_line(text).removeprefix("mailto:").strip()
        try:
            EmailValidator()(text)
        except ValidationError:
            raise Unread(f"“{text[:60]}” is no email address") from None
        if len(text) > LONGEST_EMAIL:
            raise Unread(f"“{text[:60]}…” is longer than an email address can be")
        return text


@dataclass(frozen=True)
class Link(Reader):
    """The address of a web page."""

    def read(self, text: str, known: Known) -> str:
        text = one_line(text).strip()
        text = text if "://" in text else f"https://{text}"
        try:
            URLValidator(["http", "https"])(text)
        except ValidationError:
            raise Unread(f"“{text[:60]}” is no web address") from None
        if len(text) > 500:
            raise Unread("is longer than 500 characters")
        return text


@dataclass(frozen=True)
class Number(Reader):
    """A whole number within limits."""

    low: int
    high: int

    def read(self, text: str, known: Known) -> int:
        if not (text.isascii() and text.isdecimal() and self.low <= int(text[:9]) <= self.high):
            raise Unread(f"“{text[:20]}” is no whole number from {self.low} to {self.high}")
        return int(text)


@dataclass(frozen=True)
class YesNo(Reader):
    """Yes or no."""

    def read(self, text: str, known: Known) -> bool:
        match plain(text):
            case "yes" | "y" | "true" | "1" | "x":
                return True
            case "no" | "n" | "false" | "0":
                return False
        raise Unread(f"“{text[:20]}” is neither yes nor no")

    def words(self, value: Any) -> str:
        return "Yes" if value else "No"


@dataclass(frozen=True)
class Choice(Reader):
    """One of a few. ``also`` are other words for them, read so and shown; ``perhaps`` those that
    are only offered as what is probably meant. ``hints`` are what each choice means."""

    choices: tuple[tuple[Any, str], ...]
    also: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[Any, str] = field(default_factory=dict)
    perhaps: Mapping[str, Any] = field(default_factory=dict)
    asks = True

    @classmethod
    def of(cls, model: Any, column: str, **also: Any) -> Choice:
        """The choices of a column of a model; ``live="in progress, active"`` adds words."""
        field_of = model._meta.get_field(column)
        words = {plain(word): value for value, text in also.items() for word in text.split(",")}
        return cls(tuple((value, str(label)) for value, label in field_of.choices), words)

    def read(self, text: str, known: Known) -> Any:
        key = plain(text)
        if key in self._by_word:
            return self._by_word[key]
        if key in known.meant:
            return known.meant[key]
        raise Unknown

    def is_empty(self, text: str, known: Known) -> bool:
        if not says_nothing(text):
            return False
        key = plain(text)  # of a dash it is empty, and what the empty cells mean was answered apart
        return not (key and (key in self._by_word or key in known.meant or key in self.also))

    @cached_property
    def _by_word(self) -> dict[str, Any]:
        """The choices by their words, the first of those that share one. A number says nothing of
        one: 3 of 5 is not the third of ours."""
        words: dict[str, Any] = {}
        for value, label in self.choices:
            words.setdefault(plain(label), value)
            if isinstance(value, str):
                words.setdefault(plain(value), value)
        return words

    def guess(self, text: str) -> Any:
        """What is probably meant, by all of it or by its first part; None where nothing is."""
        for words in (self.also, self.perhaps):
            if (key := plain(text)) in words:
                return words[key]
        first = plain(_PARTED.split(text)[0])
        return self._by_word.get(first, self.also.get(first))

    def knows(self, text: str) -> bool:
        """Whether it is one of the choices, in its own words."""
        return plain(text) in self._by_word

    def words(self, value: Any) -> str:
        return capitalised(dict(self.choices).get(value, str(value)))

    @property
    def listed(self) -> list[tuple[Any, str]]:
        """The choices with capitals."""
        return [(value, capitalised(label)) for value, label in self.choices]


class Told(Choice):
    """One of a few that is told besides, of what is asked of: other words say nothing."""

    asks = False

    def read(self, text: str, known: Known) -> Any:
        return self._by_word.get(plain(text), self.guess(text))


# A query of these three columns, or such rows themselves
Alike = QuerySet[Any, Any] | Sequence[tuple[Any, str, str]]


@dataclass(frozen=True)
class Named(Reader):
    """A record, by its name. ``rows`` are those that the person may name there.

    ``if_left`` is what follows where none is meant, if that is more than an empty cell; that is
    proposed where ``is_left_likely`` and nothing else is. ``alike``
    is asked of names that no record has: other ways to write one, as rows of its key, its name so
    written and its label; what the first of them knows the next is not asked. ``apart`` tells
    records of one name apart. ``said_otherwise`` says what names mean that no record has, or that
    it is Elsewhere. Of those that ``are_added`` a new one may come in with the file. Where there
    are few, it ``offers_all``; ``also`` are other words that probably mean one of that name.
    """

    rows: Callable[[Any], QuerySet[Any]]
    noun: str
    names: tuple[str, ...] = ("name",)
    suggest: str = ""
    exact: tuple[str, ...] = ("name__iexact",)
    most: int | None = 10_000  # different names that a column may hold
    if_left: str = ""
    is_left_likely: bool = False
    alike: Callable[[Any], Iterable[Alike]] = lambda _: ()
    apart: Callable[[Sequence[int]], Mapping[int, str]] = lambda _: {}
    are_added: bool = False
    said_otherwise: Callable[[Any, Iterable[str]], Mapping[str, Any]] = lambda *_: {}
    offers_all: bool = False
    also: Mapping[str, str] = field(default_factory=dict)
    asks = True
    holds_several = False

    def is_empty(self, text: str, known: Known) -> bool:
        return says_nothing(text) and (not (key := plain(text)) or key not in known.meant)

    def read(self, text: str, known: Known) -> Any:
        key = plain(text)
        if key in known.meant:
            return known.meant[key]
        raise Unknown

    def each(self, text: str) -> Iterable[str]:
        """The names that a cell holds."""
        return (text,)


@dataclass(frozen=True)
class Recognised(Named):
    """A record by its name or number; what nobody knows stays in the words of the file.

    Those words are kept where they have a ``longest``; otherwise nothing is. Of a name that several
    records have it is asked which, where it ``asks_which``.
    """

    longest: int = 0
    asks_which: bool = False
    most: int | None = None  # nobody is asked of them
    asks = False
    tells_elsewhere = True

    def read(self, text: str, known: Known) -> Any:
        key = plain(text)
        if key in known.meant:
            return known.meant[key]
        if self.asks_which and key in known.several:
            raise Unknown
        return _no_longer(one_line(text), self.longest) if self.longest else one_line(text)


@dataclass(frozen=True)
class SeveralNamed(Named):
    """Records by their names, with semicolons or commas between them."""

    holds_several = True

    def read(self, text: str, known: Known) -> Any:
        made = [Named.read(self, name, known) for name in self.each(text)]
        here = [value for value in made if value is not None and not isinstance(value, Elsewhere)]
        away = next((value for value in made if isinstance(value, Elsewhere)), None)
        return away if away is not None and not here else here

    def each(self, text: str) -> Iterable[str]:
        names = text.replace("\n", ";").replace("|", ";").replace(" / ", ";")
        parts = names.split(";" if ";" in names else ",")
        return [part.strip() for part in parts if part.strip()]
