from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, Textarea
from django.utils import timezone

from barriers.barrier.answers import LONGEST
from barriers.models import ActionTried, Barrier, Check, Closing
from interface import forms
from interface.words import capitalised
from partnerships.fields import long_text, radios
from partnerships.source_fields import NamesSource
from records.dates import DateWithPrecision, Precision


class _Dated(forms.Form):
    """Something that happened on a day, or in a month or year, that is not to come."""

    question_led = True

    def clean_on(self) -> Any:
        """The day and how exact it is; it cannot lie in the future."""
        on = self.cleaned_data["on"]
        if on and on[0] > timezone.localdate():
            raise ValidationError("This date is still to come. Enter the date when it was done")
        return on

    def facts(self) -> dict[str, Any]:
        """The answers as the actions take them."""
        made = dict(self.cleaned_data)
        day, precision = made.pop("on") or (None, "day")
        return {**made, "on": day, "on_precision": precision}


class TriedForm(_Dated):
    """What was tried, when, by whom, and what came of it."""

    what = CharField(
        label="What was tried?",
        max_length=LONGEST,
        widget=Textarea({"rows": 3}),
        help_text="Do not name residents or single out a person.",
    )
    on = forms.ReducedDateField(
        label="When?",
        required=False,
        allow_partial=True,
        help_text="For example, 15 10 2026. Leave the day empty if you know only the month.",
    )
    who = CharField(
        label="By whom?",
        required=False,
        max_length=200,
        help_text="A job role, a team or an organisation, not a person’s name",
    )
    outcome = ChoiceField(
        label="Did it help?",
        choices=[(value, capitalised(label)) for value, label in ActionTried.Outcome.choices],
        widget=forms.Radios(),
        initial=ActionTried.Outcome.NOT_KNOWN,
    )
    result = CharField(
        label="What came of it?",
        required=False,
        max_length=LONGEST,
        widget=Textarea({"rows": 2}),
        help_text="No result, or a bad one, is worth as much to others as a good one.",
    )


class CheckForm(NamesSource, _Dated):
    """What was checked, and whether it showed a rule; ``named_source`` is the rule looked at."""

    instance = None

    what = CharField(
        label="What was checked?",
        max_length=LONGEST,
        widget=Textarea({"rows": 3}),
        help_text="The law, contract or policy that was read, or who was asked and what they said",
    )
    verdict = ChoiceField(
        label="Is there a rule that stops it?",
        choices=[
            (Check.Verdict.RULE, "Yes, there is a rule"),
            (Check.Verdict.NO_RULE, "No rule stops it"),
            (Check.Verdict.PARTLY, "Partly"),
        ],
        widget=forms.Radios(
            hints={
                Check.Verdict.RULE: "A law, a rule or a contract stops it: the barrier is real",
                Check.Verdict.NO_RULE: "Nothing stops it: the barrier is perceived",
                Check.Verdict.PARTLY: "It stops a part of it: the barrier is mixed",
            }
        ),
    )
    checked_by = CharField(
        label="Who checked?",
        max_length=200,
        help_text="A job role or a team, for example: council information governance lead",
    )
    on = forms.ReducedDateField(
        label="When?",
        allow_partial=True,
        initial=timezone.localdate,
        error_messages={"required": "Enter when it was checked"},
        help_text="For example, 28 10 2026",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_source(
            "Which rule was looked at?",
            "The title of the law, guidance or policy; leave it empty if it is not published",
        )

    def facts(self) -> dict[str, Any]:
        """The answers as ``record_check`` takes them, without the source."""
        made = super().facts()
        del made["source_title"], made["source_url"]
        return made


Status = Barrier.Status


class CloseForm(forms.Form):
    """How a barrier ended, what unlocked it, and what others can learn from it."""

    question_led = True

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
        help_text="It goes into the library of lessons, for those who read this barrier.",
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
            raise ValidationError("This date is still to come. Enter the day when it ended")
        logged = DateWithPrecision.of(self.barrier, "logged_on")
        if day and logged and logged.precision == Precision.DAY and day < logged.day:
            raise ValidationError(f"It was logged on {logged}. Enter a day that is no earlier")
        return day

    def clean(self) -> dict[str, Any]:
        """A resolved one says how; each has a lesson, or a reason why it has none."""
        super().clean()
        said = self.cleaned_data
        if said.get("status") == Status.RESOLVED and not said.get("how"):
            self.add_error("how", "Choose how it was resolved")
        if said.get("status") == Status.CLOSED_UNRESOLVED:
            said["how"] = ""
        if "lesson" in self.fields and "lesson" not in self.errors:
            self._clean_lesson(said)
        return said

    def _clean_lesson(self, said: dict[str, Any]) -> None:
        if said.get("lesson") and said.get("no_lesson_because"):
            self.add_error("no_lesson_because", "Leave this empty, or take the lesson out")
        elif not said.get("lesson") and not said.get("no_lesson_because"):
            self.add_error("lesson", "Write what others should know, or below why there is nothing")


class ReopenForm(forms.Form):
    """Why a closed barrier is open again."""

    question_led = True

    why = long_text("Why is it open again?", 2)
