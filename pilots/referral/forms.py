"""How many people came from one source, or were sent on to one."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.utils import timezone

from interface import forms
from partnerships.models import Organisation
from partnerships.organisation.fields import organisation_field, radios
from pilots.people_counts import CountsPeople, people_field
from pilots.referral.models import Referral
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.periods import day_field


class ReferralForm(CountsPeople, Versioned, forms.ModelForm):
    """One count: from or to whom, in which period, how many, or why that is not known."""

    question_led = True

    direction = radios(
        "Did people come to the pilot or go on from it?",
        [("in", "People came to the pilot"), ("out", "People were sent on from the pilot")],
    )
    organisation = organisation_field(
        "Which organisation did they come from, or go to?", required=False
    )
    route = django_forms.CharField(
        label="Or in words",
        max_length=200,
        required=False,
        help_text="For example: people come by themselves, through community champions. "
        "Do not name a person",
    )
    period_start = day_field("From when?", "period_start", help_text="")
    period_end = day_field("Until when?", "period_end", help_text="")
    people = people_field(
        "How many people?",
        help_text="For example 40, about 40. The public reads 1 to 4 as “fewer than 5”",
    )
    people.is_asked_for = True
    unknown = django_forms.BooleanField(
        label="Not known yet", required=False, widget=forms.Switch(reveals=True)
    )
    missing = radios("Why is it not known?", Referral.Missing.choices, required=False)
    missing.is_asked_for = True

    class Meta:
        model = Referral
        fields = (
            *("direction", "organisation", "route", "period_start", "period_end"),
            *("missing", "note"),
        )
        labels = {"note": "Is there anything to know about it?"}

    field_order = (
        *("direction", "organisation", "route", "period_start", "period_end"),
        *("people", "unknown", "missing", "note"),
    )
    revealed = ("missing",)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        referral = self.instance
        if referral.organisation_id is not None:
            self.initial["organisation"] = referral.organisation
        self.initial["unknown"] = bool(referral.missing)

    clean_people = CountsPeople.clean_count

    def clean(self) -> dict[str, Any]:
        """One source, one number or why there is none, a period in order that has begun."""
        data = super().clean() or {}
        named, route = data.get("organisation"), data.get("route")
        if "organisation" not in self.errors:
            if named and route:
                self.add_error("route", "Choose it by name or describe it, not both")
            elif not (named or route):
                self.add_error(
                    "organisation", "Say where people came from, or where they were sent"
                )
        self._check_known_or_not(data)
        self._check_period(data)
        return data

    def _check_known_or_not(self, data: dict[str, Any]) -> None:
        """A number that is typed counts, and a reason only while "Not known yet" is ticked."""
        if data.get("people") or not data.get("unknown"):
            data["missing"] = ""
            self.errors.pop("missing", None)
            if not data.get("people") and "people" not in self.errors:
                self.add_error("people", "Enter the number, or choose “Not known yet”")
        elif not data.get("missing") and "missing" not in self.errors:
            self.add_error("missing", "Say why the number is not known")

    def _check_period(self, data: dict[str, Any]) -> None:
        start, end = data.get("period_start"), data.get("period_end")
        if end:
            data["period_end"] = end = (DateWithPrecision(*end).last, end[1])
        if start and start[0] > timezone.localdate():
            self.add_error("period_start", "This date is in the future")
        elif start and end and end[0] < start[0]:
            self.add_error("period_end", "The end can’t be before the start")
