"""Writing a lesson down, at any time."""

from __future__ import annotations

from typing import Any

from django.forms import ChoiceField

from dashboards.lesson.filters import categories
from interface import forms
from interface.words import capitalised_choices
from partnerships.models import Topic
from partnerships.organisation.fields import long_text, radios
from pilots.models import Lesson
from pilots.pilot.levels import offer_levels
from records.conflicts import Versioned
from records.source_fields import NamesSource

HINTS = {
    Lesson.Kind.ENABLER: "Something that made it work, or easier",
    Lesson.Kind.LESSON: "What you know now and did not know before",
    Lesson.Kind.WARNING: "What others should look out for",
}
NO_NAMES = "Say what people did by their job role or group, not who they are"


class EditLesson(NamesSource, Versioned, forms.ModelForm):
    """A lesson of a pilot. ``publishes``: whether this person may show it to everyone."""

    question_led = True

    kind = radios("What is it?", Lesson.Kind.choices, hints=HINTS)
    text = long_text("What did you learn?", help_text=NO_NAMES)
    evidence = long_text(
        "How do you know?",
        required=False,
        help_text="What you saw, counted or were told. You can say “We think so”",
    )
    state = ChoiceField(label="Is it still open, or did it fail?", required=False)
    helps_with = ChoiceField(label="Which kind of barrier does it help with?", required=False)

    class Meta:
        model = Lesson
        fields = ("kind", "text", "evidence", "state", "topics", "helps_with", "visibility")
        labels = {"topics": "What is it about?", "visibility": "Who can see this?"}
        help_texts = {
            "topics": "Leave it empty to keep to the topics of the pilot",
            "visibility": "Only people who can see the pilot can see this. All of it is covered by "
            "Freedom of Information, even while it is private",
        }
        widgets = {"topics": forms.Checkboxes, "visibility": forms.Radios}

    def __init__(self, *args: Any, publishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["publishes"] = publishes
        fields: Any = self.fields
        fields["topics"].queryset = Topic.objects.order_by("name")
        fields["state"].choices = [("", "Neither"), *capitalised_choices(Lesson.State.choices)]
        fields["helps_with"].choices = [("", "None in particular"), *categories()]
        offer_levels(self, self.instance.pilot, publishes=publishes)
        self.order_fields([*self.Meta.fields[:6], "source_title", "source_url"])
