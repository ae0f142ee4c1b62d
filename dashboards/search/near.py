"""What is spelt nearly as somebody typed, for when nothing holds their words.

Names of every kind that has an index of them are looked through, and only of what the reader may
see. A word of theirs that is close to one that was typed is offered in its place: so a misspelt
word in the text of a barrier or a lesson comes right as well, and no hidden text is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.db.models import QuerySet

from partnerships.models import Topic
from partnerships.names import near
from partnerships.search import Found, Suggested
from records.subjects import declared

READ = 12
SHOWN = 6
# How alike two words are at least, from 0 to 1, and how long a word is at least that is put right.
ALIKE, SHORTEST = 0.7, 4


@dataclass(frozen=True)
class Near:
    """Records spelt nearly so, the nearest first, and the words put right; empty for none."""

    found: list[Found] = field(default_factory=list)
    words: str = ""


def build(user: Any, typed: str) -> Near:
    """Four queries, whatever is found.

    Job roles and priorities are left out: their keys hold whole texts, and comparing them
    took longer than all the rest.
    """
    rows = [
        (name.nearness, name.name_key, kind.line(kind.of(name)))
        for kind in declared(Suggested)
        if kind.names is not None
        for name in _nearest(kind.names(user), typed)
    ]
    rows.sort(key=lambda row: -row[0])
    said = {word for _, key, _ in rows for word in key.split()}
    said |= {word for name in _topics() for word in name.lower().split()}
    return Near(_once(found for _, _, found in rows), _put_right(typed, said))


def _nearest(names: QuerySet, typed: str) -> QuerySet:
    return near(names, typed).order_by("-nearness", "pk")[:READ]


def _topics() -> Iterable[str]:
    return Topic.objects.values_list("name", flat=True)


def _once(found: Iterable[Found]) -> list[Found]:
    """Each record once: a place may be near by several names."""
    return list({one.url: one for one in found}.values())[:SHOWN]


def _put_right(typed: str, said: set[str]) -> str:
    """The words typed with each unknown one replaced by the nearest that is said somewhere."""
    words = typed.lower().split()
    right = [_nearest_word(word, said) for word in words]
    return " ".join(right) if right != words else ""


def _nearest_word(word: str, said: set[str]) -> str:
    if len(word) < SHORTEST or word in said:
        return word
    return next(iter(get_close_matches(word, sorted(said), n=1, cutoff=ALIKE)), word)
