"""Figures of pilots: what each counts, what was planned, and long series, some of it corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from demo.national.work import LARGEST
from demo.national.world import World
from pilots.models import Actual, Indicator, IndicatorPlan
from records.copying import Row

_UNITS = ("people", "homes", "visits", "days a week", "%")


def fill_figures(world: World) -> None:
    """A few indicators for each pilot, with a plan each; many for the largest one."""
    of_pilots = list(_indicators(world))
    rows = (
        (n, pilot, number, f"Made-up figure {number}", _UNITS[(pilot + number) % len(_UNITS)])
        for n, (pilot, number) in enumerate(of_pilots, start=1)
    )
    world.fill(Indicator, ("id", "pilot_id", "number", "name", "unit"), rows)
    numbers = range(1, len(of_pilots) + 1)
    plans = ((n, "What the plan counts is made up", 50 + n % 400) for n in numbers)
    world.fill(IndicatorPlan, ("indicator_id", "definition", "target_low"), plans)
    columns = (
        *("indicator_id", "counts", "difference", "source_said"),
        *("id", "value_low", "missing", "as_of", "superseded", "replaces_id"),
    )
    world.fill(Actual, columns, _actuals(world, of_pilots))


def _indicators(world: World) -> Iterator[tuple[int, int]]:
    """Pilot and number of each indicator."""
    for pilot in range(1, world.sizes.pilots + 1):
        each = world.sizes.indicators_each
        count = max(each, world.sizes.largest_indicators) if pilot == LARGEST else each
        yield from ((pilot, number) for number in range(1, count + 1))


def _actuals(world: World, of_pilots: Sequence[tuple[int, int]]) -> Iterator[Row]:
    """Monthly figures; one in twenty is not known, one in a hundred was corrected."""
    random = world.random
    length = max(1, round(world.sizes.actuals / len(of_pilots)))
    longest = max(length, world.sizes.largest_updates)
    days = [(world.today - dt.timedelta(days=30 * back)).isoformat() for back in range(longest)]
    actual = 0
    for indicator, (pilot, _) in enumerate(of_pilots, start=1):
        value = random.randrange(20)
        differs = indicator % 3 == 0
        counts = ("different", "It counts another made-up thing.") if differs else ("same", "")
        told = (indicator, *counts, "Made-up case records")
        for day in reversed(days if pilot == LARGEST else days[:length]):
            actual += 1
            value += random.randrange(9)
            if actual % 20 == 0:
                yield *told, actual, None, "not_counted", day, "f", None
            elif actual % 97 == 0:
                yield *told, actual, value + 1, "", day, "t", None
                actual += 1
                yield *told, actual, value, "", day, "f", actual - 1
            else:
                yield *told, actual, value, "", day, "f", None
