"""What a map of places is coloured by: for each place a figure, or why it has none, in words.

``Counted`` is what the reader sees of pilots or barriers; ``official`` and ``money`` have the other
figures, and ``choice`` picks the one that an address asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import QuerySet

from geography.models import Attribution
from interface.charts.classes import Classes, classes
from interface.charts.classes import Value as Figure
from interface.columns import Column
from interface.words import count_words

# Of more at one council the map says only that: each is asked whether the reader may see it
MOST_COUNTED = 100

# Each group of choices by its name: the key and the label of each figure in it
Choices = tuple[tuple[str, list[tuple[str, str]]], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of one place. ``figure`` is None where it is in no class.

    ``is_none``: there is nothing to see, which is another thing than not known, and than zero.
    """

    words: str
    figure: Figure | None = None
    is_none: bool = False


@dataclass(frozen=True, kw_only=True)
class Colouring:
    """What the reader picked. ``counted`` are the records of a count; None for another figure.

    ``none_words`` and ``unknown_words`` stand in the key for areas that are in no class, ``about``
    says what the figure counts, ``when`` its release and day; ``short`` heads its column, and
    ``lowest_first`` is for ranks, of which the first is the most.
    """

    key: str
    label: str
    choices: Choices
    short: str = ""
    lowest_first: bool = False
    about: str = ""
    when: str = ""
    none_words: str = ""
    unknown_words: str = "not known"
    problem: str = ""
    counted: QuerySet[Any] | None = None
    attributions: tuple[Attribution, ...] = ()

    def of(self, places: Collection[int]) -> Self:
        """The same with the figures of these places at hand."""
        return self

    def at(self, place: int, count: int = 0) -> Reading:
        """What is said of a place; ``count`` is how many of ``counted`` it has."""
        raise NotImplementedError

    def number(self, reading: Reading) -> str:
        """What stands in its tile; empty for a figure that is no count."""
        return ""

    def classes(self, readings: Iterable[Reading]) -> Classes:
        """The classes of what is known; what has none is no class but says so by itself."""
        figures = [
            reading.figure
            for reading in readings
            if reading.figure is not None and not reading.is_none
        ]
        return classes(figures, from_to(self.step_words))

    def step_words(self, figure: Figure) -> str:
        """An end of a class in words."""
        return str(figure)

    def sentence(self, readings: Mapping[str, Reading]) -> str:
        """What it says of these councils as a whole; each by its name, the highest first."""
        raise NotImplementedError

    def missing(self, readings: Collection[Reading]) -> str:
        """Of how many of these councils it says nothing; empty where that needs no words."""
        return ""

    def columns(self) -> tuple[Column, ...]:
        """The columns of the list’s file that hold it; its rows are places."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Counted(Colouring):
    """How many pilots or barriers the reader sees at each place; the list counts them anyway."""

    noun: str

    def at(self, place: int, count: int = 0) -> Reading:
        """The count, no further than the most."""
        if count > MOST_COUNTED:
            return Reading(f"{_up_to_most(count)} {self.noun}s", count)
        if count:
            return Reading(count_words(count, self.noun), count)
        return Reading(f"no {self.noun} to see", 0, is_none=True)

    def number(self, reading: Reading) -> str:
        """The count as short as it stands in a tile; nothing for none."""
        if reading.figure == MOST_COUNTED + 1:
            return f"{MOST_COUNTED}+"
        return str(reading.figure or "")

    def step_words(self, figure: Figure) -> str:
        """A count in words."""
        return _up_to_most(figure)

    def sentence(self, readings: Mapping[str, Reading]) -> str:
        """How many of them have any."""
        having = sum(not reading.is_none for reading in readings.values())
        has = "has" if having == 1 else "have"
        councils = count_words(len(readings), "council")
        return f"{having or 'None'} of {councils} {has} a {self.noun} that you can see."


def from_to(said: Callable[[Figure], str]) -> Callable[[Figure, Figure], str]:
    """The words of a class, by the words of its ends."""
    return lambda low, high: said(low) if low == high else f"{said(low)} to {said(high)}"


def _up_to_most(count: Figure) -> str:
    return f"more than {MOST_COUNTED}" if count == MOST_COUNTED + 1 else str(count)
