"""Log progress: the light report of a pilot, three minutes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.utils.text import capfirst

from interface import forms
from interface.paging import row_number
from interface.words import capitalised_choices
from partnerships.organisation.fields import long_text
from pilots.models import Update
from pilots.pilot.schedule import EARLY, Period
from pilots.update.actions import Duplicate, Report
from records.periods import EARLIEST, on_field

NO_CHANGE = "no_change"


class ProgressForm(forms.Form):
    """What happened since last time. ``period`` is prefilled; ``last_day`` is the latest end."""

    report = django_forms.ChoiceField(
        label="Is there anything to report?",
        choices=[("yes", "Yes"), (NO_CHANGE, "No change")],
        initial="yes",
        required=False,
    )
    confidence = django_forms.ChoiceField(
        label="How confident are you in delivery?",
        choices=capitalised_choices(Update.Confidence.choices),
        widget=forms.Radios(inline=True),
        help_text="Not public.",
        error_messages={"required": "Choose how confident you are in delivery"},
    )
    happened = long_text(
        "What happened?",
        3,
        help_text="Two or three sentences. Please don’t name residents.",
        error_messages={"required": "Say what happened, or choose “No change”"},
    )
    period_start = forms.DayField(label="From", required=False, earliest=EARLIEST)
    period_end = forms.DayField(
        label="To",
        earliest=EARLIEST,
        error_messages={"required": "Enter the day on which the period ends"},
    )
    next_steps = long_text("What happens next?", 2, required=False)
    help_needed = long_text(
        "What help do you need?",
        2,
        required=False,
        help_text="It can become a barrier afterwards. Not public.",
    )
    public_sentence = django_forms.CharField(
        label="One sentence for the public",
        widget=django_forms.Textarea({"rows": 2}),
        max_length=300,
        required=False,
    )

    # The day of all figures that say no other
    as_of = on_field("All as at", required=False, help_text="")

    question_led = True
    # What a report of no change leaves empty.
    WRITTEN = ("confidence", "happened", "next_steps", "help_needed", "public_sentence")

    def __init__(self, *args: Any, period: Period, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = period
        self.last_day = max(today + EARLY, period.end)
        self.initial = {
            "period_start": period.start,
            "period_end": period.end,
            "as_of": min(period.end, today),
            **self.initial,
        }
        self.fields["as_of"].is_asked_for = True  # by the figures, not of everyone
        if self.data.get(self.add_prefix("report")) == NO_CHANGE:
            for name in ("confidence", "happened"):
                self.fields[name].required = False

    @property
    def period_open(self) -> bool:
        """Whether the folded period wants attention, or was changed."""
        folded = {"period_start", "period_end"}
        return self.is_bound and bool(folded & {*self.errors, *self.changed_data})

    def refuse_duplicate(self, duplicate: Duplicate) -> None:
        """There is one like it: that goes to its period, or to its words."""
        name = "period_end" if duplicate.is_same_period else "happened"
        self.add_error(name, str(duplicate))

    @property
    def is_no_change(self) -> bool:
        return bool(self.cleaned_data.get("report") == NO_CHANGE)

    @property
    def as_report(self) -> Report:
        """What the update will say. For a valid form."""
        data = self.cleaned_data
        period = Period(data["period_start"], data["period_end"])
        if self.is_no_change:
            return Report(period, no_change=True)
        return Report(period, **{name: data[name] for name in self.WRITTEN})

    def clean_report(self) -> str:
        """That there is something, unless *no change* was pressed."""
        return self.cleaned_data["report"] or "yes"

    def clean(self) -> dict[str, Any]:
        """The period in order; nothing typed that a report of no change would lose."""
        data = super().clean() or {}
        start, end = data.get("period_start"), data.get("period_end")
        if end and end > self.last_day:
            self.add_error("period_end", "The period cannot end in the future")
        elif start and end and start > end:
            self.add_error("period_end", "The period must end after it starts")
        if self.is_no_change and any(data.get(name) for name in self.WRITTEN):
            self.refuse_no_change()
        return data

    def refuse_no_change(self) -> None:
        """There is something written: it must not be lost without a word."""
        if "report" not in self.errors:
            self.add_error(
                "report",
                "You chose “No change”, but there is something written below. "
                "Send what is written, or clear it",
            )


class EditForm(ProgressForm):
    """An update that was sent, as its author edits it; ``version`` is the one that was opened."""

    version = django_forms.CharField(widget=django_forms.HiddenInput, required=False)

    @property
    def seen(self) -> int | None:
        """The version that its writer read. For a valid form."""
        typed = self.cleaned_data["version"]
        return row_number(typed) or None

    def carry(self, version: int) -> None:
        """Say, where it is shown again, that its writer now knows of this version."""
        typed: Any = self.data
        typed = typed.copy()
        typed[self.add_prefix("version")] = str(version)
        self.data = typed


class CorrectForm(EditForm):
    """What an accepted update is to say instead, and why."""

    why = django_forms.CharField(
        label="Why is it corrected?",
        max_length=300,
        widget=django_forms.Textarea({"rows": 2}),
        help_text="Everyone who reads the update reads this. Please don’t name residents.",
        error_messages={"required": "Say why it is corrected"},
    )
    field_order = ("why", "confidence", "happened", "next_steps", "help_needed", "public_sentence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["report"], self.fields["as_of"]


class QuestionForm(forms.Form):
    """What the programme lead wants to know about an update."""

    question = django_forms.CharField(
        label="What do you want to ask?",
        widget=django_forms.Textarea({"rows": 3}),
        max_length=2_000,
        help_text="The update goes back to the people who sent it, with your question.",
        error_messages={"required": "Write your question"},
    )


class AnswerForm(forms.Form):
    """What those who sent the update say to the question."""

    answer = django_forms.CharField(
        label="Your answer",
        widget=django_forms.Textarea({"rows": 3}),
        max_length=2_000,
        error_messages={"required": "Write your answer"},
    )


class ChooseTwo(forms.Form):
    """Which two updates are compared; ``updates`` are those that the reader sees."""

    one = django_forms.ChoiceField(
        label="Compare", error_messages={"required": "Choose an update to compare"}
    )
    other = django_forms.ChoiceField(
        label="with", error_messages={"required": "Choose the update to compare it with"}
    )

    says_optional = False

    def __init__(self, *args: Any, updates: list[Update], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(update.number), capfirst(update.period.words)) for update in updates]
        for name in ("one", "other"):
            self.fields[name].choices = offered
            self.fields[name].error_messages["invalid_choice"] = "Choose an update of this pilot"
