"""The few barriers that stand out most, on the first page of the report.

All that stands out is a part of its own (``outliers``); here is the first of its lists that the
database keeps in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce

from barriers.barrier.facts import place_names
from barriers.models import Barrier
from barriers.register.filters import ANY_OPEN
from barriers.report.part import Part
from records.dates import DateWithPrecision
from records.figures import Quantity

LONGEST, COST, TIME = "longest", "cost", "time"


@dataclass(frozen=True)
class Foremost:
    """The first of one list: by what it stands out, and how far."""

    title: str
    barrier: Barrier
    places: str
    said: str


def build(part: Part) -> list[Foremost]:
    """The first of each list of which anything is known. One query, three where there is any."""
    chosen = part.filter
    status = chosen.value("status")
    looked_at = chosen.qs if status else chosen.qs.open()
    firsts = [
        looked_at.filter(known)
        .order_by(order, "id")
        .annotate(part=Value(key, CharField()), key=F("id"))
        .values_list("part", "key")[:1]
        for key, known, order in _ORDERS
    ]
    found = dict(firsts[0].union(*firsts[1:], all=True))
    keys = set(found.values())
    rows = Barrier.objects.visible_to(chosen.user).filter(pk__in=keys).for_rows().in_bulk()
    since = "Open for longest" if status in (None, ANY_OPEN) else "Logged first"
    titles: dict[str, tuple[str, Callable[[Barrier], str]]] = {
        LONGEST: (since, _logged),
        COST: ("Costs most", lambda barrier: _with(barrier.cost, barrier.cost_basis)),
        TIME: ("Takes most staff time", lambda barrier: _with(barrier.time, barrier.time_basis)),
    }
    return [
        Foremost(title, rows[found[key]], place_names(rows[found[key]]), say(rows[found[key]]))
        for key, (title, say) in titles.items()
        if found.get(key) in rows
    ]


_ORDERS: tuple[tuple[str, Q, Any], ...] = (
    (LONGEST, Q(logged_on__isnull=False), F("logged_on")),
    (COST, Q(cost_low__isnull=False), Coalesce("cost_high", "cost_low").desc()),
    (TIME, Q(time_low__isnull=False), Coalesce("time_high", "time_low").desc()),
)


def _with(figure: Quantity, basis: str) -> str:
    """A figure, and how it was worked out, without which it says little."""
    return f"{figure} ({basis})" if basis else str(figure)


def _logged(barrier: Barrier) -> str:
    return f"logged {DateWithPrecision.of(barrier, 'logged_on')}"
