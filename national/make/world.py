"""What was made so far, and how things are spread over it: a few places have most."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple, TypeVar

from national.make.copying import write_history
from national.make.sizes import Sizes
from records.copying import Row, copy
from records.history import is_tracked
from records.models import Visibility

T = TypeVar("T")


class Life(NamedTuple):
    """How a pilot stands, and its first and last day."""

    status: str
    start: str
    end: str


class MadeBarrier(NamedTuple):
    """How a barrier stands, when it was logged and closed, and the number of its kind."""

    status: str
    logged: str
    closed: str | None
    category: int | None


NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
_LEVELS = [level.value for level in Visibility]


def skewed(number: int) -> list[float]:
    """Cumulative weights of ranks: the first has the most, a long tail has a little."""
    return list(accumulate(1 / rank**0.8 for rank in range(1, number + 1)))


@dataclass
class World:
    """Ids and names by which later tables refer to earlier ones. The same seed, the same world."""

    sizes: Sizes
    random: Random
    today: dt.date = TODAY
    place_names: list[str] = field(default_factory=list)  # by id - 1
    reach: list[list[int]] = field(default_factory=list)  # by place id - 1, sorted
    ranked_places: list[int] = field(default_factory=list)  # the busiest first
    place_weights: list[float] = field(default_factory=list)
    programme_weights: list[float] = field(default_factory=list)
    pilots: list[tuple[int, int]] = field(default_factory=list)  # lead place, programme; by id - 1
    flow_places: list[int] = field(default_factory=list)  # by id - 1
    lives: list[Life] = field(default_factory=list)  # of pilots, by id - 1
    barriers: list[MadeBarrier] = field(default_factory=list)  # by id - 1
    made: Counter[str] = field(default_factory=Counter)
    filled: list[Any] = field(default_factory=list)

    def fill(
        self, model: Any, columns: Sequence[str], rows: Any, before: dict[str, str] | None = None
    ) -> None:
        """COPY the rows of a table and write their history."""
        self.made["rows"] += copy(model, columns, rows)
        self.filled.append(model)
        if is_tracked(model):
            self.made["history rows"] += write_history(model, before)

    def places(self, number: int) -> list[int]:
        """That many places, the busy ones often."""
        return self.random.choices(self.ranked_places, cum_weights=self.place_weights, k=number)

    def programmes(self, number: int) -> list[int]:
        """That many programmes, the large ones often."""
        ids = range(1, self.sizes.programmes + 1)
        return self.random.choices(ids, cum_weights=self.programme_weights, k=number)

    def pick(self, weighted: dict[T, int], number: int) -> list[T]:
        """That many choices, by weight."""
        return self.random.choices(list(weighted), weights=list(weighted.values()), k=number)

    def levels(self, *weights: int, number: int) -> list[str]:
        """That many levels, weighted from narrow to wide."""
        return self.pick(dict(zip(_LEVELS, weights, strict=True)), number)

    def person(self) -> int:
        """Somebody with an account."""
        return self.random.randint(1, self.sizes.people)

    def times(self) -> tuple[str, str]:
        """When a row was made and last changed, in the last three years."""
        seconds = self.random.random() * 94_000_000
        made = NOW - dt.timedelta(seconds=seconds)
        changed = NOW - dt.timedelta(seconds=seconds * self.random.random())
        return made.isoformat(), changed.isoformat()

    def made_at(self) -> tuple[str, str]:
        """When a row that nobody changed since was made, and again as its last change."""
        made = self.times()[0]
        return made, made

    def day(self, first: int, last: int) -> str:
        """A day, counted from today."""
        return (self.today + dt.timedelta(days=self.random.randint(first, last))).isoformat()

    def day_after(self, day: str, days: int) -> str:
        """The day that comes so many days after another, or before it."""
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()

    def reach_of(self, *places: int) -> str:
        """The array of these places and all places above them."""
        ids = {above for place in places for above in self.reach[place - 1]}
        return "{" + ",".join(map(str, sorted(ids))) + "}"


def numbered(rows: Sequence[Row]) -> list[Row]:
    """Rows with their number in front, from 1."""
    return [(number, *row) for number, row in enumerate(rows, start=1)]
