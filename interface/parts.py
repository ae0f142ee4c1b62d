"""The parts of Placebook, each the page from which it begins, as their subjects declare them.

The page of all parts, the page *Add* and search read them: whoever may open a part finds it there
by its name or by other words that people use for it. Nobody is led to a page that refuses them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.urls import reverse


class Theme(StrEnum):
    """The heads under which parts stand, in their order."""

    OWN = "Yours"
    PLACES = "Places and organisations"
    PILOTS = "Pilots and what was learned"
    BARRIERS = "Barriers"
    MONEY = "Money and priorities"
    PEOPLE = "People to work with"
    KEEPING = "Looking after the record"
    ABOUT = "About Placebook"


def everyone(user: Any) -> bool:
    """Signed in or not."""
    return True


def signed_in(user: Any) -> bool:
    """Whoever has an account."""
    return bool(user.is_authenticated)


def everyone_of(user: Any, record: Any) -> bool:
    """Whoever reads the record."""
    return True


def signed_in_of(user: Any, record: Any) -> bool:
    """Whoever reads the record and has an account."""
    return bool(user.is_authenticated)


def nobody(user: Any) -> bool:
    """No reader."""
    return False


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A page whose address names no record.

    ``says`` is a line about it, ``words`` are what people type besides for it. ``permission`` asks
    who may open it, by the reader's roles, which are read once. One that ``adds`` something is a
    form for a new record. ``query`` narrows a list to a kind that people know by a name of its own.
    One that stands ``within`` another page is reached from there, and by search; it is no entry of
    the page of all parts, but first among those of people who use it: whose it is ``yours`` says.
    A form within a list is the button of that list, and no line of *Add*. ``on_topic`` is what the
    page of a topic calls this list, which its address narrows to that.
    """

    page: str
    label: str
    says: str
    theme: Theme
    order: int
    words: str = ""
    permission: Callable[[Any], bool] = everyone
    adds: bool = False
    query: str = ""
    within: str = ""
    yours: Callable[[Any], bool] = nobody
    on_topic: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page) + self.query


@dataclass(frozen=True, kw_only=True)
class RecordMenuItem:
    """A page below each record of one kind: ``of`` is "place", "pilot", "board" …, whose ``key``
    its address takes. A list of other records that ``narrows`` to it takes the key in that filter.

    ``permission`` asks who may open it for one record. ``counts`` says how many stand there, of
    what the page of the record counted of it (``how_many``). ``tab`` is its place among the tabs
    of the record, 0 for none. Of the others one that stands ``apart`` is on the page of all pages
    alone, unless something is counted there, and one ``if_any`` is left out where nothing is.

    One that stands ``within`` another page of the record is reached from there, and by search; a
    form within a list is the button of that list, and no line of *Add*.

    ``words`` are what people type for it; ``answer`` is how search answers who types them with the
    name of a record, before that name: "Pilots in".
    """

    page: str
    label: str
    says: str
    of: str
    order: int = 0
    words: str = ""
    permission: Callable[[Any, Any], bool] = everyone_of
    adds: bool = False
    counts: Callable[[Any], Any] | None = None
    tab: int = 0
    apart: bool = False
    if_any: bool = False
    answer: str = ""
    key: str = "slug"
    narrows: str = ""
    within: str = ""

    def how_many(self, counted: Any) -> str:
        """How many stand there, in words; empty where nobody counts them, and for none."""
        return str(self.counts(counted) or "") if self.counts and counted else ""

    def url(self, record: Any) -> str:
        """The page for this record."""
        key = getattr(record, self.key)
        if self.narrows:
            return f"{reverse(self.page)}?{self.narrows}={key}"
        return reverse(self.page, args=[key])


AnyPart = TypeVar("AnyPart", MenuItem, RecordMenuItem)


def called(parts: Iterable[AnyPart], typed: str) -> list[AnyPart]:
    """Those that are called so: each word typed begins one of theirs, whichever form it has.

    Those whose label says it come first.
    """
    asked = [_stem(word) for word in _words(typed)]
    if not asked:
        return []
    found = [part for part in parts if _holds(f"{part.label} {part.words}", asked)]
    return sorted(found, key=lambda part: not _holds(part.label, asked))


def is_named(label: str, typed: str) -> bool:
    """Whether the whole of a label was typed, whichever form its words have."""
    return _holds(typed, [_stem(word) for word in _words(label)])


def _holds(text: str, asked: list[str]) -> bool:
    words = _words(text)
    forms = {*words, *map(_stem, words)}
    return all(any(form.startswith(each) for form in forms) for each in asked)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _stem(word: str) -> str:
    """A word without the ending of its plural: "barriers" also finds "barrier"."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
