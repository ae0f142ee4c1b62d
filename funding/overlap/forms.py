"""What two flows are to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ChoiceField

from funding.models import Flow, Overlap
from interface import forms
from interface.words import capitalised
from partnerships.organisation.fields import long_text, radios
from records.conflicts import Versioned

Verdict = Overlap.Verdict
MEANS = {
    Verdict.DUPLICATE: "Both pay for the same thing",
    Verdict.COMPLEMENTARY: "Each pays for something else, and they fit together",
    Verdict.PASSED_ON: "One is passed on from the other, though no row says so",
    Verdict.UNCLEAR: "Somebody has to ask",
}


def _verdict() -> ChoiceField:
    return radios("How are they related?", Verdict.choices, hints=MEANS)


def _reason() -> Any:
    return long_text(
        "Why?",
        help_text="What you know and how you know it. Do not name people. Everyone with an "
        "account who can see both rows can read this. It is covered by Freedom of Information",
    )


def flow_label(flow: Flow) -> str:
    """A row of money in a line: who gets how much of what."""
    whom = flow.receiver.name if flow.receiver else flow.receiver_said or "recipient not known"
    amount = f"{flow.amount}, {flow.get_meaning_display()}"
    return " · ".join(part for part in (capitalised(whom), flow.description, amount) if part)


class JudgeForm(forms.Form):
    """Which two, out of ``rows``, and what they are to each other."""

    question_led = True

    one = ChoiceField(label="Which row?")
    other = ChoiceField(label="And which other?")
    verdict = _verdict()
    reason = _reason()

    def __init__(self, *args: Any, rows: Mapping[int, Flow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        choices = [("", "Choose one"), *((str(pk), flow_label(flow)) for pk, flow in rows.items())]
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Two, not one twice."""
        data = super().clean() or {}
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", "This is the same row. Choose another one")
        return data

    def flow(self, name: str) -> Flow:
        """The row that was chosen. For a valid form."""
        return self.rows[int(self.cleaned_data[name])]


class ChangeVerdictForm(Versioned, forms.ModelForm):
    """What the two are to each other, said anew."""

    question_led = True

    verdict = _verdict()
    reason = _reason()

    class Meta:
        model = Overlap
        fields = ("verdict", "reason")

    def clean_reason(self) -> str:
        """A reason is needed."""
        reason: str = self.cleaned_data["reason"]
        if not reason.strip():
            raise ValidationError("Say why")
        return reason
