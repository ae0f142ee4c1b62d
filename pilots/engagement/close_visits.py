"""Visits that come close to each other: two bodies at one place within two weeks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnerships.models import PlaceReach
from pilots.engagement.reading import with_all
from pilots.models import Engagement
from records.dates import Precision

APART = dt.timedelta(days=14)
MOST = 300


@dataclass(frozen=True)
class CloseBy:
    """Another visit to the same place, one within it or one that it is within."""

    url: str
    who: str
    where: str
    when: str
    is_planned: bool

    @property
    def words(self) -> str:
        """DESNZ visits Hastings on 4 May 2026."""
        verb = "is to visit" if self.is_planned else "visited"
        return f"{self.who} {verb} {self.where} on {self.when}"


def close_to(user: Any, visits: Iterable[Engagement]) -> dict[int, list[CloseBy]]:
    """For each of these visits, others by other bodies within two weeks, as this reader sees them.

    Three queries. Only days that are known exactly are compared.
    """
    own = [visit for visit in visits if _has_day(visit)]
    if not own:
        return {}
    days = [visit.on for visit in own if visit.on]
    near = (
        Engagement.objects.visible_to(user)
        .visits()
        .filter(on__gte=min(days) - APART, on__lte=max(days) + APART, on_precision=Precision.DAY)
    )
    reach = PlaceReach.objects.filter(place__in=[visit.place_id for visit in own])
    up = set(reach.values_list("place_id", "ancestor_id"))
    below = PlaceReach.objects.filter(ancestor__in=[visit.place_id for visit in own])
    down = {(place, above) for above, place in below.values_list("ancestor_id", "place_id")}
    related = up | {(above, place) for place, above in down}
    places = {place for _, place in related}
    close: dict[int, list[CloseBy]] = defaultdict(list)
    others = list(with_all(near.filter(place__in=places)).order_by("on", "id")[:MOST])
    for visit in own:
        for other in others:
            if _clash(visit, other) and (visit.place_id, other.place_id) in related:
                close[visit.pk].append(_read(other))
    return close


def _has_day(visit: Engagement) -> bool:
    is_dated = visit.on is not None and visit.on_precision == Precision.DAY
    return is_dated and visit.place_id is not None and visit.state != Engagement.State.CALLED_OFF


def _clash(visit: Engagement, other: Engagement) -> bool:
    if visit.pk == other.pk or visit.on is None or other.on is None:
        return False
    mine, theirs = _who(visit), _who(other)
    is_same = bool(mine) and mine == theirs
    return abs(visit.on - other.on) <= APART and not is_same


def _who(visit: Engagement) -> set[Any]:
    return {row.organisation_id or row.description for row in visit.bodies.all()}


def _read(other: Engagement) -> CloseBy:
    names = [str(row) for row in other.bodies.all()]
    return CloseBy(
        url=other.get_absolute_url(),
        who=", ".join(names) or "Somebody",
        where=str(other.place),
        when=str(other.day),
        is_planned=other.state == Engagement.State.PLANNED,
    )
