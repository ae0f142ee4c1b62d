"""What others have that speaks for a place: the latest few records of a kind, and how many.

It stands beside the place's own, each line saying whose it is, and is in no count of the place. A
number leads to the list of the pilot or of the council, which has as many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from interface.paging import BoundedCount
from partnerships.place.head import of

MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One record of another, and whose it is: "of the pilot here"."""

    title: str
    url: str
    whose: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """The latest few records of a kind, and how many others have, each number with its list."""

    lines: Sequence[Line] = ()
    counts: Sequence[tuple[str, str]] = ()

    @property
    def words(self) -> str:
        """ "3 of the pilot here; all 5 of County Durham"."""
        return "; ".join(words for words, _ in self.counts)

    @property
    def first(self) -> str:
        """The nearest of them alone; empty where there is none."""
        return self.counts[0][0] if self.counts else ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.counts)


NOTHING = Part()


def all_of(council: Any, count: BoundedCount) -> str:
    """How many are a council's: "all 5 of County Durham"."""
    every = "all " if count.count > 1 and not count.more else ""
    return f"{every}{count.label} {of(council)}"


def counts_of(
    councils: Iterable[tuple[Any, BoundedCount]],
    url: Callable[[str], str],
    words: Callable[[Any, BoundedCount], str] = all_of,
) -> list[tuple[str, str]]:
    """How many each council has in all, where it has any, and their list.

    A county has what its district has; it is named where it has more.
    """
    made: list[tuple[str, str]] = []
    before = BoundedCount(0)
    for council, count in councils:
        if count == before and not count.more:
            continue
        before = count
        made.append((words(council, count), url(council.slug)))
    return made
