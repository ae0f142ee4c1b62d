"""A recommended step: what is to be done, whose it is, why, and whether it still stands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.utils import timezone

from barriers.models import Category, Practice
from interface import forms
from partnerships.organisation.fields import long_text, radios
from records.conflicts import Versioned
from records.source_fields import NamesSource


class StepForm(NamesSource, Versioned, forms.ModelForm):
    """One that is there; with a day it is recommended no more, and its page stays."""

    question_led = True
    everyone_reads = True

    step = long_text("What is recommended?", help_text="In your own words, in a sentence")
    because = long_text(
        "Why?", rows=2, required=False, help_text="The reason that its source gives"
    )
    owner = radios("Whose step is it?", Practice.Owner.choices)
    ended_on = forms.DayField(
        label="If it is no longer recommended, since when?",
        required=False,
        help_text="Its page stays and says so",
    )

    class Meta:
        model = Practice
        fields = ("step", "because", "owner", "ended_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:  # what the database would fill in
            self.initial["because"] = ""
        self.ask_for_source("Where is it recommended?", "The title of what was published")

    def clean_ended_on(self) -> Any:
        """None of days to come: it would be gone from the library at once."""
        day = self.cleaned_data["ended_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError("Enter today or an earlier day")
        return day


class AddStepForm(StepForm):
    """A new one."""

    category = ModelChoiceField(
        Category.objects.all(),
        to_field_name="key",
        empty_label=None,
        label="Which kind of barrier does it help with?",
        widget=forms.Radios(),
    )
    field_order = ("category",)

    class Meta(StepForm.Meta):
        fields = ("category", "step", "because", "owner")

    ended_on = None  # type: ignore[assignment]  # Django's own way to leave a field out
