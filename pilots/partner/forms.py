"""Who takes part in a pilot, from when and until when."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from partnerships.organisation.fields import organisation_field, radios, show_records
from pilots.models import PilotPartner
from pilots.pilot.forms import bodies_for, one_of
from records.conflicts import Versioned
from records.periods import EARLIEST


class PartnerForm(Versioned, forms.ModelForm):
    """A partner that joins, or one whose part is put right or is over."""

    question_led = True

    organisation = organisation_field("Which organisation is it?", required=False)
    description = django_forms.CharField(
        label="Or in words, if it is not a single organisation",
        max_length=200,
        required=False,
        help_text="For example: local schools",
    )
    kind = radios(
        "What is its role?",
        PilotPartner.Kind.choices,
        hints={"named": "A source names it, and does not say that it takes part"},
    )
    start = forms.DayField(label="When did it join?", earliest=EARLIEST, required=False)
    end = forms.DayField(
        label="When did it leave?",
        earliest=EARLIEST,
        required=False,
        help_text="Its last day. Leave it empty while it takes part. It stays on the page as one "
        "that left",
    )

    class Meta:
        model = PilotPartner
        fields = ("organisation", "description", "kind", "role", "start", "end")
        labels = {"role": "What does it do?"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        bodies_for(self, user, "organisation")
        show_records(self, "organisation")

    def clean_end(self) -> Any:
        """Nobody has left on a day to come."""
        day = self.cleaned_data["end"]
        if day and day > timezone.localdate():
            raise ValidationError("This date is in the future. Enter it on or after that date")
        return day

    def clean(self) -> dict[str, Any]:
        """A body by name or in words; it left after it joined; it takes part once as the same."""
        data = super().clean() or {}
        one_of(self, "organisation", "description", needed="Say who takes part")
        named, start, end = data.get("organisation"), data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", "It cannot leave before it joined. Check both dates")
        if named and not end and self._stands(named, data.get("kind")):
            self.add_error("organisation", "It already takes part in this role")
        return data

    def _stands(self, organisation: Any, kind: Any) -> bool:
        of = PilotPartner.objects.filter(pilot=self.instance.pilot, kind=kind, end=None)
        return of.filter(organisation=organisation).exclude(pk=self.instance.pk).exists()
