"""The pack for a visit: the place in five minutes, what waits there for an answer, what was
promised, who receives them, who else goes. All of it as one reader may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Value, When
from django.urls import reverse

from barriers.models import Barrier, Escalation
from collaboration.models import ActionItem
from dashboards.place.brief import Brief, brief_of
from interface.cut import Cut
from interface.paging import up_to
from partnerships.models import Organisation
from partnerships.place import head as place_head
from pilots.engagement import summary
from pilots.engagement.close_visits import CloseBy
from pilots.engagement.for_place import VisitsHere, visits_at_place
from pilots.engagement.reading import ReadEngagement, ReadPromise, read, read_promise
from pilots.models import Engagement

SHOWN, MOST, VISITS = 10, 100, 6


@dataclass(frozen=True)
class Pack:
    """What one reader takes along."""

    visit: ReadEngagement
    close_by: list[CloseBy]
    brief: Brief
    escalations: Cut
    promises: Cut
    others: VisitsHere


def pack_of(user: Any, visit: Engagement, today: dt.date) -> Pack | None:
    """For a visit that the caller has found visible, with all that reading needs; None where its
    place cannot be found any more."""
    place = place_head.load(visit.place.slug) if visit.place else None
    if place is None:
        return None
    [read_visit] = read(user, [visit], today)
    return Pack(
        visit=read_visit,
        close_by=summary.close_by(user, visit),
        brief=brief_of(user, place, today),
        escalations=_escalations(user, visit, place),
        promises=_promises(user, visit, place, today),
        others=visits_at_place(user, place, today, shown=VISITS, but=visit.pk),
    )


def _escalations(user: Any, visit: Engagement, place: Any) -> Cut:
    """Those at this place that wait for an answer: first those to whom comes, then by day."""
    coming = [row.organisation_id for row in visit.bodies.all() if row.organisation_id]
    bodies = Organisation.objects.of_bodies(coming).order_by().values("pk")
    theirs = Case(When(to__in=bodies, then=Value(0)), default=Value(1))
    at_place = Barrier.objects.in_place(place).order_by().values("pk")
    seen = Escalation.objects.visible_to(user).open().filter(barrier__in=at_place)
    rows = seen.select_related("barrier", "to").defer("barrier__search")
    found = list(rows.annotate(theirs=theirs).order_by("theirs", "answer_by", "id")[: MOST + 1])
    url = f"{reverse('escalations')}?state=waiting&place={place.slug}"
    return Cut(found[:SHOWN], up_to(len(found), MOST), url)


def _promises(user: Any, visit: Engagement, place: Any, today: dt.date) -> Cut:
    """What was promised at this place, or over this pilot, and is still to do."""
    seen = Engagement.objects.visible_to(user)
    rows = ActionItem.objects.told_with(user, seen.at_place(place))
    if visit.pilot_id:
        rows = rows | ActionItem.objects.told_with(user, seen.filter(pilot=visit.pilot_id))
    found = list(rows.open()[: MOST + 1])
    made: list[ReadPromise] = [read_promise(row, today) for row in found[:SHOWN]]
    return Cut(made, up_to(len(found), MOST), reverse("place_calendar", args=[place.slug]))
