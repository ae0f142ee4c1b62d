"""Visits that come close to each other: two bodies at one place within two weeks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from partnerships.models import PlaceReach
from pilots.engagement.models import EngagementQuerySet
from pilots.models import Engagement, EngagementBody
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
        verb = "plans to visit" if self.is_planned else "visited"
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
    at = {plan.place for plan in own}
    reach = PlaceReach.objects.filter(Q(place__in=at) | Q(ancestor__in=at))
    pairs = set(reach.values_list("place_id", "ancestor_id"))
    related = {(one, other) for pair in pairs for one, other in (pair, pair[::-1]) if one in at}
    places = {place for _, place in related}
    close: dict[int, list[CloseBy]] = defaultdict(list)
    for other in _told(near.filter(place__in=places)).order_by("on", "id")[:MOST]:
        planned = _plan(other)
        for plan in own:
            if planned and (plan.place, planned.place) in related and _clash(plan, planned):
                close[plan.pk].append(_read(other))
    return close


def _told(rows: EngagementQuerySet) -> EngagementQuerySet:
    """With what is compared and told of each, and no more."""
    bodies = EngagementBody.objects.select_related("organisation")
    bodies = bodies.only("engagement", "description", "organisation__name")
    columns = ("number", "state", "on", "on_precision", "place__name", "pilot__slug")
    told = rows.select_related("place", "pilot").only(*columns)
    return told.prefetch_related(Prefetch("bodies", bodies))


def _plan(visit: Engagement) -> Planned | None:
    """A visit with an exact day and place that was not called off."""
    is_dated = visit.on is not None and visit.on_precision == Precision.DAY
    if not is_dated or visit.place_id is None or visit.state not in Engagement.STANDS:
        return None
    return Planned(visit.pk, visit.place_id, visit.on or dt.date.min, _who(visit))


def _clash(plan: Planned, other: Planned) -> bool:
    is_same = bool(plan.who) and plan.who == other.who
    return plan.pk != other.pk and abs(plan.day - other.day) <= APART and not is_same


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
