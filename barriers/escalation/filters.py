"""What a list of escalations is narrowed by: a department's inbox, what a place waits for."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from access.visibility import reader_of
from barriers.models import Escalation
from interface.filters import FilterSet, OneOf
from interface.words import capitalised_choices
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.choices import programme_choices

MIXED = [
    ("waiting", "Waiting for an answer"),
    ("late", "Overdue"),
    ("replied", "Answered or declined"),
    ("in-time", "Answered in time"),
    ("counted", "All that had to be answered"),
]
OF_US, BY_US = "of-us", "by-us"


def rows_for(request: Any) -> QuerySet[Escalation]:
    """All that the reader sees; what their bodies are asked is seen without asking more."""
    reader = reader_of(request.user)
    if request.GET.get("whose") == OF_US and reader is not None:
        return Escalation.objects.asked_of(reader.organisations)
    return Escalation.objects.visible_to(request.user)


class EscalationFilter(LeavesOutExamples, FilterSet):
    """Escalations by whose they are, how they stand, where, and whether the answer helped."""

    examples_at = "barrier"

    whose = OneOf(
        "Show only",
        choices=[(OF_US, "Escalated to your organisations"), (BY_US, "Escalated by you")],
        method="of_whom",
    )
    state = OneOf("Status", method="at_state")
    to = body_filter("Escalated to", by="of_body", help_text="Also teams within it")
    place = place_filter(by="for_place")
    programme = OneOf("Programme", field_name="barrier__programme__slug")
    helped = OneOf(
        "Did it help?",
        field_name="helped",
        choices=[("yes", "It helped"), ("partly", "It helped a little"), ("no", "It did not help")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        states = capitalised_choices(Escalation.State.choices)
        self.filters["state"].extra["choices"] = [*MIXED, *states]
        self.filters["programme"].extra["choices"] = programme_choices(user)

    def of_whom(self, rows: Any, name: str, whose: str) -> QuerySet[Escalation]:
        """Escalations to the reader's bodies, or by the reader."""
        reader = reader_of(self.request.user)
        if reader is None:
            return rows.none()
        if whose == OF_US:
            return rows.asked_of(reader.organisations)
        return rows.filter(created_by=reader.user_id)

    def at_state(self, rows: Any, name: str, state: str) -> QuerySet[Escalation]:
        """Escalations at one state, all that wait, or those that are late."""
        replied = rows.filter(state__in=Escalation.ANSWERS)
        match state:
            case "waiting":
                return rows.open()
            case "late":
                return rows.overdue(timezone.localdate())
            case "counted":
                return rows.counted()
            case "replied":
                return replied
            case "in-time":
                return replied.filter(ended_on__lte=F("first_due"))
            case _:
                return rows.filter(state=state)
