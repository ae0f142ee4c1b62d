from __future__ import annotations

from typing import Any

from django.forms import IntegerField, TextInput
from django.utils import timezone

from interface import forms
from partnerships.source_fields import NamesSource
from pilots.engagement_total.models import EngagementTotal
from pilots.people_count import CountsPeople, people_field
from records.conflicts import Versioned
from records.periods import day_field

MOST = 10_000


def _number_field(label: str) -> IntegerField:
    widget = TextInput({"class": "auto", "size": 6, "inputmode": "numeric"})
    return IntegerField(label=label, required=False, min_value=0, max_value=MOST, widget=widget)


class TotalForm(NamesSource, CountsPeople, Versioned, forms.ModelForm):
    """ "More than 26 people in ten teams of two departments", and who says so."""

    question_led = True
    needs_source = True

    people = people_field(
        "How many people were met in all?",
        size=16,
        help_text="As the source says it, for example more than 26. "
        "Leave empty what it does not say. The public reads 1 to 4 as “fewer than 5”",
    )
    teams = _number_field("In how many teams?")
    departments = _number_field("Of how many departments?")
    as_of = day_field("When was that so?", "as_of", help_text="")

    class Meta:
        model = EngagementTotal
        fields = ("teams", "departments", "as_of")

    field_order = ("people", "teams", "departments", "as_of", "source_title", "source_url")

    clean_people = CountsPeople.clean_count

    def clean(self) -> dict[str, Any]:
        """It says at least one number, of a day that has come."""
        data = super().clean() or {}
        known = [data.get("people"), data.get("teams"), data.get("departments")]
        if "people" not in self.errors and all(one in (None, "") for one in known):
            self.add_error("people", "Enter at least one of the three numbers")
        if (day := data.get("as_of")) and day[0] > timezone.localdate():
            self.add_error("as_of", "This day is still to come")
        return data
