from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, Textarea
from django.utils import timezone

from interface import forms
from partnerships.job_role.fields import ChoosesPost, role_field
from partnerships.models import ErrorReport, Organisation, Place
from records.conflicts import Versioned

State = ErrorReport.State


class ReportForm(forms.Form):
    """What is wrong on a page of the directory."""

    question_led = True

    what = CharField(
        label="What is wrong, and what would be right?",
        max_length=2_000,
        widget=Textarea({"rows": 4}),
        help_text="They read it with your name. You hear what came of it.",
        error_messages={"required": "Say what is wrong"},
    )


class AnswerReportForm(forms.Form):
    """What came of a report."""

    question_led = True

    state = ChoiceField(
        label="What came of it?",
        choices=[(State.MENDED, "It is mended"), (State.NOT_ERROR, "It is not an error")],
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


class KeeperForm(Versioned, ChoosesPost, forms.ModelForm):
    """Which job role keeps a page right, and by when somebody looks at it again."""

    chosen = "owner_post"
    owner_post = role_field(
        "Which job role keeps this page right?",
        "Whoever holds it hears of errors that people report, and when a review is due",
    )
    review_by = forms.DayField(
        label="By when is it looked at again?",
        required=False,
        help_text="Confirming the page sets the next day by itself",
    )

    class Meta:
        model: Any = Place
        fields = ("owner_post", "review_by")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)

    def clean_review_by(self) -> dt.date | None:
        """A new day is not over yet; the one that stands may be."""
        day: dt.date | None = self.cleaned_data["review_by"]
        if day and day != self.initial.get("review_by") and day < timezone.localdate():
            raise ValidationError("Enter today or a later day")
        return day

    def save(self, commit: bool = True) -> Any:
        """An owner that this reader may not see stays unless they name another."""
        self.keep_unseen()
        return super().save(commit)


class BodyKeeperForm(KeeperForm):
    """The same for an organisation."""

    class Meta(KeeperForm.Meta):
        model = Organisation
