"""What a pilot cost and what it was worth, as ranges; who else took it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interface.charts.bands import BandChart, PlanActual, band_chart
from pilots.pilot.models import Pilot
from pilots.worth.models import CostLine, Spread

MOST = 60


@dataclass(frozen=True)
class Worth:
    """Costs and benefits, with a drawing for each year of prices. They are never added up."""

    lines: list[CostLine]
    charts: list[BandChart]
    unknown: int
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.lines)


def worth_of(user: Any, pilot: Pilot) -> Worth:
    """The first costs and benefits of a pilot. One query."""
    found = list(costs_of(user, pilot)[: MOST + 1])
    lines = found[:MOST]
    for one in lines:
        one.pilot = pilot
    known = [one for one in lines if one.amount_low is not None]
    years = sorted({one.price_year for one in known}, key=lambda year: year or 0)
    made = [_chart(year, [one for one in known if one.price_year == year]) for year in years]
    charts = [chart for chart in made if chart]
    return Worth(lines, charts, len(lines) - len(known), is_cut=len(found) > MOST)


def costs_of(user: Any, pilot: Pilot) -> QuerySet[CostLine]:
    """All costs and benefits of a pilot, ready to show."""
    rows = CostLine.objects.visible_to(user).filter(pilot=pilot)
    return rows.select_related("organisation", "source")


def _chart(year: int | None, lines: list[CostLine]) -> BandChart | None:
    prices = f"prices of {year}" if year else "price year not known"
    drawn = [
        PlanActual(
            f"{one.get_side_display().capitalize()}: {one.item}",
            actual_low=one.amount_low,
            actual_high=one.amount_high,
            actual_words=str(one.amount),
        )
        for one in lines
    ]
    said = " ".join(f"{one.label}: {one.actual_words}." for one in drawn)
    key = f"worth-{year or 0}"
    return band_chart(key, f"Costs and benefits, {prices}", drawn, unit="£", said=said)


def spread_of(user: Any, pilot: Pilot) -> QuerySet[Spread]:
    """Who took up what the pilot tried, ready to show."""
    rows = Spread.objects.visible_to(user).filter(pilot=pilot)
    return rows.select_related("place", "organisation", "source")
