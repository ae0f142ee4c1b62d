from __future__ import annotations

from typing import Any

from django.utils import timezone

from interface import forms
from interface.filters import FilterSet
from partnerships.organisation.fields import (
    long_text,
    organisation_field,
    place_field,
    show_records,
)
from partnerships.organisation.forms import body_filter
from partnerships.organisation.permissions import can_keep_organisation
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from people.recognition.models import Recognition
from records.conflicts import Versioned

NO_NAMES = "What changed for people. Name bodies, teams and job roles, not persons"


class GiveRecognition(Versioned, forms.ModelForm):
    """For what, from which body, at which place and when. Whom it thanks is settled before."""

    said = long_text("What came of their work?", help_text=NO_NAMES)
    given_by = organisation_field("Which body gives its thanks?")
    place = place_field("Which place?", required=False)
    on = forms.DayField(label="What date?", help_text="For example, 28 10 2026")

    class Meta:
        model = Recognition
        fields = ("said", "given_by", "place", "on")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        show_records(self, "given_by", "place")

    def clean(self) -> dict[str, Any]:
        """A body of theirs, and not the one that it thanks; on a day that has come."""
        data = super().clean() or {}
        giver = data.get("given_by")
        if giver and giver.pk == self.instance.organisation_id:
            self.add_error("given_by", "Name another body: a body does not thank itself")
        elif giver and not self._speaks_for(giver):
            self.add_error(
                "given_by",
                "Name an organisation you answer for, or one in a place you look after",
            )
        if (day := data.get("on")) and day > timezone.localdate():
            self.add_error("on", "Enter a day that is not in the future")
        return data

    def _speaks_for(self, giver: Any) -> bool:
        unchanged = bool(self.instance.pk) and giver.pk == self.instance.given_by_id
        return unchanged or can_keep_organisation(self.user, giver)


class RecognitionFilter(LeavesOutExamples, FilterSet):
    """Thanks by where it was and by whom they are to or from."""

    place = place_filter(by="")
    body = body_filter("To or from", by="of_body")
