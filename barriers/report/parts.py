"""The barrier report: which kinds stand in the way where, what was tried, and what helped.

Each part has an address of its own (``?show=``), reads what its filters and its reader allow, and
can be taken away as a file. Every number opens the list that it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from barriers.barrier.filters import BarrierFilter
from barriers.report import outcomes, outliers, pace, trend, where
from barriers.report.asked import Asked


@dataclass(frozen=True)
class Part:
    """One part of the report: its key in the address, its name, and what makes it.

    What ``build`` makes has ``lead``, ``problem``, ``sections`` (templates, in order),
    ``file_columns``, ``exported`` and ``export_name``.
    """

    key: str
    label: str
    build: Callable[[Asked], Any]


PARTS = (
    Part("", "Where", where.build),
    Part("months", "Month by month", trend.build),
    Part("outcomes", "What worked", outcomes.build),
    Part("time", "How long it takes", pace.build),
    Part("standing", "What stands out", outliers.build),
)


def part_of(params: Any) -> Part | None:
    """The part that an address asks for; None where there is no such part."""
    return next((one for one in PARTS if one.key == params.get("show", "")), None)


def build(part: Part, chosen: BarrierFilter, params: Any) -> Any:
    """A part of the report for these filters, which are right."""
    return part.build(Asked(chosen, params))
