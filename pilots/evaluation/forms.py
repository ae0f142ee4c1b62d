"""Who evaluates, when and how; reports."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, URLField

from interface import forms
from partnerships.models import Organisation
from partnerships.organisation.fields import long_text, organisation_field, radios, show_records
from pilots.evaluation.models import Evaluation, EvaluationReport
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.periods import day_field
from records.source_fields import NamesSource


class EvaluationForm(NamesSource, Versioned, forms.ModelForm):
    """An evaluation of a pilot or of a programme. ``user`` writes it."""

    question_led = True

    reach = radios(
        "Does it cover this place or all places?",
        Evaluation.Reach.choices,
        hints={"local": "One pilot or place", "national": "All places of a programme"},
    )
    evaluator = organisation_field("Who evaluates?", required=False)
    evaluator_said = CharField(
        label="Or in words, if it is not a single organisation", max_length=200, required=False
    )
    independence = long_text(
        "How independent are they?",
        required=False,
        help_text="Who pays them, who chose them, and what they may publish without asking",
    )
    questions = long_text("What do they want to find out?", required=False)
    methods = long_text("How will they find out?", required=False)
    start = day_field("When does it start?", "start")
    interim = day_field("When is an interim report due?", "interim")
    final = day_field("When is the final report due?", "final")
    state = radios("What is its status?", Evaluation.State.choices)
    stopped_because = long_text(
        "If it was stopped, why?", rows=2, required=False, help_text="Needed if it was stopped"
    )
    visibility = radios(
        "Who can see this?",
        [("network", "everyone signed in"), ("public", "everyone")],
        hints={"public": "Only people who can see the pilot can see this"},
    )

    class Meta:
        model = Evaluation
        fields = (
            *("title", "reach", "evaluator", "evaluator_said", "independence", "questions"),
            *("methods", "start", "interim", "final", "state", "stopped_because", "visibility"),
        )
        labels = {"title": "What is it called?"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        bodies: Any = self.fields["evaluator"]
        bodies.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        show_records(self, "evaluator")

    def clean(self) -> dict[str, Any]:
        """An evaluator by name or in words; a reason to stop; reports due on a last day."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("evaluator") and data.get("evaluator_said"):
            self.add_error("evaluator_said", "Choose it by name or describe it, not both")
        if data.get("state") == "stopped" and not data.get("stopped_because"):
            self.add_error("stopped_because", "Say why it was stopped")
        for name in ("interim", "final"):
            if due := data.get(name):
                data[name] = (DateWithPrecision(*due).last, due[1])
        start, final = data.get("start"), data.get("final")
        if start and final and final[0] < start[0]:
            self.add_error("final", "The final report can’t come before the start")
        return data


class ReportForm(NamesSource, Versioned, forms.ModelForm):
    """A report of an evaluation: its link, or why it is not published."""

    question_led = True

    kind = radios("What is it?", EvaluationReport.Kind.choices)
    published = day_field("When was it published?", "published")
    url = URLField(
        label="Where can it be read?",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="A link that begins with https://",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
    )
    not_published_because = CharField(
        label="If it is not published, why not?", max_length=300, required=False
    )

    class Meta:
        model = EvaluationReport
        fields = ("title", "kind", "published", "url", "not_published_because")
        labels = {"title": "What is the title of the report?"}

    def clean_url(self) -> str:
        """Links are safe ones."""
        url: str = self.cleaned_data["url"]
        if url and not url.startswith("https://"):
            self.add_error("url", "The link must begin with https://")
        return url

    def clean(self) -> dict[str, Any]:
        """Published or not, one of both."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("not_published_because") and (data.get("url") or data.get("published")):
            self.add_error(
                "not_published_because",
                "It has a date or a link, so it is published. Leave out one or the other",
            )
        return data
