"""Who read guidance, as it is written; it is read on the page of the guidance."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from barriers.barrier.loading import BARRIERS
from barriers.models import GuidanceRead
from barriers.practice.permissions import can_keep_reading, can_note_reading
from barriers.practice.views import LIBRARY
from interface import forms
from partnerships.organisation.fields import organisation_field, show_records
from records.conflicts import Versioned
from registry.kind_of_part import KindOfPart


class EditReading(Versioned, forms.ModelForm):
    """Which body read it, in which edition and when."""

    question_led = True

    organisation = organisation_field("Which body has read it?")
    on = forms.DayField(label="When was it read?")

    class Meta:
        model = GuidanceRead
        fields = ("organisation", "edition", "on")
        labels = {"edition": "Which edition?"}
        help_texts = {"edition": "For example, 5 February 2026. Leave it empty if you don’t know"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "organisation")
        if self.instance.pk is None:
            self.initial["on"] = timezone.localdate()

    def clean_on(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("This date is in the future. Enter the date when it was read")
        return day


class Readings(KindOfPart):
    """Who has read it."""

    model, form, key, path, noun = GuidanceRead, EditReading, "guidance_read", "read", "reading"
    link, whole_path, trail = "guidance", "practice/guidance", (BARRIERS, LIBRARY)
    may_add, may_edit = can_note_reading, can_keep_reading
    with_rows, draft_words = ("organisation",), "Who read guidance"
    add_title, edit_title = "Say who has read it", "Change who has read it"
    add_message = "Saved."

    class Add(KindOfPart.Add):
        """A new one."""

        twice = "It is already recorded that this organisation has read that edition."

    class Edit(KindOfPart.Edit):
        """One as it should be."""

        twice = "Somebody has already recorded that the organisation has read that edition."
