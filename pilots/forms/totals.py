"""How many were met in all, as a source says it."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from partnerships.forms.sources import NamesSource
from pilots.forms.amounts import read_amount
from pilots.forms.engagement import EARLIEST
from pilots.models import EngagementTotal
from records.conflicts import Versioned
from records.figures import Qualifier

MOST = 10_000


def _number() -> django_forms.TextInput:
    return django_forms.TextInput({"class": "auto", "size": 6, "inputmode": "numeric"})


class TotalForm(NamesSource, Versioned, forms.ModelForm):
    """ "More than 26 people in ten teams of two departments", and who says so."""

    question_led = True
    needs_source = True

    people = django_forms.CharField(
        label="How many people were met in all?",
        required=False,
        widget=django_forms.TextInput({"class": "auto", "size": 16, "autocomplete": "off"}),
        help_text="As the source says it, for example more than 26. "
        "Leave empty what it does not say. The public reads 1 to 4 as “fewer than 5”",
    )
    teams = django_forms.IntegerField(
        label="In how many teams?", required=False, min_value=0, max_value=MOST, widget=_number()
    )
    departments = django_forms.IntegerField(
        label="Of how many departments?",
        required=False,
        min_value=0,
        max_value=MOST,
        widget=_number(),
    )
    as_of = forms.ReducedDateField(
        label="When was that so?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="as_of_precision",
        required=False,
    )

    class Meta:
        model = EngagementTotal
        fields = ("teams", "departments", "as_of")

    field_order = ("people", "teams", "departments", "as_of", "source_title", "source_url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.people.known:
            self.initial["people"] = str(self.instance.people).removesuffix(" people")

    def clean_people(self) -> str:
        """Reads the number; the columns are filled in ``_post_clean``."""
        text: str = self.cleaned_data["people"].strip()
        self._amount = read_amount(text, unit="people", name="How many people") if text else None
        if self._amount and self._amount.low != self._amount.low.to_integral_value():
            raise ValidationError("Enter how many people as a whole number")
        return text

    def clean(self) -> dict[str, Any]:
        """It says at least one number, of a day that has come."""
        data = super().clean() or {}
        known = [data.get("people"), data.get("teams"), data.get("departments")]
        if "people" not in self.errors and all(one in (None, "") for one in known):
            self.add_error("people", "Enter at least one of the three numbers")
        if (day := data.get("as_of")) and day[0] > timezone.localdate():
            self.add_error("as_of", "This day is still to come")
        return data

    def _post_clean(self) -> None:
        amount = getattr(self, "_amount", None)
        one = self.instance
        one.people_low = amount.low if amount else None
        one.people_high = amount.high if amount else None
        exact = (amount.qualifier if amount else None) or Qualifier.EXACTLY
        one.people_qualifier = Qualifier.EXACTLY if one.people_high is not None else exact
        super()._post_clean()
