"""A day on which places learn from each other."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, URLField

from interface import forms
from partnerships.models import Programme, Topic
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    place_field,
    radios,
    show_records,
)
from pilots.learning_event.models import LearningEvent
from records.conflicts import Versioned

EARLIEST, LATEST = 1990, 2100
LEVELS = [("network", "everyone signed in"), ("public", "everyone")]


class EventForm(Versioned, forms.ModelForm):
    """When, for whom, about what; afterwards what was shared."""

    question_led = True

    title = CharField(label="What is it called?", max_length=200)
    day = forms.DayField(label="What date?", earliest=EARLIEST, latest=LATEST)
    about = long_text("What is it about?", required=False)
    invited = long_text("Who is invited, and how do they join?", required=False)
    place = place_field("Which place is it in?", required=False)
    shared = long_text(
        "What was shared?", required=False, help_text="Afterwards: what people took away"
    )
    shared_url = URLField(
        label="Where can it be read?", max_length=500, required=False, assume_scheme="https"
    )
    visibility = radios("Who can see this?", LEVELS)

    class Meta:
        model = LearningEvent
        fields = (
            *("title", "day", "hours", "where", "for_whom", "about", "topics", "invited"),
            *("place", "programme", "shared", "shared_url", "visibility"),
        )
        labels = {
            "hours": "From when to when?",
            "where": "Where do people meet?",
            "for_whom": "Who is it for?",
            "topics": "Topics",
            "programme": "Which programme is it part of?",
        }
        help_texts = {
            "hours": "For example, 10am to midday",
            "where": "A building, or online",
            "for_whom": "Job roles or groups, such as coordinators of hubs",
        }
        widgets = {"topics": forms.Checkboxes}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        fields["topics"].queryset = Topic.objects.order_by("name")
        programmes = Programme.objects.visible_to(user).order_by("name", "id")
        offer_programmes(fields["programme"], programmes)
        fields["programme"].empty_label = "No programme"
        show_records(self, "place")


class CallOffForm(forms.Form):
    """Why it does not take place."""

    because = CharField(label="Why is it called off?", max_length=1_000)
