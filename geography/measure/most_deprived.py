"""How deprived the councils of an area are: one measure, of one release, for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Subquery

from geography.measure.comparison import with_unit
from geography.measure.period import release_words
from geography.models import ContextFigure, MeasureRelease

KEY = "imd_lsoas_most_deprived_decile_pct"
RELEASE = (
    "release__name",
    "release__measure__unit",
    "release__measure__decimals",
    "source__attribution__line",
)


@dataclass(frozen=True, slots=True)
class Deprived:
    """The share of neighbourhoods among the most deprived tenth in England, by the place's id."""

    release: str = ""
    unit: str = ""
    decimals: int | None = None
    attribution: str = ""
    shares: dict[int, Decimal] = field(default_factory=dict)

    def at(self, place: int) -> str:
        """The share at a place; empty where none is held."""
        share = self.shares.get(place)
        return "" if share is None else with_unit(share, self.unit, self.decimals)

    @property
    def most(self) -> int | None:
        """The place with the largest share, where one alone has it."""
        largest = max(self.shares.values(), default=None)
        found = [pk for pk, share in self.shares.items() if share == largest]
        return found[0] if len(found) == 1 and len(self.shares) > 1 else None


def deprived_at(places: Iterable[int]) -> Deprived:
    """Of these places, by the newest release that has any place's figure. One query."""
    releases = MeasureRelease.objects.filter(measure__key=KEY)
    with_figures = releases.filter(figures__place__isnull=False).order_by("-as_of")
    rows = ContextFigure.objects.filter(
        release=Subquery(with_figures.values("pk")[:1]), place__in=list(places), value__isnull=False
    ).values_list("place", "value", *RELEASE)
    found = list(rows)
    if not found:
        return Deprived()
    _, _, release, unit, decimals, line = found[0]
    shares = {place: value for place, value, *_ in found}
    return Deprived(release_words(release), unit, decimals, line or "", shares)
