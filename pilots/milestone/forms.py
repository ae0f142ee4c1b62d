"""A milestone, a change of plan."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from interface import forms
from partnerships.organisation.fields import long_text, radios
from pilots.models import Milestone, PlanChange
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.periods import day_field, last_of

TO_COME, DONE, GIVEN_UP = "to_come", "done", "given_up"


class MilestoneForm(Versioned, forms.ModelForm):
    """What is to happen and when; whether it is done, has moved, or will not happen."""

    question_led = True

    due = day_field("When is it planned for?", "due")
    why_moved = long_text(
        "If you changed the planned day: why did it move?",
        rows=2,
        required=False,
        help_text="The day planned before stays readable, with your reason",
    )
    state = radios(
        "What is its status?",
        [(TO_COME, "still to come"), (DONE, "done"), (GIVEN_UP, "it will not happen")],
    )
    done = day_field("If it is done: when was that?", "done", help_text="")
    given_up_because = long_text("If it will not happen: why?", rows=2, required=False)

    class Meta:
        model = Milestone
        fields = ("text", "due", "done", "given_up_because")
        labels = {"text": "What should happen?"}
        help_texts = {"text": "One thing that can be seen to be done. Do not name a person"}

    field_order = ("text", "due", "why_moved", "state", "done", "given_up_because")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms.asked_for(self, "due", "why_moved", "done", "given_up_because")
        stands = self.instance
        self.planned = DateWithPrecision.of(stands, "due") if stands.pk else None
        if self.planned is None:
            del self.fields["why_moved"]
        if stands.pk is None:  # nobody plans what will not happen
            del self.fields["given_up_because"]
            choices: Any = self.fields["state"]
            choices.choices = choices.choices[:2]
        given_up = stands.given_up_on is not None
        state = DONE if stands.done else GIVEN_UP if given_up else TO_COME
        self.initial.setdefault("state", state)

    def clean(self) -> dict[str, Any]:
        """What is done says when, what is given up why, what moved why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["due"] = last_of(data.get("due"))
        self._check_state(data)
        self._check_plan(data)
        return data

    def _check_state(self, data: dict[str, Any]) -> None:
        state = data.get("state")
        done = data.get("done")
        if state != DONE:
            data["done"] = None
        elif not done and "done" not in self.errors:
            self.add_error("done", "Enter when it was done")
        elif done and done[0] > timezone.localdate():
            self.add_error("done", "That date is in the future")
        if state != GIVEN_UP:
            data.update(dict.fromkeys({"given_up_because"} & self.fields.keys(), ""))
        elif not data.get("given_up_because"):
            self.add_error("given_up_because", "Say why it will not happen")

    def _check_plan(self, data: dict[str, Any]) -> None:
        if "due" in self.errors:
            return
        due = data.get("due")
        if due is None:
            if self.planned is not None:
                self.add_error("due", "Enter the planned day. Do not remove a planned date")
            elif data.get("state") != DONE:
                self.add_error("due", "Enter by when it is planned")
        elif (
            self.planned
            and DateWithPrecision(*due) != self.planned
            and not data.get("why_moved")
            and "why_moved" not in self.errors
        ):
            self.add_error("why_moved", f"Say why it moved: it was planned for {self.planned}")


class ChangeForm(Versioned, forms.ModelForm):
    """A change of plan: it is told on the pilot's page and is no failure."""

    question_led = True

    before = long_text("What was planned before?")
    after = long_text("What is planned now?")
    why = long_text("Why?", required=False)
    on = day_field("When was it agreed?", "on", help_text="")

    class Meta:
        model = PlanChange
        fields = ("before", "after", "why", "agreed_by", "on")
        labels = {"agreed_by": "Who agreed it?"}
        help_texts = {"agreed_by": "A job role or a group, not a person’s name"}
