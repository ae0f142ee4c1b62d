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


@dataclass(frozen=True, slots=True)
class Planned:
    """What is compared: the visit, where and on which day it is, and the bodies that come."""

    pk: int
    place: int
    day: dt.date
    who: frozenset[Any]


def close_to(user: Any, visits: Iterable[Engagement]) -> dict[int, list[CloseBy]]:
    """For each of these visits, others by other bodies within two weeks, as this reader sees them.

    Three queries. Only days that are known exactly are compared.
    """
    return _close(user, [plan for visit in visits if (plan := _plan(visit))])


def close_to_plan(user: Any, plan: Planned) -> list[CloseBy]:
    """The same for a plan that is not written down yet."""
    return _close(user, [plan]).get(plan.pk, [])


def _close(user: Any, own: list[Planned]) -> dict[int, list[CloseBy]]:
    if not own:
        return {}
    days = [plan.day for plan in own]
    near = (
        Engagement.objects.visible_to(user)
        .visits()
        .filter(on__gte=min(days) - APART, on__lte=max(days) + APART, on_precision=Precision.DAY)
    )
    reach = PlaceReach.objects.filter(place__in=[plan.place for plan in own])
    up = set(reach.values_list("place_id", "ancestor_id"))
    below = PlaceReach.objects.filter(ancestor__in=[plan.place for plan in own])
    down = {(place, above) for above, place in below.values_list("ancestor_id", "place_id")}
    related = up | {(above, place) for place, above in down}
    places = {place for _, place in related}
    close: dict[int, list[CloseBy]] = defaultdict(list)
    others = list(with_all(near.filter(place__in=places)).order_by("on", "id")[:MOST])
    for plan in own:
        for other in others:
            if _clash(plan, other) and (plan.place, other.place_id) in related:
                close[plan.pk].append(_read(other))
    return close


def _plan(visit: Engagement) -> Planned | None:
    """A visit with an exact day and place that was not called off."""
    is_dated = visit.on is not None and visit.on_precision == Precision.DAY
    if not is_dated or visit.place_id is None or visit.state == Engagement.State.CALLED_OFF:
        return None
    return Planned(visit.pk, visit.place_id, visit.on or dt.date.min, _who(visit))


def _clash(plan: Planned, other: Engagement) -> bool:
    if plan.pk == other.pk or other.on is None:
        return False
    is_same = bool(plan.who) and plan.who == _who(other)
    return abs(plan.day - other.on) <= APART and not is_same


def _who(visit: Engagement) -> frozenset[Any]:
    return frozenset(row.organisation_id or row.description for row in visit.bodies.all())


def _read(other: Engagement) -> CloseBy:
    names = [str(row) for row in other.bodies.all()]
    return CloseBy(
        url=other.get_absolute_url(),
        who=", ".join(names) or "Somebody",
        where=str(other.place),
        when=str(other.day),
        is_planned=other.state == Engagement.State.PLANNED,
    )
