"""Figures of pilots: what each counts, what was planned, and long series, some of it corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from national.make.ground import TOPICS
from national.make.work import LARGEST
from national.make.world import World, skewed
from pilots.amounts import is_share
from pilots.models import (
    Actual,
    Indicator,
    IndicatorDefinition,
    IndicatorPlan,
    Remeasure,
    SharedDefinition,
    SharedDefinitionTopic,
    TargetOutcome,
)
from records.copying import Row

_UNITS = ("people", "homes", "visits", "days a week", "%")
_MADE = ("created_at", "updated_at")
# One figure in so many: follows a shared definition, and of those differs, follows an old edition;
# is part of another; counted something else before
SHARED, DIFFERS, OLD_EDITION, PART, REDEFINED = 3, 5, 3, 4, 50
COUNTED_AGAIN = 4


class Shared(NamedTuple):
    """A definition by which several pilots count."""

    pk: int
    unit: str
    edition: int


class Counted(NamedTuple):
    """A figure of a pilot, before it has a number of its own."""

    pilot: int
    number: int
    unit: str
    shared: Shared | None


def fill_figures(world: World) -> None:
    """A few indicators for each pilot, with a plan each; many for the largest one."""
    shared = _fill_shared(world)
    figures = list(_indicators(world, shared))
    columns = (
        *("id", "pilot_id", "number", "name", "unit", "part_of_id"),
        *("shared_id", "shared_edition", "shared_difference", *_MADE),
    )
    rows = (_indicator(n, one, world) for n, one in enumerate(figures, start=1))
    world.fill(Indicator, columns, rows)
    plans = (
        (n, n, "What the plan counts is made up", _least(50 + n % 400, one), *world.made_at())
        for n, one in enumerate(figures, start=1)
    )
    told = ("id", "indicator_id", "definition", "target_low", *_MADE)
    world.fill(IndicatorPlan, told, plans)
    counted = (
        *("indicator_id", "counts", "difference", "source_said"),
        *("id", "value_low", "missing", "as_of", "superseded", "replaces_id"),
    )
    world.fill(Actual, counted, _actuals(world, figures))
    _fill_later(world, figures)


def _fill_shared(world: World) -> list[Shared]:
    """Definitions with their topics; one in five means something else since."""
    found = [
        Shared(n, _UNITS[n % len(_UNITS)], 2 if n % 5 == 0 else 1)
        for n in range(1, world.sizes.shared_definitions + 1)
    ]
    columns = (
        *("id", "slug", "name", "unit", "definition", "how", "may_add", "edition", "edition_why"),
        *("programme_id", "version", *_MADE),
    )
    rows = (
        (
            *(n, f"made-up-definition-{n}", f"Made-up definition {n}", unit),
            *("What it means is made up.", "How it is counted is made up."),
            *("f" if is_share(unit) else "t", edition, "Made up" if edition > 1 else ""),
            # One version when made, one with its topic.
            *(n % world.sizes.programmes + 1, 2, *world.times()),
        )
        for n, unit, edition in found
    )
    world.fill(SharedDefinition, columns, rows)
    topics = ((one.pk, one.pk % TOPICS + 1) for one in found)
    world.fill(SharedDefinitionTopic, ("shared_id", "topic_id"), topics)
    return found


def _indicators(world: World, shared: Sequence[Shared]) -> Iterator[Counted]:
    """The figures of each pilot; one in three follows a shared definition, a few of them often."""
    weights = skewed(len(shared))
    for pilot in range(1, world.sizes.pilots + 1):
        each = world.sizes.indicators_each
        count = max(each, world.sizes.largest_indicators) if pilot == LARGEST else each
        for number in range(1, count + 1):
            follows = None
            if (pilot + number) % SHARED == 0:
                follows = world.random.choices(shared, cum_weights=weights)[0]
            unit = follows.unit if follows else _UNITS[(pilot + number) % len(_UNITS)]
            yield Counted(pilot, number, unit, follows)


def _indicator(n: int, one: Counted, world: World) -> Row:
    whole = n - 1 if one.number > 1 and n % PART == 0 else None
    follows: tuple[int | None, int | None, str] = (None, None, "")
    if one.shared:
        edition = one.shared.edition
        kept = edition - 1 if edition > 1 and n % OLD_EDITION == 0 else edition
        follows = (one.shared.pk, kept, "A made-up difference" if n % DIFFERS == 0 else "")
    name = f"Made-up figure {one.number}"
    return n, one.pilot, one.number, name, one.unit, whole, *follows, *world.made_at()


def _least(value: int, one: Counted) -> int:
    """A share ends at 100."""
    return min(value, 100) if is_share(one.unit) else value


def _actuals(world: World, figures: Sequence[Counted]) -> Iterator[Row]:
    """Monthly figures; one in twenty is not known, one in a hundred was corrected."""
    random = world.random
    length = max(1, round(world.sizes.actuals / len(figures)))
    longest = max(length, world.sizes.largest_updates)
    days = [(world.today - dt.timedelta(days=30 * back)).isoformat() for back in range(longest)]
    actual = 0
    for indicator, one in enumerate(figures, start=1):
        value = random.randrange(20)
        differs = indicator % 3 == 0
        counts = ("different", "It counts another made-up thing.") if differs else ("same", "")
        told = (indicator, *counts, "Made-up case records")
        for day in reversed(days if one.pilot == LARGEST else days[:length]):
            actual += 1
            value = _least(value + random.randrange(9), one)
            if actual % 20 == 0:
                yield *told, actual, None, "not_counted", day, "f", None
            elif actual % 97 == 0:
                yield *told, actual, max(value - 1, 0), "", day, "t", None
                actual += 1
                yield *told, actual, value, "", day, "f", actual - 1
            else:
                yield *told, actual, value, "", day, "f", None


def _fill_later(world: World, figures: Sequence[Counted]) -> None:
    """What some counted before, when some are counted again, what became of targets."""
    numbered = list(enumerate(figures, start=1))
    before = (
        (n, "What it counted before is made up", world.day(-600, -90), "Made up", *world.made_at())
        for n, _ in numbered
        if n % REDEFINED == 0
    )
    columns = ("indicator_id", "definition", "until", "why", *_MADE)
    world.fill(IndicatorDefinition, columns, before)
    again = (
        (
            *(n, world.day(-30, 500), "Made-up job role"),
            *("proposed" if n % 3 == 0 else "agreed", *world.made_at()),
        )
        for n, one in numbered
        if (one.number == 1 and one.pilot % COUNTED_AGAIN == 0) or one.pilot == LARGEST
    )
    world.fill(Remeasure, ("indicator_id", "due", "who", "state", *_MADE), again)
    outcomes = TargetOutcome.Outcome.values
    became = (
        (n, outcomes[n % len(outcomes)], *world.made_at())
        for n, one in numbered
        if world.lives[one.pilot - 1].status in ("closed", "stopped")
    )
    world.fill(TargetOutcome, ("plan_id", "outcome", *_MADE), became)
