"""What a pilot says about itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.utils import timezone

from interface import forms
from interface.words import capitalised_choices
from partnerships.models import Topic
from pilots import rhythm
from pilots.models import Pilot
from records.conflicts import Versioned
from records.models import Visibility
from records.periods import EARLIEST, OfAPeriod, end_field, start_field

LONGEST = 5_000


def _box(rows: int) -> django_forms.Textarea:
    return django_forms.Textarea({"rows": rows})


class EditPilot(OfAPeriod, Versioned, forms.ModelForm):
    """The pilot's own page. ``publishes``: whether this person may show it to everyone."""

    summary = django_forms.CharField(
        label="In one sentence that a resident understands",
        widget=_box(2),
        max_length=500,
        required=False,
    )
    challenge = django_forms.CharField(
        label="What is the challenge?", widget=_box(4), max_length=LONGEST, required=False
    )
    target_group = django_forms.CharField(
        label="Who is it for?", widget=_box(2), max_length=LONGEST, required=False
    )
    start = start_field("When did it start?")
    end = end_field("When did it end, or is it to end?")
    update_due = forms.DayField(
        label="When is the next update due?", earliest=EARLIEST, required=False
    )

    class Meta:
        model = Pilot
        fields = (
            "name", "summary", "challenge", "target_group", "topics", "start", "end",
            "dates_note", "rhythm", "update_due", "visibility",
        )  # fmt: skip
        labels = {
            "name": "What is it called?",
            "topics": "What is it about?",
            "dates_note": "Is there anything to know about the dates?",
            "rhythm": "How often does it report?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            "name": "Leave it empty if the name is not known",
            "visibility": "All of it is covered by Freedom of Information, also while it is "
            "private. The newest updates are seen by this place and its funder until accepted",
        }
        widgets = {"topics": forms.Checkboxes, "visibility": forms.Radios}

    def __init__(self, *args: Any, publishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["publishes"] = publishes
        self.fields["topics"].queryset = Topic.objects.order_by("name")
        self.fields["rhythm"].choices = [
            ("", "None agreed"),
            *capitalised_choices(Pilot.Rhythm.choices),
        ]
        public = publishes or self.instance.visibility == Visibility.PUBLIC
        self.fields["visibility"].choices = [
            (key, said)
            for key, said in capitalised_choices(Visibility.choices)
            if public or key != Visibility.PUBLIC
        ]

    def clean(self) -> dict[str, Any]:
        """Only a pilot with a rhythm owes an update; after its end only where it is said when."""
        data = super().clean()
        self._owe_update(data)
        return data

    def _owe_update(self, data: dict[str, Any]) -> None:
        every, status = data.get("rhythm"), self.instance.status
        if not every or status == Pilot.Status.PROPOSED:
            data["update_due"] = None
        elif not self.instance.is_under_way:
            return  # follow-up updates, from the day that is said here
        elif not data.get("update_due") and "update_due" not in self.errors:
            today: dt.date = timezone.localdate()
            data["update_due"] = rhythm.first_due(rhythm=int(every), today=today)
