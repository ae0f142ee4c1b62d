"""What was tried, what was checked, and who is named and asked to unlock a barrier."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, HiddenInput, IntegerField
from django.utils import timezone

from barriers.barrier.answers import long_text
from barriers.barrier.permissions import lead_place
from barriers.escalation.forms import ToBody
from barriers.models import ActionTried, Barrier, Check
from interface import forms
from interface.words import capitalised, capitalised_choices
from partnerships.organisation import fields
from records.conflicts import Versioned
from records.periods import day_field, not_to_come
from records.source_fields import NamesSource


class _Dated(forms.Form):
    """Something that happened on a day, or in a month or year, that is not to come."""

    question_led = True

    def clean_on(self) -> Any:
        """The day and how exact it is; it cannot lie in the future."""
        on = self.cleaned_data["on"]
        if on and on[0] > timezone.localdate():
            raise ValidationError("This date is in the future. Enter the date when it was done")
        return on

    def facts(self) -> dict[str, Any]:
        """The answers as the actions take them."""
        made = dict(self.cleaned_data)
        day, precision = made.pop("on") or (None, "day")
        return {**made, "on": day, "on_precision": precision}


class TriedForm(_Dated):
    """What was tried, when, by whom, and what came of it."""

    what = long_text(
        "What was tried?", 3, help_text="Please don’t name residents or single out a person."
    )
    on = forms.ReducedDateField(
        label="When?",
        required=False,
        allow_partial=True,
        help_text="For example, 15 10 2026. Leave the day empty if you know only the month.",
    )
    who = CharField(
        label="Who tried it?",
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
        help_text="A bad result, or none, is as useful to others as a good one.",
    )


class EditTriedForm(Versioned, forms.ModelForm):
    """The same of something that is recorded, to put it right."""

    question_led = True

    what = long_text(
        "What was tried?", 3, help_text="Please don’t name residents or single out a person."
    )
    on = day_field("When?", "on")
    outcome = fields.radios("Did it help?", capitalised_choices(ActionTried.Outcome.choices))
    result = long_text("What came of it?", 2, required=False)

    class Meta:
        model = ActionTried
        fields = ("what", "on", "by", "outcome", "result")
        labels = {"by": "Who tried it?"}
        help_texts = {"by": "A job role, a team or an organisation, not a person’s name"}

    def clean_on(self) -> Any:
        """It cannot lie in the future."""
        return not_to_come(self, "on")


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


class MoveForm(forms.Form):
    """Where a barrier is, if it was logged at the wrong place."""

    question_led = True

    place = fields.place_field("Where is it?", help_text="A place where you log barriers")
    seen = IntegerField(required=False, widget=HiddenInput())

    def __init__(self, *args: Any, barrier: Barrier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = lead_place(barrier)
        self.initial["seen"] = place.pk if place else None


LEVERS = [("", "Not known"), *capitalised_choices(Barrier.Lever.choices)]


class OwnerForm(ToBody):
    """Which body could unlock a barrier, which job role there, and what it would be asked."""

    question_led = True
    field_order = ["to", "post", "lever", "ask", "seen"]

    lever = ChoiceField(label="What would they have to change?", required=False, choices=LEVERS)
    ask = fields.long_text(
        "What would you ask them to do?",
        2,
        required=False,
        help_text="We have not told them yet. We tell them when it is escalated.",
    )

    seen = IntegerField(required=False, widget=HiddenInput())

    def __init__(self, *args: Any, barrier: Barrier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.barrier = barrier
        if barrier.unlocker and "to" not in self.initial:
            self.initial.update(to=barrier.unlocker, post=self.seen_post(barrier))
        self.initial["seen"] = barrier.unlocker_id
        self.initial.setdefault("lever", barrier.lever)
        self.initial.setdefault("ask", barrier.ask)

    def clean(self) -> dict[str, Any]:
        """A job role that they may not see is neither shown nor taken off."""
        cleaned = super().clean()
        kept = self.barrier.unlocker_post
        same = cleaned.get("to") == self.barrier.unlocker
        if kept and same and not cleaned.get("post") and self.seen_post(self.barrier) is None:
            cleaned["post"] = kept
        return cleaned
