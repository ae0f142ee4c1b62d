"""What a pilot costs and brings, and who took it up."""

from __future__ import annotations

from typing import Any

from pilots.models import CostLine, Spread
from tests import evaluated
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import said
from tests.access.table import Family, Row, of_pilot, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import EDITS

FAMILIES = {
    "cost_line": Family(readers.BY_LEVEL, of_pilot),
    "spread": Family(readers.BY_LEVEL, of_pilot),
}

DRAWS = EDITS | {"pfpp_lead"}

ROWS = [
    Row("pilot_costs", "pilot", public=True),
    Row("pilot_costs", "pilot", public=True, query="?format=csv", page=False),
    Row("pilot_taken_up", "pilot", public=True),
    Row("pilot_taken_up", "pilot", public=True, query="?format=csv", page=False),
    Row("cost_line_add", "pilot", permission=DRAWS),
    post("cost_line_add", "pilot", permission=DRAWS),
    Row("cost_line_edit", "cost_line", permission=DRAWS),
    post("cost_line_edit", "cost_line", permission=DRAWS),
    Row("spread_add", "pilot", permission=DRAWS),
    post("spread_add", "pilot", permission=DRAWS),
    Row("spread_edit", "spread", permission=DRAWS),
    post("spread_edit", "spread", permission=DRAWS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of each."""
    return {
        "cost_line": evaluated.cost_line(at["pilot"]),
        "spread": evaluated.spread(at["pilot"], created_by=at.cast.author),
    }


def hide_at(at: HiddenAt) -> None:
    """One of each."""
    CostLine.objects.create(
        pilot=at.pilot, side="cost", amount_low=53, source=at.seen.source,
        **said("item", "years", "whose", "comparator"),
    )  # fmt: skip
    Spread.objects.create(
        pilot=at.pilot, place=at.seen.cast.luton, source=at.seen.source,
        **said("description", "what", "known_from"),
    )  # fmt: skip


def fill(more: More) -> None:
    """Two of each."""
    for pilot in more.pilots:
        known = {"organisation": more.body, "source": more.seen.source}
        for year in (2020, 2021):
            evaluated.cost_line(pilot, price_year=year, **known)
            evaluated.spread(pilot, place=more.seen.cast.luton, **known)
