"""When a figure is to be counted again, and by whom."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from interface import forms
from interface.words import capitalised_choices
from pilots.forms.plans import asked_for
from pilots.models import Remeasure
from records.conflicts import Versioned

FARTHEST = 30


class RemeasureForm(Versioned, forms.ModelForm):
    """Count it again. ``keeps``: whether this person may take it on or give it up."""

    due = forms.DayField(label="When should it be counted again?", earliest=1990)

    question_led = True

    class Meta:
        model = Remeasure
        fields = ("due", "who", "note", "state", "dropped_because")
        labels = {
            "who": "Who should count it?",
            "note": "Is there anything to know?",
            "state": "How does it stand?",
            "dropped_because": "Why is it given up?",
        }
        help_texts = {"who": "A job role, not a person’s name"}
        widgets = {"state": forms.Radios}

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["keeps"] = keeps
        fields: Any = self.fields
        if self.instance.pk and keeps:
            fields["state"].choices = capitalised_choices(Remeasure.State.choices)
        else:
            del fields["state"], fields["dropped_because"]
        asked_for(self, "dropped_because")

    def clean(self) -> dict[str, Any]:
        """A day to come, and a reason where it is given up."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        due, today = data.get("due"), timezone.localdate()
        if due and due <= today and due != self.instance.due:
            self.add_error("due", "Enter a day that is still to come")
        elif due and due.year > today.year + FARTHEST:
            self.add_error("due", f"Enter a day within {FARTHEST} years")
        if data.get("state") == Remeasure.State.DROPPED:
            if not data.get("dropped_because"):
                self.add_error("dropped_because", "Say why it is given up")
        elif "dropped_because" in self.fields:
            data["dropped_because"] = ""
        return data
