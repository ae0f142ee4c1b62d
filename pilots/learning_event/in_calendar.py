"""Days on which places learn from each other."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from partnerships.models import Place, Programme
from partnerships.place.examples import sees_demo_data
from pilots.models import LearningEvent
from registry.calendar import Reading
from registry.record_day import RecordDay


def _events(reading: Reading) -> QuerySet[Any] | None:
    """Those of the place or the programme; in one's own calendar all of them."""
    subject, rows = reading.calendar.subject, LearningEvent.objects.visible_to(reading.user)
    rows = rows.filter(called_off_at=None)
    if isinstance(subject, Place):
        return rows.filter(place__reach_up__ancestor=subject)
    if isinstance(subject, Programme):
        return rows.filter(programme=subject)
    if subject is not None or not reading.user.is_authenticated:
        return None
    made_up = Q(place__is_example=True) | Q(programme__is_example=True)
    return rows if sees_demo_data(reading.user) else rows.exclude(made_up)


CALENDAR = (
    RecordDay(
        key="learning",
        rows=_events,
        day="day",
        text=lambda one: f"Learning event: {one.title}",
        about=lambda one: one.where,
        queryset=lambda: LearningEvent.objects.only("title", "day", "where", "updated_at"),
    ).events(label="Learning and secondments", noun="Learning event", order=85),
)
