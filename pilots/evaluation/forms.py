"""Who evaluates, when and how; reports; what was found."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField, ModelChoiceField, URLField

from interface import forms
from partnerships.fields import long_text, organisation_field, radios, show_records
from partnerships.models import Organisation, Topic
from partnerships.source_fields import NamesSource
from pilots.level_field import offer_levels
from pilots.models import Evaluation, EvaluationFinding, EvaluationReport, Indicator
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.models import Visibility

EARLIEST = 1990
PARTLY = "Leave out the day, or day and month, if they are not known"


def day(label: str, name: str, hint: str = PARTLY) -> forms.ReducedDateField:
    """A date as precisely as it is known."""
    return forms.ReducedDateField(
        label=label,
        allow_partial=True,
        earliest=EARLIEST,
        precision_to=f"{name}_precision",
        required=False,
        help_text=hint,
    )


class EditEvaluation(NamesSource, Versioned, forms.ModelForm):
    """An evaluation of a pilot or of a programme. ``user`` writes it."""

    question_led = True

    reach = radios(
        "Is it of this place or of all places?",
        Evaluation.Reach.choices,
        hints={"local": "Of one pilot or place", "national": "Of all places of a programme"},
    )
    evaluator = organisation_field("Who evaluates?", required=False)
    evaluator_said = CharField(
        label="Or in words, where it is no single organisation", max_length=200, required=False
    )
    independence = long_text(
        "How independent are they?",
        required=False,
        help_text="Who pays them, who chose them, and what they may publish without asking",
    )
    questions = long_text("What do they want to find out?", required=False)
    methods = long_text("How do they find out?", required=False)
    start = day("When does it start?", "start")
    interim = day("When is an interim report due?", "interim")
    final = day("When is the final report due?", "final")
    state = radios("Where does it stand?", Evaluation.State.choices)
    stopped_because = long_text(
        "If it was stopped, why?", rows=2, required=False, help_text="Needed if it was stopped"
    )
    visibility = radios(
        "Who can see this?",
        [("network", "everyone signed in"), ("public", "everyone")],
        hints={"public": "But nobody who may not see the pilot"},
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
            self.add_error("final", "The final report comes after the start. Check both dates")
        return data


class EditReport(NamesSource, Versioned, forms.ModelForm):
    """A report of an evaluation: its link, or why it is not published."""

    question_led = True

    kind = radios("What is it?", EvaluationReport.Kind.choices)
    published = day("When was it published?", "published")
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


EVIDENCE_HINTS = {
    "perception": "In interviews, surveys or workshops",
    "measured": "Counted or measured, with the figure",
    "judgement": "Drawn from several things together",
    "study": "Set beside people or places without the pilot",
}
DIRECTION_HINTS = {
    "no_effect": "As useful to know as a change",
    "negative": "Stays in sight like any other finding",
}


class EditFinding(Versioned, forms.ModelForm):
    """One finding in a sentence. ``replaces``: one that is published, whose level it keeps."""

    question_led = True

    claim = long_text("What was found, in one sentence?", rows=2)
    direction = radios(
        "Which way did it go?", EvaluationFinding.Direction.choices, hints=DIRECTION_HINTS
    )
    evidence = radios(
        "What does it rest on?", EvaluationFinding.Evidence.choices, hints=EVIDENCE_HINTS
    )
    confidence = radios("How sure are you?", EvaluationFinding.Confidence.choices)
    confidence_why = long_text("Why?", rows=2, help_text="How many were asked, what is missing")
    concerns = radios("At which level?", Indicator.Concerns.choices)
    indicator = ModelChoiceField(
        Indicator.objects.none(), label="Is it about one of the pilot’s figures?", required=False
    )
    topic = ModelChoiceField(Topic.objects.none(), label="Or about a topic?", required=False)
    interim = radios("Is it final?", [("yes", "no, an interim finding"), ("no", "yes, final")])
    report = ModelChoiceField(
        EvaluationReport.objects.none(), label="In which report does it stand?", required=False
    )
    publish = radios(
        "Publish it now?",
        [("yes", "yes"), ("no", "not yet")],
        hints={
            "yes": "It cannot be changed then; a later finding can replace it",
            "no": "The place and its funder can read it meanwhile",
        },
    )

    class Meta:
        model = EvaluationFinding
        fields = (
            *("claim", "direction", "evidence", "confidence", "confidence_why", "concerns"),
            *("indicator", "topic", "report", "visibility"),
        )
        labels = {"visibility": "Who can see this, once it is published?"}
        help_texts = {"visibility": "Nobody sees it who may not see the pilot"}
        widgets = {"visibility": forms.Radios}

    def __init__(self, *args: Any, replaces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["replaces"] = replaces
        fields: Any = self.fields
        finding = self.instance
        evaluation = finding.evaluation
        pilot = evaluation.pilot
        fields["topic"].queryset = Topic.objects.order_by("name")
        fields["report"].queryset = evaluation.reports.all()
        if pilot is None:
            del fields["indicator"]
            _offer_programme_levels(self)
        else:
            fields["indicator"].queryset = pilot.indicators.all()
            offer_levels(self, pilot, publishes=True)
        if finding.claim:
            self.initial["interim"] = "yes" if finding.is_interim else "no"
        if finding.pk:
            self.initial["publish"] = "no"
        order = [*self.Meta.fields[:8], "interim", "report", "visibility", "publish"]
        if replaces:
            del fields["visibility"], fields["publish"]
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        """What the radios say goes to the record."""
        data: dict[str, Any] = super().clean() or {}
        self.instance.is_interim = data.get("interim") == "yes"
        return data


def _offer_programme_levels(form: Any) -> None:
    levels = (Visibility.PROGRAMME, Visibility.NETWORK, Visibility.PUBLIC)
    names = {Visibility.PROGRAMME: "The programme’s leads and evaluators"}
    field: ChoiceField = form.fields["visibility"]
    field.choices = [(one.value, names.get(one, one.label.capitalize())) for one in levels]
    field.help_text = ""
    if not form.instance.pk:
        form.initial["visibility"] = Visibility.PUBLIC.value
