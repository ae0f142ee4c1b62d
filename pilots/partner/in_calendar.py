"""Until when partners take part in a pilot."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from pilots.models import PilotPartner
from pilots.subjects import of_its_pilots, titled, with_pilot
from registry.calendar import Reading
from registry.record_day import RecordDay


def _partners(reading: Reading) -> QuerySet[Any]:
    return PilotPartner.objects.filter(of_its_pilots(reading))


CALENDAR = (
    RecordDay(
        key="partner-leaves",
        rows=_partners,
        day="end",
        text=lambda one: f"Part in a pilot ends: {one.organisation or one.description}",
        about=lambda one: str(titled(one, one.pilot).title),
        url=lambda one: one.pilot.get_absolute_url(),
        queryset=lambda: with_pilot(
            PilotPartner.objects.select_related("organisation"),
            *("organisation__name", "description", "end", "updated_at"),
        ),
    ).events(noun="Partner", order=233, within="ends"),
)
