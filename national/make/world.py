"""What was made so far, and how things are spread over it: a few places have most."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Any, TypeVar

from django.db import connection

from national.make import sql
from national.make.copying import write_history
from national.make.rows import Rows, write
from national.make.sizes import Sizes
from records.copying import copy
from records.history import is_tracked

T = TypeVar("T")


NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
_DRAW = "'SELECT (hashint8extended(key, salt) & 4503599627370495) / 4503599627370496::float8'"


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
    made: Counter[str] = field(default_factory=Counter)
    filled: list[Any] = field(default_factory=list)

    def prepare(self) -> None:
        """Give this session functions: what is drawn, and whom or what a draw means."""
        sizes, of = self.sizes, "LANGUAGE sql IMMUTABLE AS"
        self.programme_weights = skewed(sizes.programmes)
        places = f"('{sql.array(self.ranked_places)}'::bigint[])"
        make = "CREATE OR REPLACE FUNCTION pg_temp"
        statements = [
            "ANALYZE partnerships_place, partnerships_placereach",
            f"{make}.draw(key bigint, salt bigint) RETURNS float8 {of} {_DRAW}",
            f"{make}.ranked(at int) RETURNS bigint {of} $$ SELECT {places}[at] $$",
        ]
        for name, ids in {
            "place": self.ranked_places,
            "programme": range(1, sizes.programmes + 1),
            "shared": range(1, sizes.shared_definitions + 1),
        }.items():
            weights = skewed(len(ids))
            statements.append(
                f"{make}.{name}(drawn float8) RETURNS bigint {of} $$ SELECT "
                f"('{sql.array(ids)}'::bigint[])[1 + width_bucket(drawn * {weights[-1]}, "
                f"'{sql.array(weights)}'::float8[])] $$"
            )
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def fill(self, model: Any, columns: Sequence[str], rows: Any) -> None:
        """COPY the rows of a table and write their history."""
        self._made(model, copy(model, columns, rows))

    def make(self, rows: Rows) -> None:
        """Have the database write the rows of a table, and their history."""
        values = {name: str(number) for name, number in self.sizes.named().items()}
        values |= {"today": f"date '{self.today}'", "now": f"timestamptz '{NOW.isoformat()}'"}
        self._made(rows.model, write(rows, values), rows.before)

    def _made(self, model: Any, number: int, before: Mapping[str, str] | None = None) -> None:
        self.made["rows"] += number
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

    def day_after(self, day: str, days: int) -> str:
        """The day that comes so many days after another, or before it."""
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
