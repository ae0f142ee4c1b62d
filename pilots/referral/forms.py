"""How many people came from one source, or were sent on to one."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from interface.words import capitalised_choices
from partnerships.fields import organisation_field
from partnerships.models import Organisation
from pilots.amounts import read_amount
from pilots.models import Referral
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.figures import Qualifier

EARLIEST = 1990


class ReferralForm(Versioned, forms.ModelForm):
    """One count: from or to whom, in which period, how many, or why that is not known."""

    question_led = True

    direction = django_forms.ChoiceField(
        label="Which way?",
        choices=[("in", "People came to the pilot"), ("out", "People were sent on from the pilot")],
        widget=forms.Radios,
    )
    organisation = organisation_field("From which organisation, or to which?", required=False)
    route = django_forms.CharField(
        label="Or in words",
        max_length=200,
        required=False,
        help_text="For example: people come by themselves, through community champions. "
        "Do not name a person",
    )
    period_start = forms.ReducedDateField(
        label="From when?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="period_start_precision",
        required=False,
    )
    period_end = forms.ReducedDateField(
        label="Until when?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="period_end_precision",
        required=False,
    )
    people = django_forms.CharField(
        label="How many people?",
        required=False,
        widget=django_forms.TextInput({"class": "auto", "size": 12, "autocomplete": "off"}),
        help_text="For example 40, about 40. The public reads 1 to 4 as “fewer than 5”. "
        "Leave it empty if it is not known, and say why",
    )
    people.is_asked_for = True
    missing = django_forms.ChoiceField(
        label="Why is it not known?",
        choices=capitalised_choices(Referral.Missing.choices),
        widget=forms.Radios,
        required=False,
    )

    class Meta:
        model = Referral
        fields = (
            *("direction", "organisation", "route", "period_start", "period_end"),
            *("missing", "note"),
        )
        labels = {"note": "Is there anything to know about it?"}

    field_order = (
        *("direction", "organisation", "route", "period_start", "period_end"),
        *("people", "missing", "note"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        one = self.instance
        if one.organisation_id is not None:
            self.initial["organisation"] = one.organisation
        if one.people.known:
            self.initial["people"] = str(one.people).removesuffix(" people")

    def clean_people(self) -> str:
        """Reads the number; the columns are filled in ``_post_clean``."""
        text: str = self.cleaned_data["people"].strip()
        self._amount = read_amount(text, unit="people", name="How many people") if text else None
        if self._amount and self._amount.low != self._amount.low.to_integral_value():
            raise ValidationError("Enter how many people as a whole number")
        return text

    def clean(self) -> dict[str, Any]:
        """One source, one number or why there is none, a period in order that has begun."""
        data = super().clean() or {}
        named, said = data.get("organisation"), data.get("route")
        if "organisation" not in self.errors:
            if named and said:
                self.add_error("route", "Choose it by name or describe it, not both")
            elif not (named or said):
                self.add_error("organisation", "Say from whom they came, or to whom they were sent")
        if "people" not in self.errors:
            if data.get("people") and data.get("missing"):
                self.add_error("missing", "Enter the number, or say why it is not known, not both")
            elif not (data.get("people") or data.get("missing")):
                self.add_error("people", "Enter the number, or say below why it is not known")
        self._check_period(data)
        return data

    def _check_period(self, data: dict[str, Any]) -> None:
        start, end = data.get("period_start"), data.get("period_end")
        if end:
            data["period_end"] = end = (DateWithPrecision(*end).last, end[1])
        if start and start[0] > timezone.localdate():
            self.add_error("period_start", "This day is still to come")
        elif start and end and end[0] < start[0]:
            self.add_error("period_end", "The end must be after the start")

    def _post_clean(self) -> None:
        amount = getattr(self, "_amount", None)
        one = self.instance
        one.people_low = amount.low if amount else None
        one.people_high = amount.high if amount else None
        exact = (amount.qualifier if amount else None) or Qualifier.EXACTLY
        one.people_qualifier = Qualifier.EXACTLY if one.people_high is not None else exact
        super()._post_clean()
