"""What people call places, as many as in England: real names, in made-up councils."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from itertools import cycle, islice

from national.make.ground import REGIONS
from national.make.world import World
from partnerships.locality.tables import TABLES, TIER
from partnerships.models import Locality, LocalityRelease
from records.copying import Row
from records.models import Source

# For each place of the world: 52,000 names and postcodes in a country of 12,000 places.
FOR_EACH_PLACE = 52_000 / 12_000
# Of each list: the one that is searched, and older ones that stay beside it.
RELEASES = 10
COLUMNS = ("release_id", "place_id", "kind", "name", "code", "share", "rank", "is_current")


def fill_localities(world: World) -> None:
    """The lists of the project, spread over the authorities that were made."""
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
    most = int(world.sizes.places * FOR_EACH_PLACE)
    rows = list(_evenly(list(_rows(world)), most))
    world.fill(
        Locality,
        COLUMNS,
        (
            (release + age * len(TABLES), *rest, age == 0)
            for age in range(RELEASES)
            for release, *rest in rows
        ),
    )


def _rows(world: World) -> Iterator[Row]:
    councils = cycle(range(REGIONS + 1, REGIONS + world.sizes.authorities + 1))
    for number, table in enumerate(TABLES, start=1):
        first = table.tier * TIER
        with table.path.open(encoding="utf-8", newline="") as file:
            # One row of each name and code: its council is made up
            listed = {
                (row.get("kind") or table.kind, row["name"], row.get("code", "")): row
                for row in csv.DictReader(file)
            }
        for (kind, name, code), row in listed.items():
            rank = first - int(row.get("people") or 0)
            yield number, next(councils), kind, name, code, row.get("share") or None, rank


def _evenly(rows: list[Row], most: int) -> Iterator[Row]:
    """No more than so many, from every list."""
    step = max(len(rows) // max(most, 1), 1)
    return islice(rows, 0, None, step)
