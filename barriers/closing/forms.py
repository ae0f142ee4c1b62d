from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils import timezone

from barriers.models import Barrier, Closing
from interface import forms
from partnerships.organisation.fields import long_text, radios
from records.dates import DateWithPrecision, Precision

Status = Barrier.Status


class CloseForm(forms.Form):
    """How a barrier ended, what unlocked it, and what others can learn from it."""

    question_led = True
    revealed = ("how",)

    status = radios(
        "How did it end?",
        [
            (Status.RESOLVED, "It is resolved"),
            (Status.CLOSED_UNRESOLVED, "It ended without being resolved"),
        ],
    )
    how = radios("How was it resolved?", Closing.How.choices, required=False)
    unlocked_by = CharField(
        label="Who or what unlocked it?",
        required=False,
        max_length=300,
        help_text="A body, a job role, a meeting, a letter: not a person’s name",
    )
    what = long_text(
        "What happened in the end?", help_text="Others with the same problem read this first."
    )
    on = forms.DayField(
        label="When?", initial=timezone.localdate, help_text="For example, 28 10 2026"
    )
    lesson = long_text(
        "What should others know?",
        2,
        required=False,
        help_text="It goes into the lessons library, for people who can read this barrier.",
    )
    no_lesson_because = CharField(
        label="Or why is there nothing to learn from it?", required=False, max_length=300
    )
    how.is_asked_for = lesson.is_asked_for = True

    def __init__(self, *args: Any, barrier: Barrier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.barrier = barrier
        self.fields["status"].widget.reveals = {Status.RESOLVED}
        if barrier.pilot_id is None:
            del self.fields["lesson"]
            self.fields["no_lesson_because"].label = "What can others learn from it?"
            self.fields["no_lesson_because"].required = True
            self.fields["no_lesson_because"].error_messages["required"] = (
                "Write what others can learn from it, or that there is nothing"
            )

    def clean_on(self) -> Any:
        """It cannot lie in the future."""
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise ValidationError("This date is in the future. Enter the date when it ended")
        logged = DateWithPrecision.of(self.barrier, "logged_on")
        if day and logged and logged.precision == Precision.DAY and day < logged.day:
            raise ValidationError(f"It was logged on {logged}. Enter a day that is no earlier")
        return day

    def clean(self) -> dict[str, Any]:
        """A resolved one says how; each has a lesson, or a reason why it has none."""
        super().clean()
        data = self.cleaned_data
        if data.get("status") == Status.RESOLVED and not data.get("how"):
            self.add_error("how", "Choose how it was resolved")
        if data.get("status") == Status.CLOSED_UNRESOLVED:
            data["how"] = ""
        if "lesson" in self.fields and "lesson" not in self.errors:
            self._clean_lesson(data)
        return data

    def _clean_lesson(self, data: dict[str, Any]) -> None:
        if data.get("lesson") and data.get("no_lesson_because"):
            self.add_error("no_lesson_because", "Leave this empty, or take the lesson out")
        elif not data.get("lesson") and not data.get("no_lesson_because"):
            self.add_error("lesson", "Write what others should know, or below why there is nothing")


class ReopenForm(forms.Form):
    """Why a closed barrier is open again."""

    question_led = True

    why = long_text("Why is it open again?", 2)
