"""A list that is shown in part, and says how much of it is left out, and where the whole is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interface.paging import BoundedCount
from interface.words import number


@dataclass(frozen=True, slots=True)
class Cut:
    """The first ``rows`` of ``in_all``, all of which the reader may see; ``url`` lists the rest."""

    rows: Sequence[Any]
    in_all: BoundedCount
    url: str = ""

    @property
    def words(self) -> str:
        """ "and 5 more", "and at least 5 more", "and others"; empty where all are shown."""
        left = max(self.in_all.count - len(self.rows), 0)
        if self.in_all.more or (self.in_all.before and not left):
            return "and others"
        return f"and {self.in_all.before}{number(left)} more" if left else ""

    @property
    def way(self) -> str:
        """Where the rest is; empty where nothing is left out."""
        return self.url if self.words else ""

    def __bool__(self) -> bool:
        return bool(self.rows)

    def first(self, shown: int) -> Cut:
        """No more than so many of them, the others counted as left out."""
        return Cut(self.rows[:shown], self.in_all, self.url)


def cut(rows: Sequence[Any], shown: int, url: str = "", *, more: bool = False) -> Cut:
    """The first so many of rows that are at hand; ``more``: there are others besides."""
    return Cut(rows[:shown], BoundedCount(len(rows), more), url)
