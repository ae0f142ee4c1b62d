"""Which places the barrier report has as its rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from barriers.filters import BarrierFilter
from partnerships.models import Place
from partnerships.models.places import PlaceQuerySet

MOST = 30
MOST_WITHIN = 100
SAID = {
    Place.Kind.CITY_CORPORATION: "city corporations",
    Place.Kind.COUNTY: "counties",
    Place.Kind.COMBINED_AUTHORITY: "combined authorities",
    Place.Kind.UNITARY: "unitary authorities",
    Place.Kind.STRATEGIC_AUTHORITY: "strategic authorities",
    Place.Kind.PARISH: "parishes",
    Place.Kind.CUSTOM: "areas drawn for a purpose",
}


def plural(kind: str) -> str:
    """Several of a kind of place: "counties", "London boroughs"."""
    return SAID.get(Place.Kind(kind), f"{Place.Kind(kind).label}s")


@dataclass(frozen=True)
class Rows:
    """The places of a report. ``words`` names them ("places of …", "counties").

    ``narrows`` says that a row is a way on to the report of that region; ``note`` why.
    """

    places: list[Place] = field(default_factory=list)
    words: str = "places"
    kind: str = ""
    narrows: bool = False
    note: str = ""
    problem: str = ""

    @property
    def are_regions(self) -> bool:
        """Whether every barrier is in one of these rows or in no region."""
        return self.kind == Place.Kind.REGION


def rows_of(chosen: BarrierFilter, asked: str) -> Rows:
    """The places of the chosen programme, or else those of one kind (``asked``), in scope.

    More than 30 show regions first; within one region or place up to 100 are shown.
    """
    scope = chosen.value("place") or chosen.region_chosen
    programme = chosen.programme_chosen
    if programme is not None:
        rows = Place.objects.filter(programmes=programme)
        return _bounded(chosen, rows, scope, f"places of {programme}", "")
    kind = asked or Place.Kind.REGION
    if kind not in Place.Kind.values:
        return Rows(problem="There is no such kind of place. Choose one of those listed.")
    if scope is not None and not asked:
        return Rows([scope], "places", kind="")
    if kind == Place.Kind.REGION and scope is None:
        return Rows(list(chosen.regions.values()), "regions", kind)
    return _bounded(chosen, Place.objects.filter(kind=kind), scope, plural(kind), kind)


def _bounded(
    chosen: BarrierFilter, rows: PlaceQuerySet, scope: Place | None, words: str, kind: str
) -> Rows:
    within = rows.within(scope) if scope is not None else rows
    most = MOST if scope is None else MOST_WITHIN
    places = list(within[: most + 1])
    if len(places) <= most:
        return Rows(places, words, kind)
    if scope is None:
        note = (
            f"There are more than {MOST} {words}, so regions come first. "
            "Open a region to see its own."
        )
        return Rows(list(chosen.regions.values()), "regions", Place.Kind.REGION, True, note)
    note = f"There are more than {MOST_WITHIN} {words} in {scope}. Choose a smaller place."
    return Rows([scope], "places", "", note=note)
