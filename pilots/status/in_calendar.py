"""When pilots and their phases are to end, and what stays of one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from pilots.models import Legacy, Phase, Pilot
from pilots.subjects import of_its_pilots, titled, with_pilot
from records.absent import Absent, Whole
from records.addresses import address
from registry.calendar import Reading
from registry.record_day import RecordDay


def _pilots(reading: Reading) -> QuerySet[Any]:
    return Pilot.objects.filter(of_its_pilots(reading, "pk"), status__in=Pilot.OPEN)


def _phases(reading: Reading) -> QuerySet[Any]:
    open_ones = Phase.objects.filter(end=None, pilot__status__in=Pilot.OPEN)
    return open_ones.filter(of_its_pilots(reading))


def _legacy(reading: Reading) -> QuerySet[Any]:
    return Legacy.objects.filter(of_its_pilots(reading), state__in=Legacy.MAY_GO_ON)


def _life(row: Any) -> str:
    return address("pilot_life", row.pilot.slug)


def _pilot(row: Any) -> str:
    return str(titled(row, row.pilot).title)


CALENDAR = (
    RecordDay(
        key="ends",
        rows=_pilots,
        day="end",
        text=lambda one: f"Pilot ends: {one.title}",
        queryset=lambda: Pilot.objects.with_lead().only(
            "slug", "name", "status", "end", "end_precision", "updated_at"
        ),
    ).events(label="Pilots and programmes ending", noun="Pilot", order=65),
    RecordDay(
        key="phase-ends",
        rows=_phases,
        day="planned_end",
        text=lambda one: f"Phase ends: {one.get_kind_display()}",
        about=_pilot,
        url=_life,
        queryset=lambda: with_pilot(
            Phase.objects.all(), "kind", "planned_end", "planned_end_precision", "updated_at"
        ),
    ).events(noun="Phase", order=234, within="ends"),
    RecordDay(
        key="legacy-ends",
        rows=_legacy,
        day="until",
        text=lambda one: f"Continued work ends: {one.what}",
        about=_pilot,
        url=_life,
        queryset=lambda: with_pilot(
            Legacy.objects.all(), "what", "until", "until_precision", "updated_at"
        ),
    ).events(noun="Continued work", order=235, within="ends"),
    Absent(
        model=Phase,
        at=Whole.CALENDAR,
        fields=("end",),
        why="it says when a phase ended: the calendar tells the day on which it is to end",
    ),
)
