"""What people call places, as many as in England: real names, in made-up councils.

Each lies in the councils that have the codes of those in which it really lies.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from itertools import islice

from geography.locality.kinds import Kind
from geography.locality.tables import TABLES, TIER
from geography.models import Locality, LocalityRelease
from national.make.ground import codes_of_today, councils
from national.make.world import World
from records.copying import Row
from records.models import Source

# Of each list: the one that is searched, and older ones that stay beside it.
RELEASES = 10
COLUMNS = ("release_id", "place_id", "kind", "name", "code", "share", "rank", "is_current")


def fill_localities(world: World) -> None:
    """The lists of the project, in the councils that were made."""
    # Any of those that an empty install has
    source = Source.objects.order_by("pk").values_list("pk", flat=True)[0]
    releases = [
        (
            age * len(TABLES) + number,
            table.table,
            f"{table.release}, {age} before" if age else table.release,
            table.as_of - age * dt.timedelta(days=365),
            "",
            age == 0,
            source,
        )
        for age in range(RELEASES)
        for number, table in enumerate(TABLES, start=1)
    ]
    named = ("id", "table", "name", "as_of", "digest", "is_current", "source_id")
    world.fill(LocalityRelease, named, releases)
    rows = list(evenly(list(listed(world)), world.sizes.localities))
    world.fill(
        Locality,
        COLUMNS,
        (
            (release + age * len(TABLES), *rest, age == 0)
            for age in range(RELEASES)
            for release, *rest in rows
        ),
    )


def listed(world: World) -> Iterator[Row]:
    """Every row of the lists: its list, its council and what stands in it."""
    made = councils(world)
    place_of = {code: made[n % len(made)] for n, code in enumerate(codes_of_today())}
    for number, table in enumerate(TABLES, start=1):
        if table.kind == Kind.SMALL_AREA:
            continue  # nobody finds them by name, and councils that are made up have none
        first = table.tier * TIER
        with table.path.open(encoding="utf-8", newline="") as file:
            # In few councils several of those of a row may be one
            rows = {
                (
                    row.get("kind") or table.kind,
                    row["name"],
                    row.get("code", ""),
                    place_of[row["council_code"]],
                ): row
                for row in csv.DictReader(file)
            }
        for (kind, name, code, place), row in rows.items():
            rank = first - int(row.get("people") or 0)
            yield number, place, kind, name, code, row.get("share") or None, rank


def evenly(rows: list[Row], most: int) -> Iterator[Row]:
    """No more than so many, from every list."""
    step = -(-len(rows) // most)
    return islice(rows, 0, None, step)
