"""Until when priorities hold, and decisions on them are taken."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from partnerships.programme.in_calendar import concerned
from policy.models import Priority
from registry.calendar import Reading
from registry.record_day import RecordDay


def _priorities(reading: Reading) -> QuerySet[Any] | None:
    rule = concerned(reading.calendar)
    if rule is None:
        return None
    return Priority.objects.visible_to(reading.user).filter(rule, withdrawn_on=None)


def _day(key: str, day: str, says: str) -> RecordDay:
    return RecordDay(
        key=key,
        rows=_priorities,
        day=day,
        text=lambda one: f"{says}: {one.title}",
        about=lambda one: str(one.owner or ""),
        queryset=lambda: Priority.objects.select_related("owner"),
    )


CALENDAR = (
    _day("priority-decisions", "decide_to", "Last day of decisions on a priority").events(
        noun="Priority", order=236, within="policy-tests"
    ),
    _day("priority-ends", "end", "Priority ends").events(
        noun="Priority", order=237, within="policy-tests"
    ),
)
