from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, Textarea
from django.utils import timezone

from collaboration.models import MeetingAsk
from interface import forms

State = MeetingAsk.State


class MeetingForm(forms.Form):
    """A short request for one meeting with several teams."""

    question_led = True

    about = CharField(
        label="What is it about?",
        max_length=2_000,
        widget=Textarea({"rows": 3}),
        help_text="One or two sentences: what you want to find out or agree",
        error_messages={"required": "Say what it is about"},
    )
    from_us = CharField(
        label="Who would come from your side?",
        max_length=300,
        help_text="Job roles or teams, for example: private sector housing manager",
        error_messages={"required": "Say who would come from your side"},
    )
    suits = CharField(
        label="When would it suit?",
        max_length=300,
        help_text="For example: in the first two weeks of March, an hour, online",
        error_messages={"required": "Say when it would suit"},
    )


class AnswerMeetingForm(forms.Form):
    """A team's answer: a date, or why not now."""

    question_led = True

    state = ChoiceField(
        label="What do you answer?",
        choices=[(State.AGREED, "Agreed, on a date"), (State.NOT_NOW, "Not now")],
        widget=forms.Radios(
            hints={State.NOT_NOW: "Say why, and who else could be asked"},
            reveals=[State.AGREED],
        ),
    )
    meets_on = forms.DayField(
        label="What date?", required=False, help_text="For example, 4 12 2026"
    )
    meets_on.is_asked_for = True
    answer = CharField(
        label="Anything else?", required=False, max_length=2_000, widget=Textarea({"rows": 3})
    )

    def clean_meets_on(self) -> Any:
        """A meeting lies ahead."""
        day = self.cleaned_data["meets_on"]
        if day and day < timezone.localdate():
            raise ValidationError("This date is in the past. Enter the date of the meeting")
        return day

    def clean(self) -> dict[str, Any]:
        """Agreed needs a date, not now a reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == State.NOT_NOW:
            self.errors.pop("meets_on", None)
            cleaned["meets_on"] = None
            if not cleaned.get("answer") and "answer" not in self.errors:
                self.add_error("answer", "Say why not now")
        elif cleaned.get("state") == State.AGREED and not (
            cleaned.get("meets_on") or "meets_on" in self.errors
        ):
            self.add_error("meets_on", "Enter the day of the meeting")
        return cleaned
