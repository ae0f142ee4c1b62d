"""What the places of a pilot are like, and who takes part, to read findings by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from interface.words import number
from partnerships.models import Organisation, Place, PlaceFigure, PlaceReach
from pilots.pilot.models import Pilot
from records.dates import DateWithPrecision


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
