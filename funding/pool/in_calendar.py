"""When budgets that several bodies keep together end."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from funding.models import Pool
from partnerships.programme.in_calendar import concerned
from registry.calendar import Reading
from registry.record_day import RecordDay


def _pools(reading: Reading) -> QuerySet[Any] | None:
    rule = concerned(reading.calendar)
    return None if rule is None else Pool.objects.visible_to(reading.user).filter(rule)


CALENDAR = (
    RecordDay(
        key="pool-ends",
        rows=_pools,
        day="end",
        text=lambda one: f"Pooled budget ends: {one}",
        queryset=lambda: Pool.objects.only("name", "end", "end_precision", "updated_at"),
    ).events(noun="Pooled budget", order=207, within="money"),
)
