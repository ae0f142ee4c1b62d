"""Until when priorities hold, and decisions on them are taken."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from access.visibility import reader_of
from partnerships.models import Place
from partnerships.programme.in_calendar import concerned
from policy.models import Priority
from registry.calendar import Reading
from registry.record_day import RecordDay


def _priorities(reading: Reading) -> QuerySet[Any] | None:
    """Those that bear on the place; in one's own calendar also those of one's bodies."""
    subject, reader = reading.calendar.subject, reader_of(reading.user)
    rows = Priority.objects.visible_to(reading.user).filter(withdrawn_on=None)
    if isinstance(subject, Place):
        return rows.bearing_on(subject)
    rule = concerned(reading.calendar)
    if rule is None:
        return None
    if subject is None and reader and reader.organisations:
        rule |= Q(owner__in=sorted(reader.organisations))
    return rows.filter(rule)


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
    _day("priority-decisions", "decide_to", "Last day for decisions on a priority").events(
        noun="Priority", order=236, within="policy-tests"
    ),
    _day("priority-ends", "end", "Priority ends").events(
        noun="Priority", order=237, within="policy-tests"
    ),
)
