from __future__ import annotations

from typing import Any

from django.forms import ChoiceField, HiddenInput, IntegerField

from barriers.escalation.forms import ToBody
from barriers.models import Barrier
from interface.words import capitalised_choices
from partnerships.fields import long_text

LEVERS = [("", "Not known"), *capitalised_choices(Barrier.Lever.choices)]


class OwnerForm(ToBody):
    """Which body could unlock a barrier, which job role there, and what it would be asked."""

    question_led = True
    field_order = ["to", "post", "lever", "ask", "seen"]

    lever = ChoiceField(label="What would they have to change?", required=False, choices=LEVERS)
    ask = long_text(
        "What would you ask them to do?",
        2,
        required=False,
        help_text="They are not told yet: whoever works on it asks them.",
    )

    seen = IntegerField(required=False, widget=HiddenInput())

    def __init__(self, *args: Any, barrier: Barrier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.barrier = barrier
        if barrier.unlocker and "to" not in self.initial:
            self.initial.update(to=barrier.unlocker, post=self.seen_post(barrier))
        self.initial["seen"] = barrier.unlocker_id
        self.initial.setdefault("lever", barrier.lever)
        self.initial.setdefault("ask", barrier.ask)

    def clean(self) -> dict[str, Any]:
        """A job role that they may not see is neither shown nor taken off."""
        cleaned = super().clean()
        kept = self.barrier.unlocker_post
        same = cleaned.get("to") == self.barrier.unlocker
        if kept and same and not cleaned.get("post") and self.seen_post(self.barrier) is None:
            cleaned["post"] = kept
        return cleaned
