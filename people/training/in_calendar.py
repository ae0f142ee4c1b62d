"""When courses begin."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from partnerships.place.examples import sees_demo_data
from people.models import Course
from records.absent import Absent, Whole
from registry.calendar import Reading
from registry.record_day import RecordDay


def _courses(reading: Reading) -> QuerySet[Any] | None:
    """In the calendars of everybody who is signed in: they are for whoever wants to learn."""
    if reading.calendar.subject is not None or not reading.user.is_authenticated:
        return None
    seen = Q() if sees_demo_data(reading.user) else Q(provider__is_example=False)
    return Course.objects.visible_to(reading.user).filter(seen)


CALENDAR = (
    RecordDay(
        key="courses",
        rows=_courses,
        day="start",
        text=lambda one: f"Training begins: {one}",
        about=lambda one: str(one.provider),
        queryset=lambda: Course.objects.select_related("provider"),
    ).events(noun="Training", order=229, within="learning"),
    Absent(
        model=Course,
        at=Whole.CALENDAR,
        fields=("end",),
        why="the calendar tells its first day, when who takes it must be there",
    ),
)
