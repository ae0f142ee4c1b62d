"""Councils in the order of a figure: what a map shows, as a list that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboards.directory.colouring import Colouring, Reading
from interface.columns import Column
from partnerships.models import Place
from records.addresses import address


@dataclass(frozen=True, slots=True)
class Council:
    """One council that has an outline, with what is said of it."""

    pk: int
    code: str
    name: str
    slug: str
    region: str
    reading: Reading

    def get_absolute_url(self) -> str:
        """Its page."""
        return address("place", self.slug)


@dataclass(frozen=True, slots=True)
class Row:
    """A council, or another place that is outlined, and where it stands among all councils.

    ``rank`` is None without a number; ``is_joint``: others have the same.
    """

    place: Council | Place
    reading: Reading
    rank: int | None = None
    is_joint: bool = False
    is_outlined: bool = False

    @property
    def rank_words(self) -> str:
        """ "51, joint"; empty where it has no rank."""
        return f"{self.rank}{', joint' if self.is_joint else ''}" if self.rank else ""


def ranked(councils: Iterable[Council], picked: Colouring, outlined: frozenset[int]) -> list[Row]:
    """These councils, the highest figure first and by name where it is the same.

    The first of ranks is the highest; what is in no class comes last, and words by the alphabet.
    """
    by_name = sorted(councils, key=lambda one: one.name)
    known = [one for one in by_name if one.reading.figure is not None]
    is_words = any(isinstance(one.reading.figure, str) for one in known)
    turned = not is_words and not picked.lowest_first
    known.sort(key=lambda one: one.reading.figure or 0, reverse=turned)
    alike = Counter(one.reading.figure for one in known)
    rows, rank = [], 0
    for number, one in enumerate(known, 1):
        if number == 1 or one.reading.figure != known[number - 2].reading.figure:
            rank = number
        joint = alike[one.reading.figure] > 1
        rows.append(Row(one, one.reading, None if is_words else rank, joint, one.pk in outlined))
    unknown = [one for one in by_name if one.reading.figure is None]
    return [*rows, *(Row(one, one.reading, is_outlined=one.pk in outlined) for one in unknown)]


def for_place(column: Column) -> Column:
    """A column of places as one of these rows."""
    return replace(column, value=lambda row: column.value(row.place))
