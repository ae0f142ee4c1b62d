"""What a pilot cost and what it was worth, as ranges; who else took it up; where it worked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interface.charts.bands import BandChart, PlanActual, band_chart
from interface.words import number
from partnerships.models import Organisation, Place, PlaceFigure, PlaceReach
from pilots.models import CostLine, Pilot, Spread
from records.dates import DateWithPrecision

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


@dataclass(frozen=True)
class Context:
    """What a place is like, to read findings by."""

    place: Place
    role: str
    region: str
    population: str
    population_of: str
    deprivation: str
    deprivation_of: str


def context_of(pilot: Pilot) -> list[Context]:
    """Each place of a pilot: its kind, region, people and deprivation. Two queries."""
    links = list(pilot.place_links.all())
    ids = [link.place_id for link in links]
    above = PlaceReach.objects.filter(place__in=ids, ancestor__kind=Place.Kind.REGION)
    regions = dict(above.values_list("place_id", "ancestor__name"))
    wanted = (PlaceFigure.Measure.POPULATION, PlaceFigure.Measure.DEPRIVATION_RANK)
    rows = PlaceFigure.objects.filter(place__in=ids, measure__in=wanted, value__isnull=False)
    latest: dict[tuple[int, str], PlaceFigure] = {}
    for figure in rows.order_by("as_of", "id"):
        latest[figure.place_id, figure.measure] = figure
    return [
        Context(
            link.place,
            link.get_role_display(),
            regions.get(link.place_id, ""),
            *_said(latest.get((link.place_id, wanted[0]))),
            *_said(latest.get((link.place_id, wanted[1]))),
        )
        for link in links
    ]


def _said(figure: PlaceFigure | None) -> tuple[str, str]:
    if figure is None or figure.value is None:
        return "", ""
    day = str(DateWithPrecision.of(figure, "as_of") or "")
    return number(figure.value), ", ".join(
        dict.fromkeys(one for one in (figure.release, day) if one)
    )


def partner_mix(pilot: Pilot) -> list[tuple[str, int]]:
    """How many partners of each sector take part, the most first. One query."""
    rows = pilot.partners.filter(end=None).values_list("organisation_id", "organisation__sector")
    sectors = dict(Organisation.Sector.choices)
    # A body with two parts in the pilot counts once
    bodies = {(pk, sector) for pk, sector in rows if pk is not None}
    said = Counter(str(sectors.get(sector, sector)) for _, sector in bodies)
    if unnamed := sum(pk is None for pk, _ in rows):
        said["not known"] += unnamed
    return sorted(said.items(), key=lambda pair: (-pair[1], pair[0]))
