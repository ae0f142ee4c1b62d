"""By when answers in disputes are due."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from governance.board.in_calendar import of_boards
from governance.models import DisputeStep
from registry.calendar import Reading
from registry.record_day import RecordDay


def _steps(reading: Reading) -> QuerySet[Any] | None:
    rule = of_boards(reading.calendar, "dispute__board")
    if rule is None:
        return None
    return DisputeStep.objects.visible_to(reading.user).waiting().filter(rule)


CALENDAR = (
    RecordDay(
        key="dispute-answers",
        rows=_steps,
        day="answer_by",
        text=lambda one: f"Answer due in a dispute: {one.dispute.title}",
        about=lambda one: str(one.dispute.board),
        queryset=lambda: DisputeStep.objects.select_related("dispute__board__organisation"),
        to_do=True,
    ).events(noun="Dispute", order=216, within="answers", of_boards=True),
)
