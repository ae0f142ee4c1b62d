"""The councils of a region or combined authority: in one table and on a map, tied by numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from access.kept import kept
from access.subqueries import count_at_each_place
from barriers.models import Barrier
from geography.locality.drawn import Shading
from geography.measure.most_deprived import Deprived, deprived_at
from geography.measure.population import populations
from interface.charts.area_map import NONE
from interface.charts.classes import Class
from interface.paging import BoundedCount, up_to
from interface.words import number
from partnerships.models import Place, PlaceReach
from partnerships.place.head import COUNCILS
from pilots.models import Pilot

COUNTY = Place.Kind.COUNTY
MOST, SHOWN = 100, 20
# From which share on a council is in which class, and what the class is called
CLASSES = (
    (Decimal(30), "c5", "30% or more"),
    (Decimal(15), "c4", "15% to 29%"),
    (Decimal(5), "c3", "5% to 14%"),
    (Decimal("0.01"), "c2", "up to 5%"),
    (Decimal(0), "c1", "none"),
)


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """One council as the reader sees it, with its ``number`` on the map; ``county`` is the county
    council that it lies under."""

    place: Any
    pilots: BoundedCount
    barriers: BoundedCount
    share: Decimal | None
    deprived: str
    county: int | None
    people: str = ""

    @property
    def like(self) -> str:
        """Its tier, and how many people live there: "district, 185,200 people"."""
        people = self.people and f"{self.people} people"
        return ", ".join(filter(None, (str(self.place.get_kind_display()), people)))

    @property
    def has_any(self) -> bool:
        """Whether anything is recorded there that the reader sees."""
        return bool(self.pilots or self.barriers)


@dataclass(frozen=True, slots=True)
class Councils:
    """All councils of today; nothing is added over them, as one may lie in another."""

    rows: Sequence[CouncilRow]
    deprived: Deprived

    @property
    def shown(self) -> list[tuple[int, CouncilRow]]:
        """Those of the table with their numbers, the most deprived first; where they are too many,
        those where anything is recorded before the others."""
        first = sorted(self.rows, key=lambda row: (not row.has_any, *_most_deprived(row)))[:SHOWN]
        return list(enumerate(sorted(first, key=_most_deprived), 1))

    @property
    def is_cut(self) -> bool:
        """Whether there are more than the table shows."""
        return len(self.rows) > SHOWN

    @property
    def counties(self) -> int:
        """How many of them are county councils, with districts below them."""
        return sum(row.place.kind == COUNTY for row in self.rows)

    @property
    def with_pilots(self) -> int:
        """In how many a pilot works."""
        return sum(bool(row.pilots) for row in self.rows)

    @property
    def shading(self) -> Shading:
        """How the map shades each by its deprived neighbourhoods, and where pilots work: in a
        district too whose county council has one."""
        drawn = [row for row in self.rows if row.place.kind != COUNTY]
        working = {row.place.pk for row in self.rows if row.pilots}
        return shading_of(
            [(row.place, row.share, row.deprived) for row in drawn],
            ((number, row.place) for number, row in self.shown),
            (row.place for row in drawn if row.place.pk in working or row.county in working),
        )


def _most_deprived(row: CouncilRow) -> tuple[bool, Decimal, str]:
    return row.share is None, -(row.share or Decimal(0)), str(row.place.sort_key)


def shading_of(
    councils: Sequence[tuple[Place, Decimal | None, str]],
    numbered: Iterable[tuple[int, Place]],
    outlined: Iterable[Place],
) -> Shading:
    """How a map shades councils by the share of their deprived neighbourhoods, each with that in
    words; which have a number, and which are outlined."""
    shades = {place.pk: _shade_of(share) for place, share, _ in councils}
    counted = Counter(shades.values())
    return Shading(
        by_url={
            place.get_absolute_url(): (shades[place.pk], f"{place.name}: {words or 'not held'}")
            for place, _, words in councils
        },
        steps=tuple(
            Class(label, shade, counted[shade]) for _, shade, label in CLASSES if counted[shade]
        ),
        none_words="no figure held",
        numbers={place.get_absolute_url(): str(number) for number, place in numbered},
        outlined=frozenset(place.get_absolute_url() for place in outlined),
    )


def _shade_of(share: Decimal | None) -> str:
    if share is None:
        return NONE
    return next(shade for least, shade, _ in CLASSES if share >= least)


def councils_of(user: Any, place: Place) -> Councils:
    """The councils within a place. Three queries, one where there is none.

    A made-up council is none of a real region.
    """
    found = _within(user, bool(place.is_example), place=place)
    if not found:
        return Councils((), Deprived())
    figures, deprived = populations(found), deprived_at(council.pk for council in found)
    people = {pk: number(one.people) for pk, one in figures.items()}
    return Councils([_row(council, deprived, people) for council in found], deprived)


@kept
def _within(user: Any, made_up: bool, *, place: Any) -> Any:
    within = Place.objects.within(place).filter(kind__in=(*COUNCILS, COUNTY))
    real = within if made_up else within.filter(is_example=False)
    county = PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__kind=COUNTY)
    seen = Pilot.objects.visible_to(user)
    rows = real.standing(timezone.localdate()).annotate(
        pilots_seen=count_at_each_place(seen, user, MOST),
        barriers_seen=count_at_each_place(Barrier.objects.visible_to(user), user, MOST),
        county=Subquery(county.exclude(ancestor=OuterRef("pk")).values("ancestor")[:1]),
    )
    return rows.only("name", "slug", "kind", "sort_key").order_by("sort_key", "id")


def _row(council: Any, deprived: Deprived, people: dict[int, str]) -> CouncilRow:
    return CouncilRow(
        place=council,
        pilots=up_to(council.pilots_seen, MOST),
        barriers=up_to(council.barriers_seen, MOST),
        share=deprived.shares.get(council.pk),
        deprived=deprived.at(council.pk),
        county=council.county,
        people=people.get(council.pk, ""),
    )
