"""Context figures: every official measure of 700 places, over ten releases."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from random import Random

from geography.england.context.table import FOLDER
from geography.models import ContextFigure, Measure, MeasureRelease
from national.make.world import World
from records.copying import Row
from records.models import Source

RELEASES = 10
CLASSES = ("Made-up town", "Made-up country")


def fill_context(world: World) -> None:
    """The measures as they are, with made-up figures. Their draw is their own: no other changes."""
    with (FOLDER / "measures.csv").open(encoding="utf-8") as file:
        measures = list(csv.DictReader(file))
    said = ("label", "topic", "unit", "higher_means", "levels", "definition", "caveat")
    world.fill(
        Measure, ("id", "key", "position", "decimals", *said), list(_measures(measures, said))
    )
    world.fill(
        MeasureRelease, ("id", "measure_id", "name", "as_of"), list(_releases(len(measures)))
    )
    columns = ("release_id", "place_id", "country", "value", "words", "source_id")
    # One of those that an empty database has; nothing is asked during a COPY
    source = Source.objects.order_by("pk").values_list("pk", flat=True)[0]
    world.fill(ContextFigure, columns, figures(world, measures, source))


def _measures(lines: list[dict[str, str]], said: tuple[str, ...]) -> Iterator[Row]:
    for n, line in enumerate(lines, start=1):
        yield n, line["measure"], n, line["decimals"] or None, *(line[name] for name in said)


def _releases(measures: int) -> Iterator[Row]:
    for measure in range(1, measures + 1):
        for number in range(RELEASES):
            year = 2025 - number
            yield measure * RELEASES - number, measure, f"Made-up release {year}", f"{year}-06-30"


def figures(world: World, measures: list[dict[str, str]], source: int) -> Iterator[Row]:
    """A figure of each place in each release of each measure, and of England."""
    random = Random(2311)  # noqa: S311
    places = range(1, min(world.sizes.figured, world.sizes.places) + 1)
    for measure, line in enumerate(measures, start=1):
        for number in range(RELEASES):
            release = measure * RELEASES - number
            for place in (None, *places):
                country = "E92000001" if place is None else ""
                if line["decimals"]:
                    yield release, place, country, random.randrange(10_000) / 100, "", source
                elif place is not None:
                    yield release, place, country, None, random.choice(CLASSES), source
