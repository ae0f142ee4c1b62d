"""What is asked once for many pilots."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from partnerships.fields import long_text, radios
from pilots.models import Pilot
from records.bulk.lists import OperationForm
from records.dates import DateWithPrecision
from records.periods import not_to_come, on_field


class EndSeveral(OperationForm):
    """How they ended, when and why. What is learned from one is written on its own page."""

    to = radios(
        "Did they close, or were they stopped?",
        [(Pilot.Status.CLOSED, "closed"), (Pilot.Status.STOPPED, "stopped")],
        hints={
            Pilot.Status.CLOSED: "They came to their end",
            Pilot.Status.STOPPED: "They ended before they were meant to",
        },
    )
    on = on_field("When?")
    why = long_text("Why?", help_text="Everyone who can see a pilot reads this")
    no_lessons_because = CharField(
        label="Why is there no lesson yet?",
        max_length=300,
        help_text="Said of those for which none is written down",
    )
    field_order = ("to", "on", "why", "no_lessons_because")

    def clean_on(self) -> Any:
        """It has come."""
        value = not_to_come(self, "on")
        return DateWithPrecision(*value) if value else None
