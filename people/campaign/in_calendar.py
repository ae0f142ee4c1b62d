"""When campaigns begin and end."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from partnerships.models import Programme
from partnerships.place.examples import sees_demo_data
from people.models import Campaign
from records.absent import Absent, Whole
from registry.calendar import Reading
from registry.record_day import RecordDay


def _campaigns(reading: Reading) -> QuerySet[Any] | None:
    """Those of a programme; in the calendars of everybody who is signed in all of them."""
    subject, rows = reading.calendar.subject, Campaign.objects.visible_to(reading.user)
    if isinstance(subject, Programme):
        return rows.filter(programme=subject)
    if subject is not None or not reading.user.is_authenticated:
        return None
    seen = Q() if sees_demo_data(reading.user) else Q(organisation__is_example=False)
    return rows.filter(seen)


CALENDAR = (
    RecordDay(
        key="campaigns",
        rows=_campaigns,
        day="start",
        text=lambda one: f"Campaign begins: {one}",
        about=lambda one: str(one.organisation),
        queryset=lambda: Campaign.objects.select_related("organisation"),
    ).events(noun="Campaign", order=238, within="learning"),
    Absent(
        model=Campaign,
        at=Whole.CALENDAR,
        fields=("end",),
        why="the calendar tells its first day, from which people ask about it",
    ),
)
