from __future__ import annotations

from typing import Any

from django.forms import ChoiceField, ModelChoiceField

from interface import forms
from partnerships.models import Topic
from partnerships.organisation.fields import long_text, radios
from pilots.evaluation.models import EvaluationReport
from pilots.evaluation_finding.models import EvaluationFinding
from pilots.impacts import impacts_field
from pilots.indicator.models.indicator import Indicator
from pilots.pilot.levels import offer_levels
from records.conflicts import Versioned
from records.models import Visibility

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


class FindingForm(Versioned, forms.ModelForm):
    """One finding in a sentence. ``replaces``: one that is published, whose level it keeps."""

    question_led = True

    claim = long_text("What was found, in one sentence?", rows=2)
    direction = radios(
        "What direction did it go in?", EvaluationFinding.Direction.choices, hints=DIRECTION_HINTS
    )
    evidence = radios(
        "What is it based on?", EvaluationFinding.Evidence.choices, hints=EVIDENCE_HINTS
    )
    confidence = radios("How certain are you?", EvaluationFinding.Confidence.choices)
    confidence_why = long_text("Why?", rows=2, help_text="How many were asked, what is missing")
    concerns = radios("What level is it about?", Indicator.Concerns.choices)
    impacts = impacts_field()
    indicator = ModelChoiceField(
        Indicator.objects.none(), label="Is it about one of the pilot’s figures?", required=False
    )
    topic = ModelChoiceField(Topic.objects.none(), label="Or about a topic?", required=False)
    interim = radios("Is it final?", [("yes", "no, an interim finding"), ("no", "yes, final")])
    report = ModelChoiceField(
        EvaluationReport.objects.none(), label="Which report is it in?", required=False
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
            *("impacts", "indicator", "topic", "report", "visibility"),
        )
        labels = {"visibility": "Who can see this, once it is published?"}
        help_texts = {"visibility": "Only people who can see the pilot can see this"}
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
        order = [*self.Meta.fields[:9], "interim", "report", "visibility", "publish"]
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
