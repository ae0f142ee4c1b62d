"""From when rules that many barriers wait for are changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from barriers.models import SystemicBarrier
from partnerships.place.examples import sees_demo_data
from registry.calendar import Reading
from registry.record_day import RecordDay


def _changes(reading: Reading) -> QuerySet[Any] | None:
    """In the calendars of everybody who is signed in: they hold for all places."""
    if reading.calendar.subject is not None or not reading.user.is_authenticated:
        return None
    seen = Q() if sees_demo_data(reading.user) else Q(is_example=False)
    changes = SystemicBarrier.objects.filter(status__in=SystemicBarrier.CHANGING)
    return changes.visible_to(reading.user).filter(seen)


CALENDAR = (
    RecordDay(
        key="rule-changes",
        rows=_changes,
        day="effect_on",
        text=lambda one: f"Rule change takes effect: {one.title}",
        about=lambda one: str(one.owner or ""),
        queryset=lambda: SystemicBarrier.objects.select_related("owner").defer("search"),
    ).events(noun="Systemic barrier", order=204, within="policy-tests"),
)
