"""Whom the pilots of a programme met, each team and department counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from partnerships.models import Programme
from pilots.engagement.counts import Met, met, met_by_pilot
from pilots.engagement.summary import Reached, reached
from pilots.engagement_total.reading import Total, totals
from pilots.models import Engagement, EngagementTotal, Pilot

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
    return "; ".join(one.words for one in _said(user, programme))


def build(user: Any, programme: Programme) -> ProgrammeMet:
    """For a programme, of what this reader sees of its pilots. Seven queries."""
    seen = _seen(user, programme)
    by_pilot = met_by_pilot(user, seen)
    pilots = Pilot.objects.visible_to(user).filter(programme=programme)
    of_pilots = EngagementTotal.objects.visible_to(user).filter(pilot__in=pilots)
    sayings: dict[int, list[Total]] = {}
    for one in of_pilots.select_related("source")[:SHOWN]:
        sayings.setdefault(one.pilot_id or 0, []).append(Total.of(user, one))
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
    said = EngagementTotal.objects.visible_to(user).filter(programme=programme)
    return totals(user, said)
