"""Visits in short, on the page of a place and in briefs: who is about to come, who was there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from access.kept import kept
from interface.cut import Cut
from interface.paging import up_to
from partnerships.models import Place
from people.models import JobRole
from pilots.models import Engagement, EngagementBody, Pilot
from pilots.pilot.permissions import can_read_working_text
from records.addresses import address
from records.dates import DateWithPrecision
from records.statements import Given

# Who came in the last three months is worth knowing before one goes
LATELY = dt.timedelta(days=92)
# A plan whose day is over is shown for so long, for somebody to say whether it took place
LATE = dt.timedelta(days=30)
SHOWN, MOST = 3, 20
COLUMNS = (
    *("on_key", "pk", "number", "state", "on_precision", "purpose"),
    *("pilot_slug", "host_title", "met"),
)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a line: when, what about, who comes or came, which job role receives them."""

    when: str
    purpose: str
    url: str
    met: str
    host: str
    is_planned: bool
    is_over: bool

    @property
    def asks_what_came(self) -> bool:
        """Whether its day is over and nobody said what came of it."""
        return self.is_planned and self.is_over


@dataclass(frozen=True)
class VisitsHere:
    """The next visits and the latest, as one reader sees them."""

    coming: Cut
    lately: Cut

    def __bool__(self) -> bool:
        return bool(self.coming.rows or self.lately.rows)

    @property
    def url(self) -> str:
        """The list of all."""
        return self.coming.url


def visits_at_place(
    user: Any, place: Place, today: dt.date, *, shown: int = SHOWN, but: int = 0
) -> VisitsHere:
    """To a place, for those who are signed in, in one query; ``but`` is a visit to leave out."""
    url = f"{reverse('visits')}?place={place.slug}"
    rows = (
        _at_place(user, place=place, but=but, **_days(today)) if can_read_working_text(user) else []
    )
    return _in_short(rows, today, shown=shown, url=url)


def visits_to(user: Any, pilot: Pilot, today: dt.date) -> VisitsHere:
    """To a pilot, likewise."""
    url = reverse("pilot_engagement", args=[pilot.slug])
    rows = _of_pilot(user, pilot=pilot, **_days(today)) if can_read_working_text(user) else []
    return _in_short(rows, today, shown=SHOWN, url=url)


def _days(today: dt.date) -> dict[str, dt.date]:
    return {"today": today, "late": today - LATE, "lately": today - LATELY}


@kept
def _at_place(user: Any, *, place: Any, but: Given, **days: Given) -> Any:
    return _first(user, Engagement.objects.at_place(place).exclude(pk=but), **days)


@kept
def _of_pilot(user: Any, *, pilot: Any, **days: Given) -> Any:
    return _first(user, Engagement.objects.filter(pilot=pilot), **days)


def _first(user: Any, rows: Any, *, today: Given, late: Given, lately: Given) -> Any:
    """The next that are planned and the latest that took place, in ``COLUMNS``."""
    seen = _in_columns(user, rows.visible_to(user).visits())
    planned = seen.filter(state=Engagement.State.PLANNED, on_key__gte=late)
    held = seen.filter(state=Engagement.State.HELD, on_key__gte=lately, on_key__lte=today)
    ahead = planned.order_by("on_key", "pk").values_list(*COLUMNS)[: MOST + 1]
    past = held.order_by("-on_key", "-pk").values_list(*COLUMNS)[: MOST + 1]
    return ahead.union(past, all=True)


def _in_short(rows: list[Any], today: dt.date, *, shown: int, url: str) -> VisitsHere:
    lines = [_line(row, today) for row in sorted(rows, key=itemgetter(0, 1))]
    coming = [line for line in lines if line.is_planned]
    lately = [line for line in reversed(lines) if not line.is_planned]
    return VisitsHere(
        coming=Cut(coming[:shown], up_to(len(coming), MOST), url),
        lately=Cut(lately[:shown], up_to(len(lately), MOST), url),
    )


def _in_columns(user: Any, rows: Any) -> QuerySet[Any]:
    bodies = EngagementBody.objects.filter(engagement=OuterRef("pk")).order_by("id")
    named = Coalesce("organisation__name", "description", output_field=CharField())
    hosts = JobRole.objects.visible_to(user).filter(pk=OuterRef("host")).order_by()
    annotated: QuerySet[Any] = rows.annotate(
        pilot_slug=Coalesce(F("pilot__slug"), Value("")),
        host_title=Subquery(hosts.values("title")[:1]),
        met=ArraySubquery(bodies.values(named=named)),
    )
    return annotated


def _line(row: tuple[Any, ...], today: dt.date) -> VisitLine:
    day, pk, number, state, precision, purpose, pilot, host, met = row
    return VisitLine(
        when=str(DateWithPrecision(day, precision)),
        purpose=purpose,
        url=address("engagement", pilot, number) if pilot else address("visit", str(pk)),
        met="; ".join(met),
        host=host or "",
        is_planned=state == Engagement.State.PLANNED,
        is_over=day < today,
    )
