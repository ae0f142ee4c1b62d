"""The pack for a visit: the place in five minutes, what waits there for an answer, what was
promised, who receives them, who else goes. All of it as one reader may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, ExpressionWrapper, OuterRef, Q, Value, When
from django.urls import reverse

from barriers.models import Barrier, BarrierPlace, Escalation
from collaboration.models import ActionItem
from dashboards.place.brief import Brief, brief_of
from interface.cut import Cut
from interface.paging import BoundedCount, up_to
from partnerships.models import Organisation
from partnerships.place import head as place_head
from pilots.engagement import summary
from pilots.engagement.close_visits import CloseBy
from pilots.engagement.for_place import VisitsHere, visits_at_place
from pilots.engagement.reading import ReadEngagement, ReadPromise, read, read_promise
from pilots.indicator.bars import BarRow, bar_rows
from pilots.models import Engagement
from pilots.place.speaks_for import SpeaksFor, speaks_for

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

    @property
    def theirs(self) -> list[Any]:
        """What is asked of those who come."""
        return [row for row in self.escalations.rows if row.theirs == 0]

    @property
    def of_others(self) -> list[Any]:
        """What is asked of anybody else."""
        return [row for row in self.escalations.rows if row.theirs]

    @property
    def in_the_way(self) -> list[Any]:
        """The barriers that a brief has room for, but those that are asked of who comes."""
        asked = {row.barrier_id for row in self.theirs}
        return [row for row in self.brief.short.barriers.rows if row.barrier.pk not in asked]

    @property
    def others_to_ask(self) -> list[Any]:
        """Who to ask, but who receives the visit."""
        host = self.visit.host.get_absolute_url() if self.visit.host else ""
        return [one for one in self.brief.short.asking.rows if one.url != host]

    @cached_property
    def bars(self) -> list[BarRow]:
        """Planned and actual of as many figures as a brief has room for, first those to draw."""
        rows = sorted(bar_rows(self.brief.full.figures.rows), key=lambda row: not row.bar)
        return rows[: len(self.brief.short.figures.rows)]

    @property
    def has_ranges(self) -> bool:
        """Whether any plan is a range."""
        return any(bar.is_range for bar in self.bars)

    @property
    def has_bars(self) -> bool:
        """Whether any of them is drawn."""
        return any(bar.bar for bar in self.bars)

    @property
    def strip(self) -> list[dict[str, Any]]:
        """What there is here, what waits and what was promised; nothing of what is not."""
        page = self.brief.page
        counts = (
            ("pilot,pilots", page.pilots.count),
            ("barrier,barriers", page.barriers.count),
            ("waiting for an answer,waiting for an answer", self.escalations.in_all),
            ("promised and still to do,promised and still to do", self.promises.in_all),
        )
        return [_counted(nouns, count) for nouns, count in counts if count.count]


def _counted(nouns: str, count: BoundedCount) -> dict[str, Any]:
    one, many = nouns.split(",")
    return {"label": one if count.label == "1" else many, "value": count}


def pack_of(user: Any, visit: Engagement, today: dt.date) -> Pack | None:
    """For a visit that the caller has found visible, with all that reading needs; None where its
    place cannot be found any more."""
    place = place_head.load(visit.place.slug) if visit.place else None
    if place is None:
        return None
    [read_visit] = read(user, [visit], today)
    brief = brief_of(user, place, today)
    of_whom = speaks_for(user, place, brief.page.here)
    return Pack(
        visit=read_visit,
        close_by=summary.close_by(user, visit),
        brief=brief,
        escalations=_escalations(user, visit, place, of_whom, today),
        promises=_promises(user, visit, place, today),
        others=visits_at_place(user, place, today, shown=VISITS, but=visit.pk),
    )


def _escalations(
    user: Any, visit: Engagement, place: Any, of_whom: SpeaksFor, today: dt.date
) -> Cut:
    """Those at this place that wait for an answer: first those to whom comes, then by day.

    Of a place within a council also those of the pilots here and of its councils, each with
    ``whose`` it is, after its own; ``is_late`` as the record says, ``was_due`` past the day to
    answer.
    """
    coming = [row.organisation_id for row in visit.bodies.all() if row.organisation_id]
    bodies = Organisation.objects.of_bodies(coming).order_by().values("pk")
    theirs = Case(When(to__in=bodies, then=Value(0)), default=Value(1))
    links = BarrierPlace.objects.filter(place__in=[council.pk for council in of_whom.councils])
    here = Q(reach_ids__contains=[place.pk])
    others = Q(pilot__in=of_whom.pilots.ids) | Q(pk__in=links.order_by().values("barrier"))
    barriers = Barrier.objects.filter(here | others if of_whom else here)
    seen = (
        Escalation.objects.visible_to(user)
        .open()
        .filter(barrier__in=barriers.order_by().values("pk"))
    )
    rows = seen.select_related("barrier", "to").defer("barrier__search")
    marked = rows.annotate(
        theirs=theirs,
        is_here=ExpressionWrapper(Q(barrier__reach_ids__contains=[place.pk]), BooleanField()),
        at=ArraySubquery(links.filter(barrier=OuterRef("barrier")).values("place")),
    )
    found = list(marked.order_by("theirs", "-is_here", "answer_by", "id")[: MOST + 1])
    for row in found[:SHOWN]:
        row.is_late, row.was_due = row.is_overdue(today), row.answer_by < today
        row.whose = "" if row.is_here else _whose(row, of_whom)
    url = f"{reverse('escalations')}?state=waiting&place={place.slug}"
    return Cut(found[:SHOWN], up_to(len(found), MOST), url)


def _whose(row: Any, of_whom: SpeaksFor) -> str:
    pilot = row.barrier.pilot_id
    return of_whom.of_pilot(pilot) if pilot in of_whom.pilots.ids else of_whom.of_council(row.at)


def _promises(user: Any, visit: Engagement, place: Any, today: dt.date) -> Cut:
    """What was promised at this place, or over this pilot, and is still to do."""
    seen = Engagement.objects.visible_to(user)
    rows = ActionItem.objects.told_with(user, seen.at_place(place))
    if visit.pilot_id:
        rows = rows | ActionItem.objects.told_with(user, seen.filter(pilot=visit.pilot_id))
    found = list(rows.open()[: MOST + 1])
    made: list[ReadPromise] = [read_promise(row, today) for row in found[:SHOWN]]
    return Cut(made, up_to(len(found), MOST), reverse("place_calendar", args=[place.slug]))
