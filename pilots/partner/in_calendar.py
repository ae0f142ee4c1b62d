"""Until when partners take part in a pilot."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from pilots.models import Pilot, PilotPartner
from pilots.subjects import of_its_pilots, titled, with_pilot
from records.addresses import address
from registry.calendar import Reading
from registry.record_day import RecordDay


def _partners(reading: Reading) -> QuerySet[Any]:
    return PilotPartner.objects.filter(of_its_pilots(reading), pilot__status__in=Pilot.OPEN)


CALENDAR = (
    RecordDay(
        key="partner-leaves",
        rows=_partners,
        day="end",
        text=lambda one: f"Part in a pilot ends: {one.organisation or one.description}",
        about=lambda one: str(titled(one, one.pilot).title),
        url=lambda one: address("pilot_partners", one.pilot.slug),
        queryset=lambda: with_pilot(
            PilotPartner.objects.select_related("organisation"),
            *("organisation__name", "description", "end", "updated_at"),
        ),
    ).events(noun="Partner", order=233, within="ends"),
)
