"""Meetings in short: above a pilot's list, and for the pilots of a programme."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from collaboration.models import ActionItem
from partnerships.models import Programme
from pilots import people_counts
from pilots.engagement.close_visits import CloseBy, close_to
from pilots.engagement.counts import Met, Total, met, met_by_pilot, totals
from pilots.engagement.reading import ReadEngagement, ReadPromise, read, read_promise, with_all
from pilots.models import Engagement, EngagementBody, EngagementTotal, Pilot
from pilots.people_counts import hides_few
from pilots.pilot.permissions import can_read_working_text
from records.figures import FEW, Qualifier, Quantity

COMING = 10
PROMISES = 30


@dataclass(frozen=True)
class Reached:
    """Outreach by one method: how often, and how many people."""

    method: str
    times: int
    people: Quantity
    unknown: int
    hidden: int


@dataclass(frozen=True)
class Parts:
    """What stands above the list."""

    met: Met
    reached: list[Reached]
    totals: list[Total]
    coming: list[ReadEngagement]
    promises: list[ReadPromise]
    shows_promises: bool


def build(user: Any, pilot: Pilot, today: dt.date) -> Parts:
    """For a pilot that the caller has authorised."""
    seen = Engagement.objects.visible_to(user).filter(pilot=pilot)
    planned = seen.filter(state=Engagement.State.PLANNED).order_by("on", "id")
    may = can_read_working_text(user)
    promised: list[ActionItem] = []
    if may:
        about = ActionItem.objects.told_with(user, seen)
        still_to_do = F("ended_on").desc(nulls_first=True)
        promised = list(about.order_by(still_to_do, "due", "id")[:PROMISES])
    return Parts(
        met=met(user, seen),
        reached=reached(user, seen),
        totals=totals(user, EngagementTotal.objects.visible_to(user).filter(pilot=pilot)),
        coming=read(user, with_all(planned)[:COMING], today) if may else [],
        promises=[read_promise(promise, today) for promise in promised],
        shows_promises=may,
    )


def reached(user: Any, seen: Any) -> list[Reached]:
    """Outreach by method, with how many people were reached; unknown numbers are said, not zero."""
    small = _small(user)
    open_ended = ~Q(reached_qualifier=Qualifier.EXACTLY) | Q(reached_high__isnull=False)
    rows = (
        seen.held()
        .filter(kind=Engagement.Kind.OUTREACH)
        .order_by()
        .values("method")
        .annotate(
            times=Count("pk"),
            people=Sum("reached_low", filter=~small),
            unknown=Count("pk", filter=Q(reached_low=None)),
            hidden=Count("pk", filter=small),
            inexact=Count("pk", filter=open_ended & Q(reached_low__isnull=False)),
        )
    )
    names = dict(Engagement.Method.choices)
    made = [
        Reached(
            method=str(names.get(row["method"], "how is not known")).capitalize(),
            times=row["times"],
            people=Quantity(row["people"], None, _exact(row), "people"),
            unknown=row["unknown"],
            hidden=row["hidden"],
        )
        for row in rows
    ]
    return sorted(made, key=lambda row: (-row.times, row.method))


def _small(user: Any) -> Q:
    """Rows that no sum for this reader may hold: with a count from one to four, or beside one."""
    if not hides_few(user):
        return Q(pk__in=[])
    small_bodies = EngagementBody.objects.filter(engagement=OuterRef("pk"))
    some = small_bodies.filter(Q(people=None) | Q(people__gt=0, people__lt=FEW))
    return people_counts.is_few("reached") | Q(Exists(some))


def _exact(row: dict[str, Any]) -> Qualifier:
    is_whole = not (row["unknown"] or row["hidden"] or row["inexact"])
    return Qualifier.EXACTLY if is_whole else Qualifier.AT_LEAST


def close_by(user: Any, visit: Engagement) -> list[CloseBy]:
    """For a visit: others at the same place within two weeks, for those who are signed in."""
    if visit.kind != Engagement.Kind.VISIT or not can_read_working_text(user):
        return []
    return close_to(user, [visit]).get(visit.pk, [])


SHOWN = 100


@dataclass(frozen=True)
class PilotMet:
    """A pilot of the programme with whom it met, by itself; ``said`` is what a source says."""

    pilot: Pilot
    met: Met
    said: list[Total]


@dataclass(frozen=True)
class ProgrammeMet:
    """The programme in all, what sources say in all, and each pilot that met anybody."""

    met: Met
    totals: list[Total]
    reached: list[Reached]
    rows: list[PilotMet]
    more: int


def words_of(user: Any, programme: Programme) -> str:
    """What sources say in all, in a line; empty where none does. One query: to count takes more."""
    return "; ".join(total.words for total in _said(user, programme))


def met_of_programme(user: Any, programme: Programme) -> ProgrammeMet:
    """For a programme, of what this reader sees of its pilots. Seven queries."""
    seen = _seen(user, programme)
    by_pilot = met_by_pilot(user, seen)
    pilots = Pilot.objects.visible_to(user).filter(programme=programme)
    of_pilots = EngagementTotal.objects.visible_to(user).filter(pilot__in=pilots)
    sayings: dict[int, list[Total]] = {}
    for total in of_pilots.select_related("source")[:SHOWN]:
        sayings.setdefault(total.pilot_id or 0, []).append(Total.of(user, total))
    named = {*by_pilot, *sayings}
    rows = [
        PilotMet(pilot, by_pilot.get(pilot.pk, Met()), sayings.get(pilot.pk, []))
        for pilot in pilots.filter(pk__in=named).with_places().order_by("sort_key", "id")[:SHOWN]
    ]
    return ProgrammeMet(
        met=met(user, seen),
        totals=_said(user, programme),
        reached=reached(user, seen),
        rows=rows,
        more=len(named) - len(rows),
    )


def _seen(user: Any, programme: Programme) -> Any:
    return Engagement.objects.visible_to(user).filter(pilot__programme=programme)


def _said(user: Any, programme: Programme) -> list[Total]:
    totals_said = EngagementTotal.objects.visible_to(user).filter(programme=programme)
    return totals(user, totals_said)
