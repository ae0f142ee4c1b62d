"""What was said in a call about a fund."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils import timezone

from funding.call_note.models import LEVELS
from funding.models import CallNote
from interface import forms
from interface.words import capitalised
from partnerships.organisation.fields import long_text
from people.job_role.fields import ChoosesPost, role_field
from people.models import JobRole
from records.conflicts import Versioned
from records.models import Visibility
from records.periods import EARLIEST

NO_NAMES = "A job role or a body, never a person’s name"
HINTS = {
    Visibility.TEAM: "You, and the team of the fund where it has one",
    Visibility.PROGRAMME: "You, and anyone with a role on the fund’s programme",
    Visibility.NETWORK: "Anyone with an account who can see the fund",
}


class CallNoteForm(Versioned, ChoosesPost, forms.ModelForm):
    """A call in a few lines. It is never public, nor wider than its fund."""

    question_led = True
    chosen = "post"

    on = forms.DayField(label="When was it?", earliest=EARLIEST)
    our_side = CharField(label="Who asked?", max_length=200, help_text=NO_NAMES)
    post = role_field("Which job role did they speak to?")
    post_said = CharField(
        label="Or in words, if it is not in the directory",
        max_length=200,
        required=False,
        help_text=NO_NAMES,
    )
    said = long_text("What was said?", help_text="Leave out names")
    follows = long_text("What happens next?", rows=2, required=False)

    class Meta:
        model = CallNote
        fields = ("on", "our_side", "post", "post_said", "said", "follows", "visibility")
        labels = {"visibility": "Who can see this note?"}
        help_texts = {"visibility": "All of it is covered by Freedom of Information"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)
        forms.asked_for(self, "post", "post_said")
        fund = self.instance.fund
        fitting = [level for level in LEVELS if level in levels_of(fund)]
        now = self.instance.visibility
        field: Any = self.fields["visibility"]
        field.widget = forms.Radios(hints={level: HINTS[level] for level in fitting})
        field.choices = [(level.value, capitalised(level.label)) for level in fitting]
        self.initial["visibility"] = now if now in fitting else fitting[-1]

    def clean_on(self) -> dt.date:
        """It has been."""
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(
                "This date is in the future. Record the call after it has taken place"
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody was spoken with."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        words = data.get("post_said")
        if data.get("post") or "post" in self.errors:
            return data
        if self._unseen and words in ("", self.initial.get("post_said", "")):
            # A role that this reader may not see stays unless they name another
            data["post"] = JobRole.objects.filter(pk=self._unseen).first()
        elif not words:
            self.add_error("post", "Say who they spoke to")
        return data


def levels_of(fund: Any) -> list[Visibility]:
    """The levels that a note on a fund can have: none wider than the fund's."""
    match fund.visibility:
        case Visibility.TEAM:
            return [Visibility.TEAM]
        case Visibility.PROGRAMME:
            return [Visibility.TEAM, Visibility.PROGRAMME]
    by_programme = [Visibility.PROGRAMME] if fund.programme_id else []
    return [Visibility.TEAM, *by_programme, Visibility.NETWORK]
