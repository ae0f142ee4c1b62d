"""A milestone, a change of plan, a risk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from interface import forms
from partnerships.forms.fields import long_text, radios
from partnerships.forms.roles import ChoosesPost, role_field
from partnerships.models import Post
from pilots.models import Change, Milestone, Risk
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.periods import EARLIEST, IN_PART

TO_COME, DONE, GIVEN_UP = "to_come", "done", "given_up"


class MilestoneForm(Versioned, forms.ModelForm):
    """What is to happen and when; whether it is done, has moved, or will not happen."""

    question_led = True

    due = forms.ReducedDateField(
        label="By when is it planned?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="due_precision",
        required=False,
        help_text=IN_PART,
    )
    why_moved = long_text(
        "If you changed the planned day: why did it move?",
        rows=2,
        required=False,
        help_text="The day planned before stays readable, with your reason",
    )
    state = radios(
        "Where does it stand?",
        [(TO_COME, "still to come"), (DONE, "done"), (GIVEN_UP, "it will not happen")],
    )
    done = forms.ReducedDateField(
        label="If it is done: when was that?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="done_precision",
        required=False,
    )
    given_up_because = long_text("If it will not happen: why?", rows=2, required=False)

    class Meta:
        model = Milestone
        fields = ("text", "due", "done", "given_up_because")
        labels = {"text": "What is to happen?"}
        help_texts = {"text": "One thing that can be seen to be done. Do not name a person"}

    field_order = ("text", "due", "why_moved", "state", "done", "given_up_because")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asked(self, "due", "why_moved", "done", "given_up_because")
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
        if due := data.get("due"):
            data["due"] = (DateWithPrecision(*due).last, due[1])
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
            self.add_error("done", "That day is still to come")
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
                self.add_error("due", "Enter the planned day. One that was planned is not lost")
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
    on = forms.ReducedDateField(
        label="When was it agreed?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="on_precision",
        required=False,
    )

    class Meta:
        model = Change
        fields = ("before", "after", "why", "agreed_by", "on")
        labels = {"agreed_by": "Who agreed it?"}
        help_texts = {"agreed_by": "A job role or a group, not a person’s name"}


class RiskForm(Versioned, ChoosesPost, forms.ModelForm):
    """A risk in a few lines."""

    question_led = True
    chosen = "owner"

    what = long_text("What could happen?", rows=2, help_text="Do not name a person")
    likelihood = radios("How likely is it?", Risk.Level.choices)
    effect = radios("How bad would it be?", Risk.Level.choices)
    effect_said = long_text("What would it mean?", rows=2)
    response = long_text("What is done about it?", rows=2, required=False)
    owner = role_field("Which job role looks after it?")
    review_on = forms.DayField(label="When is its next review?", earliest=EARLIEST)
    state = radios(
        "Where does it stand?",
        [
            (Risk.State.OPEN, "it may still happen"),
            (Risk.State.HAPPENED, "it happened"),
            (Risk.State.PASSED, "it can no longer happen"),
            (Risk.State.CLOSED, "closed for another reason"),
        ],
    )
    state_said = long_text(
        "If it is no longer open: what came of it, in a word?", 2, required=False
    )

    class Meta:
        model = Risk
        fields = (
            *("what", "likelihood", "effect", "effect_said", "response", "owner", "owner_said"),
            *("review_on", "state", "state_said"),
        )
        labels = {"owner_said": "Or in words, where it is not in the directory"}
        help_texts = {"owner_said": "A job role or a group, not a person’s name"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)
        _asked(self, "owner", "owner_said", "state_said")
        if self.instance.pk is None:
            del self.fields["state"], self.fields["state_said"]

    def clean(self) -> dict[str, Any]:
        """Somebody looks after it; an open one has a day ahead; a closed one says why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not (data.get("owner") or data.get("owner_said")) and "owner" not in self.errors:
            # A role that this reader may not see stays unless they name another
            data["owner"] = Post.objects.filter(pk=self._unseen or 0).first()
            if data["owner"] is None:
                self.add_error("owner", "Say which job role looks after it")
        state = data.get("state", Risk.State.OPEN)
        day: dt.date | None = data.get("review_on")
        is_new = day != self.initial.get("review_on")
        if state == Risk.State.OPEN:
            data["state_said"] = ""
            if day and is_new and day < timezone.localdate():
                self.add_error("review_on", "That day has passed. Enter the next one")
        elif not data.get("state_said"):
            self.add_error("state_said", "Say in a word what came of it")
        return data


def _asked(form: Any, *names: str) -> None:
    """These are asked for, depending on other answers: nothing calls them optional."""
    for name in names:
        form.fields[name].is_asked_for = True
