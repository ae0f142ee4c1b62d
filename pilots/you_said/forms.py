from __future__ import annotations

from typing import Any

from django.forms import CharField, HiddenInput, IntegerField, Textarea

from interface import forms
from partnerships.organisation.fields import long_text, show_records
from pilots.pilot.models import Pilot
from pilots.you_said.models import YouSaid
from records.conflicts import Versioned
from records.periods import day_field

GROUP = "A group, such as parents at two schools or people at the street meeting. Never a name"


class TellForm(forms.Form):
    """What a resident wants to say, without an account."""

    said = long_text("What do you want to say?", rows=4, help_text="About this place or a pilot")
    said_by = CharField(
        label="Who said it?",
        max_length=200,
        help_text="For example, a parent, or the tenants of one street. Leave out names",
    )


class EditYouSaid(Versioned, forms.ModelForm):
    """One entry: what was said, by whom as a group, what was done and when."""

    question_led = True

    said = long_text("What was said?", help_text="In their words where you can; leave out names")
    said_by = CharField(label="Who said it?", max_length=200, help_text=GROUP)
    said_on = day_field("When was it said?", "said_on")
    did = long_text(
        "What was done?",
        help_text="If nothing was done, say so and say why",
    )
    did_on = day_field("When was it done?", "did_on")
    pilot = forms.RecordField(
        noun="pilot", suggest="pilot_suggest", label="Was it about a pilot?", required=False
    )

    class Meta:
        model = YouSaid
        fields = ("said", "said_by", "said_on", "did", "did_on", "pilot")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        rows = Pilot.objects.visible_to(user)
        fields["pilot"].queryset = rows.in_place(self.instance.place)
        if self.instance.pilot_id and not fields["pilot"].queryset.filter(
            pk=self.instance.pilot_id
        ):
            del fields["pilot"]  # hidden from who writes: it stays as it is
        else:
            show_records(self, "pilot")


class TurnDownForm(forms.Form):
    """Why an entry is not taken up, or taken off."""

    because = CharField(
        label="Why not?",
        max_length=1_000,
        widget=Textarea({"rows": 3}),
        error_messages={"required": "Say why"},
    )
    version = IntegerField(widget=HiddenInput, required=False)
