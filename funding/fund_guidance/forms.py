"""What guidance there is on a fund."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, ModelMultipleChoiceField, URLField

from funding.models import FundGuidance
from interface import forms
from partnerships.models import Topic
from partnerships.organisation.fields import long_text
from records.conflicts import Versioned
from records.source_fields import NamesSource


class GuidanceForm(NamesSource, Versioned, forms.ModelForm):
    """Guidance on a fund: which version, where, about what."""

    question_led = True

    title = CharField(label="What is it called?", max_length=200)
    publisher = CharField(label="Who published it?", max_length=200, required=False)
    edition = CharField(
        label="Which version is it?",
        max_length=100,
        required=False,
        help_text="Its number or date, as it says itself. For example, 2.1, or April 2026",
    )
    url = URLField(
        label="Where can it be read?",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
    )
    about = long_text(
        "What is it about?",
        rows=2,
        required=False,
        help_text="In your own words, in a sentence or two",
    )
    topics = ModelMultipleChoiceField(
        Topic.objects.none(),
        label="Which topics is it about?",
        required=False,
        widget=forms.Checkboxes(),
    )

    class Meta:
        model = FundGuidance
        fields = ("title", "publisher", "edition", "url", "about")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        field: Any = self.fields["topics"]
        field.queryset = Topic.objects.order_by("name")
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())
        self.ask_for_source(
            "Where did you learn of it?", "The title of the document or page, if it is published"
        )
