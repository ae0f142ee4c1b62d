"""Inviting those who are paid for one thing to a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import MultipleChoiceField

from funding.models import Flow
from funding.overlap.forms import flow_label
from interface import forms
from interface.words import list_words
from pilots.engagement.part_forms import PromiseForm

LONGEST = 300
FEWEST = 2


class CallForm(PromiseForm):
    """Whom to invite, out of ``rows``; who sees to it, by when."""

    question_led = True

    invited = MultipleChoiceField(
        label="Who should be invited?",
        widget=forms.Checkboxes(),
        help_text="The recipients of these amounts. Untick any who do not need to come",
        error_messages={"required": "Choose two or more"},
    )
    field_order = ("invited", "due", "owner", "owner_said")

    def __init__(self, *args: Any, rows: Mapping[int, Flow], about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.about = rows, about
        invited: Any = self.fields["invited"]
        invited.choices = [(str(pk), flow_label(flow)) for pk, flow in rows.items()]
        due: Any = self.fields["due"]
        due.label = "When should they be invited by?"
        due.help_text = "Placebook invites nobody: the job role below finds this in My work"
        self.fields["owner"].label = "Which job role invites them?"
        del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        """Two at least, and who invites them by when."""
        chosen = self.cleaned_data.get("invited", [])
        if "invited" not in self.errors and len(chosen) < FEWEST:
            self.add_error("invited", "Choose two or more")
        self.cleaned_data["text"] = self.said(self.flows) if chosen else "Invite"
        return super().clean()

    @property
    def flows(self) -> list[Flow]:
        """The rows that were chosen."""
        return [self.rows[int(pk)] for pk in self.cleaned_data.get("invited", [])]

    def said(self, flows: list[Flow]) -> str:
        """What is to be done, as short as a promise is; the page of the call names everybody."""
        names = list(dict.fromkeys(whom(flow) for flow in flows))
        for shown in range(len(names), 0, -1):
            more = len(names) - shown
            named = list_words([*names[:shown], *([f"{more} more"] if more else [])])
            text = f"Invite {named} to a call: {self.about}"
            if len(text) <= LONGEST:
                return text
        return f"Invite {len(names)} recipients to a call: {self.about}"[:LONGEST]


def whom(flow: Flow) -> str:
    """Who receives a row."""
    return flow.receiver.name if flow.receiver else flow.receiver_said or "a recipient not known"
