"""What others have that speaks for a place: the latest few records of a kind, and how many.

It stands beside the place's own, each line saying whose it is, and is in no count of the place. A
number leads to the list of the pilot or of the council, which has as many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interface.nothing import Around, address_with, around_of, rows_with
from interface.paging import BoundedCount
from partnerships.models import Place
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.head import of
from pilots.place.speaks_for import SpeaksFor, speaks_for

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


@dataclass(frozen=True, slots=True)
class BesideList:
    """What stands below a list that is narrowed to a place within a council."""

    chosen: LeavesOutExamples
    place: Place
    of_whom: SpeaksFor
    around: Sequence[Around]

    @property
    def asked(self) -> dict[str, Any]:
        """Whose rows are looked for, as the rows of others are asked."""
        councils = [one.record.pk for one in self.around]
        return {"place": self.place, "pilots": self.of_whom.pilots.ids, "councils": councils}

    @contextmanager
    def rows(self) -> Iterator[QuerySet[Any]]:
        """All rows under whatever other filters are in use, made up where the place is."""
        asks = self.chosen.asking_examples(asks=bool(self.place.is_example))
        with asks, rows_with(self.chosen, {"place": None}) as rows:
            yield rows

    def of_councils(self) -> Iterator[QuerySet[Any]]:
        """The rows of each council, under the same filters."""
        for one in self.around:
            with rows_with(self.chosen, {"place": one.record}) as rows:
                yield rows

    def counts(self, numbers: Iterable[BoundedCount]) -> list[tuple[str, str]]:
        """How many each council has, and its list under the same filters; none where it has none
        that is not told already (an empty count)."""
        councils = (one.record for one in self.around)
        there = [pair for pair in zip(councils, numbers, strict=True) if pair[1]]
        return counts_of(there, lambda key: address_with(self.chosen, "place", key))


def beside_of(user: Any, chosen: LeavesOutExamples) -> BesideList | None:
    """What is asked below the list of a place within a council. Two queries; None, and none, where
    no such place is chosen."""
    place = chosen.form.cleaned_data.get("place") if chosen.form.is_valid() else None
    if place is None or not (of_whom := speaks_for(user, place)):
        return None
    return BesideList(chosen, place, of_whom, around_of(chosen, "place"))


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
