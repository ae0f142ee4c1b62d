from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField
from django.utils import timezone

from barriers.barrier.answers import long_text
from barriers.models import ActionTried, Check
from interface import forms
from interface.words import capitalised
from partnerships.source_fields import NamesSource


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

    what = long_text(
        "What was tried?", 3, help_text="Do not name residents or single out a person."
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
    result = long_text(
        "What came of it?",
        2,
        required=False,
        help_text="No result, or a bad one, is worth as much to others as a good one.",
    )


class CheckForm(NamesSource, _Dated):
    """What was checked, and whether it showed a rule; ``named_source`` is the rule looked at."""

    instance = None

    what = long_text(
        "What was checked?",
        3,
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
