"""Drawing up a theory of change: versions, boxes, arrows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ModelChoiceField

from interface import forms
from partnerships.organisation.fields import long_text, radios
from pilots.indicator.models.indicator import Indicator
from pilots.theory.drawing import COLUMN
from pilots.theory.models import TheoryBox, TheoryLink
from records.conflicts import Versioned

ASSUMED = "What has to be true for this to work"


class BeginForm(forms.Form):
    """Why there is a new version; the first needs no reason."""

    question_led = True

    why = long_text("Why is there a new version?", help_text="What changed, or what was learned")

    def __init__(self, *args: Any, is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            why = self.fields["why"]
            why.label, why.help_text = (
                "What is it based on?",
                "For example, a workshop with tenants",
            )
            why.required = False


class BoxForm(Versioned, forms.ModelForm):
    """One box of a draft."""

    question_led = True

    kind = radios(
        "What is it?",
        TheoryBox.Kind.choices,
        hints={
            "input": "Money, people, time",
            "output": "What can be counted soon",
            "outcome": "For people or organisations",
        },
    )
    text = CharField(label="What does the box say?", max_length=160, help_text="A few words")
    assumption = CharField(
        label="What does it assume?", max_length=300, required=False, help_text=ASSUMED
    )
    indicator = ModelChoiceField(
        Indicator.objects.none(), label="Which figure counts it?", required=False
    )

    class Meta:
        model = TheoryBox
        fields = ("kind", "text", "assumption", "indicator")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figure: Any = self.fields["indicator"]
        figure.queryset = self.instance.theory.pilot.indicators.all()

    def clean_kind(self) -> str:
        """No arrow of the box comes to lead back."""
        kind: str = self.cleaned_data["kind"]
        if self.instance.pk:
            before = self.instance.links_in.select_related("start")
            after = self.instance.links_out.select_related("end")
            turned = [link.start for link in before if COLUMN[link.start.kind] > COLUMN[kind]]
            turned += [link.end for link in after if COLUMN[link.end.kind] < COLUMN[kind]]
            if turned:
                raise ValidationError(
                    f"The arrow between it and “{turned[0]}” would lead back then. "
                    "Take out the arrow first"
                )
        return kind


class LinkForm(forms.ModelForm):
    """An arrow from one box of a draft to another."""

    question_led = True

    start = ModelChoiceField(TheoryBox.objects.none(), label="Which box does it start from?")
    end = ModelChoiceField(TheoryBox.objects.none(), label="Which box does it lead to?")
    assumption = CharField(
        label="What has to be true?", max_length=300, required=False, help_text=ASSUMED
    )

    class Meta:
        model = TheoryLink
        fields = ("start", "end", "assumption")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in ("start", "end"):
            fields[name].queryset = self.instance.theory.boxes.all()

    def clean(self) -> dict[str, Any]:
        """From one box to another, in the order in which things happen."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and start == end:
            self.add_error("end", "Choose another box: an arrow does not lead to where it starts")
        elif start and end and COLUMN[end.kind] < COLUMN[start.kind]:
            self.add_error("end", "This comes before the first box. Turn the arrow around")
        return data
