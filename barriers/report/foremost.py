"""The few barriers that stand out most, on the first page of the report.

All that stands out is a part of its own (``outliers``); here is the first of its lists that the
database keeps in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from barriers.models import Barrier
from barriers.register.filters import ANY_OPEN
from barriers.report.part import Part
from interface.words import list_words
from records.dates import DateWithPrecision
from records.figures import Quantity

LONGEST, COST, TIME = "longest", "cost", "time"


@dataclass(frozen=True)
class Foremost:
    """The first of one list: by what it stands out, and how far."""

    title: str
    barrier: Any
    places: str
    said: str


def build(part: Part) -> list[Foremost]:
    """The first of each list of which anything is known. One query."""
    chosen = part.filter
    status = chosen.value("status")
    looked_at = chosen.qs if status else chosen.qs.open()
    firsts = [
        looked_at.filter(known).order_by(order, "id").values("pk")[:1]
        for known, order in (
            (Q(logged_on__isnull=False), F("logged_on")),
            (Q(cost_low__isnull=False), Coalesce("cost_high", "cost_low").desc()),
            (Q(time_low__isnull=False), Coalesce("time_high", "time_low").desc()),
        )
    ]
    keys: Any = firsts[0].union(*firsts[1:])
    rows = list(Barrier.objects.visible_to(chosen.user).filter(pk__in=keys).for_lines())
    # The first of all barriers is also the first of these, which have the first of each list
    found: dict[str, Any] = {
        LONGEST: _first(rows, lambda row: row.logged_on),
        COST: _first(rows, lambda row: _most(row.cost_low, row.cost_high)),
        TIME: _first(rows, lambda row: _most(row.time_low, row.time_high)),
    }
    since = "Open for longest" if status in (None, ANY_OPEN) else "Logged first"
    titles: dict[str, tuple[str, Callable[[Barrier], str]]] = {
        LONGEST: (since, _logged),
        COST: ("Costs most", lambda barrier: _with(barrier.cost, barrier.cost_basis)),
        TIME: ("Takes most staff time", lambda barrier: _with(barrier.time, barrier.time_basis)),
    }
    return [
        Foremost(title, first, list_words(first.at), say(first))
        for key, (title, say) in titles.items()
        if (first := found[key])
    ]


def _first(rows: list[Barrier], by: Callable[[Barrier], Any]) -> Barrier | None:
    """The row with the least, of those of which it is known; of two the older entry."""
    known = [row for row in rows if by(row) is not None]
    return min(known, key=lambda row: (by(row), row.pk), default=None)


def _most(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """A figure as what comes first: the highest that it may be, the greatest as the least."""
    return None if low is None else -(low if high is None else high)


def _with(figure: Quantity, basis: str) -> str:
    """A figure, and how it was worked out, without which it says little."""
    return f"{figure} ({basis})" if basis else str(figure)


def _logged(barrier: Barrier) -> str:
    return f"logged {DateWithPrecision.of(barrier, 'logged_on')}"
