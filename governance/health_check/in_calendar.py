"""Until when partners answer a health check."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from access.visibility import reader_of
from governance.health_check.models import asked_of, kept_by
from governance.models import HealthRound
from registry.calendar import Reading
from registry.record_day import RecordDay


def _rounds(reading: Reading) -> QuerySet[Any] | None:
    """In the calendars of who answers, and of who keeps the partnership. They close by themselves,
    so none is late."""
    reader = reader_of(reading.user)
    if reading.calendar.subject is not None or reader is None:
        return None
    rows = HealthRound.objects.visible_to(reading.user).filter(state__in=HealthRound.OPEN)
    return rows.filter(asked_of(reader) | kept_by(reader))


CALENDAR = (
    RecordDay(
        key="health-checks",
        rows=_rounds,
        day="closes_on",
        text=lambda one: f"Health check closes: {one.partnership}",
        queryset=lambda: HealthRound.objects.select_related("partnership"),
    ).events(noun="Health check", order=217, within="answers"),
)
