from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from interface import forms
from partnerships.organisation.fields import long_text, radios
from people.job_role.fields import ChoosesPost, role_field
from people.models import JobRole
from pilots.risk.models import Risk
from records.conflicts import Versioned
from records.periods import EARLIEST


class RiskForm(Versioned, ChoosesPost, forms.ModelForm):
    """A risk in a few lines."""

    question_led = True
    chosen = "owner"

    what = long_text("What could happen?", rows=2, help_text="Do not name a person")
    likelihood = radios("How likely is it?", Risk.Level.choices)
    effect = radios("How bad would it be?", Risk.Level.choices)
    effect_said = long_text("What would it mean?", rows=2)
    response = long_text("What is being done about it?", rows=2, required=False)
    owner = role_field("Which job role looks after it?")
    review_on = forms.DayField(label="When is its next review?", earliest=EARLIEST)
    state = radios(
        "What is its status?",
        [
            (Risk.State.OPEN, "it may still happen"),
            (Risk.State.HAPPENED, "it happened"),
            (Risk.State.PASSED, "it can no longer happen"),
            (Risk.State.CLOSED, "closed for another reason"),
        ],
    )
    state_said = long_text("If it is no longer open, what happened, briefly?", 2, required=False)

    class Meta:
        model = Risk
        fields = (
            *("what", "likelihood", "effect", "effect_said", "response", "owner", "owner_said"),
            *("review_on", "state", "state_said"),
        )
        labels = {"owner_said": "Or in words, if it is not in the directory"}
        help_texts = {"owner_said": "A job role or a group, not a person’s name"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)
        forms.asked_for(self, "owner", "owner_said", "state_said")
        if self.instance.pk is None:
            del self.fields["state"], self.fields["state_said"]

    def clean(self) -> dict[str, Any]:
        """Somebody looks after it; an open one has a day ahead; a closed one says why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not (data.get("owner") or data.get("owner_said")) and "owner" not in self.errors:
            # A role that this reader may not see stays unless they name another
            data["owner"] = JobRole.objects.filter(pk=self._unseen or 0).first()
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
            self.add_error("state_said", "Say briefly what happened")
        return data
