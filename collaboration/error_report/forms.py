from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import CharField, ChoiceField, Textarea

from collaboration.models import ErrorReport
from interface import forms
from interface.filters import AnyOf, FilterSet, OneOf

State = ErrorReport.State


class ReportForm(forms.Form):
    """What is wrong on a page of the record."""

    question_led = True

    what = CharField(
        label="What is wrong, and what would be right?",
        max_length=2_000,
        widget=Textarea({"rows": 4}),
        help_text="Please don’t name residents",
        error_messages={"required": "Say what is wrong"},
    )


class AnswerReportForm(forms.Form):
    """What came of a report."""

    question_led = True

    state = ChoiceField(
        label="What came of it?",
        choices=[(State.MENDED, "It is corrected"), (State.NOT_ERROR, "It is not an error")],
        widget=forms.Radios(hints={State.NOT_ERROR: "Say why"}),
    )
    answer = CharField(
        label="What do you answer?",
        required=False,
        max_length=2_000,
        widget=Textarea({"rows": 3}),
        help_text="Whoever reported it reads this",
    )

    def clean(self) -> dict[str, Any]:
        """That it is no error needs a reason."""
        cleaned = super().clean() or self.cleaned_data
        says_why = cleaned.get("answer") or "answer" in self.errors
        if cleaned.get("state") == State.NOT_ERROR and not says_why:
            self.add_error("answer", "Say why it is not an error")
        return cleaned


class ReportFilter(FilterSet):
    """Reports by whether they wait for the reader, and by what came of them."""

    whose = OneOf(
        "Show only",
        choices=[("kept", "For you to answer"), ("sent", "Sent by you")],
        method="whose_are",
    )
    state = AnyOf(
        "What came of it",
        field_name="state",
        choices=[
            (State.OPEN, "Open"),
            (State.MENDED, "Corrected"),
            (State.NOT_ERROR, "No error"),
        ],
    )

    class Meta:
        model = ErrorReport
        fields: tuple[str, ...] = ()

    def whose_are(self, rows: Any, name: str, value: str) -> QuerySet[Any]:
        """Those that the reader answers, or those that they sent."""
        user = self.request.user
        return rows.kept_by(user) if value == "kept" else rows.filter(created_by=user)
