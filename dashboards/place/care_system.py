"""The places of a care system: the councils that its care board serves, drawn and in one table with
the boards and partnerships of place that the record knows there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone

from dashboards.place.region_councils import shading_of
from geography.locality.drawn import Drawn, drawn_of
from geography.locality.whereabouts import Council
from geography.measure.in_short import InShort, in_short
from governance.models import Board
from partnerships.models import Partnership, Place, PlaceLink, PlaceReach
from partnerships.place.kind_groups import LOCAL_COUNCILS
from partnerships.place.models.place import codes_on, holding

PEOPLE = "people"  # a share of anything else says nothing of how many are served


@dataclass(frozen=True, slots=True)
class ServedCouncil:
    """One council, the share of its people that the board serves, and who works together there."""

    place: Place
    code: str
    share: Decimal | None
    figures: InShort
    works: tuple[Any, ...]

    @property
    def part(self) -> str:
        """ "53%"; empty where it is not known."""
        if self.share is None:
            return ""
        if self.share >= 1:
            return "all"
        return f"{min(max(round(self.share * 100), 1), 99)}%"

    @property
    def like(self) -> str:
        """Its tier, how large and how deprived it is."""
        return ", ".join(filter(None, (str(self.place.get_kind_display()), self.figures.words)))


@dataclass(frozen=True, slots=True)
class CareSystem:
    """The councils of a care system by number, the map of them, and what works for all of it."""

    councils: list[tuple[int, ServedCouncil]]
    drawn: Drawn
    wide: tuple[Any, ...]
    figures_lines: list[str]


def care_system_of(user: Any, place: Place) -> CareSystem | None:
    """What one reader may see of a care system; None of any other place, and of one of which no
    council is recorded. Seven queries."""
    if place.kind != Place.Kind.INTEGRATED_CARE_SYSTEM:
        return None
    links = list(_links(place))
    if not links:
        return None
    councils = [link.place for link in links]
    figures, works = in_short(councils), _works(user, [place, *councils])
    rows = [
        ServedCouncil(
            link.place,
            link.code or "",
            link.share if link.basis == PEOPLE else None,
            figures.at[link.place_id],
            tuple(works[link.place_id]),
        )
        for link in links
    ]
    numbered = list(enumerate(sorted(rows, key=_first), 1))
    shading = shading_of(
        [(row.place, row.figures.share, row.figures.deprived) for row in rows],
        ((number, row.place) for number, row in numbered),
        (row.place for row in rows if row.works),
    )
    return CareSystem(
        councils=numbered,
        drawn=drawn_of(place, [_drawn(row) for row in rows], shading),
        wide=tuple(works[place.pk]),
        figures_lines=figures.lines,
    )


def _links(place: Place) -> Any:
    today = timezone.localdate()
    code = codes_on(today).filter(place=OuterRef("place")).values("code")[:1]
    return (
        PlaceLink.objects.filter(
            holding(today),
            other=place,
            kind=PlaceLink.Kind.OVERLAPS,
            place__kind__in=LOCAL_COUNCILS,
            place__is_example=place.is_example,
        )
        .select_related("place")
        .annotate(code=Subquery(code))
    )


def _works(user: Any, places: list[Place]) -> dict[int, list[Any]]:
    """Boards and partnerships of these places and of those within them that have not ended, by the
    place; a board before the partnership that it decides for."""
    reach = PlaceReach.objects.filter(ancestor__in=places)
    lies = defaultdict[int, list[int]](list)
    for below, above in reach.values_list("place", "ancestor"):
        lies[below].append(above)
    boards = Board.objects.visible_to(user).filter(
        kind__in=Board.OF_PLACES, place_links__place__in=lies
    )
    partnerships = Partnership.objects.visible_to(user).filter(
        ended_on=None, place_links__place__in=lies
    )
    found = [
        *(one for one in _with_places(boards.select_related("organisation")) if not one.ended),
        *_with_places(partnerships),
    ]
    works = defaultdict[int, list[Any]](list)
    for one in found:
        for pk in sorted(
            {above for link in one.place_links.all() for above in lies[link.place_id]}
        ):
            works[pk].append(one)
    return works


def _with_places(rows: Any) -> Iterable[Any]:
    return rows.distinct().prefetch_related(Prefetch("place_links"))


def _first(row: ServedCouncil) -> tuple[Decimal, str]:
    return -(row.share or Decimal(0)), str(row.place.sort_key)


def _drawn(row: ServedCouncil) -> Council:
    return Council(row.code, row.place.name, row.place.get_absolute_url(), is_inside=True)
