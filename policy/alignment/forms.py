from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField, HiddenInput, Textarea, ValidationError

from interface import forms
from interface.paging import row_number
from partnerships.models import Place, Topic
from policy.alignment import candidates
from policy.models import Alignment, Priority, Repeat
from records.conflicts import Versioned

Verdict = Alignment.Verdict
HINTS = {
    Verdict.ALIGNED: "They want the same, at the same time, for the same people",
    Verdict.PARTIAL: "They agree in part",
    Verdict.DIFFERS: "They pull in different directions, or at different times",
    Verdict.UNKNOWN: "Nobody has checked, or it is too early to say",
}


class SayAlignment(Versioned, forms.ModelForm):
    """How a narrower priority stands to a wider one, and why."""

    question_led = True

    verdict = ChoiceField(
        label="How do they relate to each other?",
        choices=[(verdict.value, str(verdict.label).capitalize()) for verdict in Verdict],
        widget=forms.Radios(hints=HINTS),
    )
    note = CharField(
        label="Why?",
        max_length=4_000,
        widget=Textarea({"rows": 3}),
        required=False,
        help_text="Needed for every answer but “not known”. It helps others decide whether to ask",
    )

    class Meta:
        model = Alignment
        fields = (
            "verdict", "note", "differs_in_content", "differs_in_time", "differs_in_geography",
        )  # fmt: skip
        labels = {
            "differs_in_content": "They differ in content",
            "differs_in_time": "They differ in time",
            "differs_in_geography": "They differ in geography",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why: Any = self.fields["note"]
        why.is_asked_for = True
        if self.instance.pk is None:  # no row yet: whatever row there is by then is a newer one
            self.fields["version"].initial = "0"

    def clean(self) -> dict[str, Any]:
        """A verdict has its reason; what is aligned differs in nothing."""
        data = super().clean() or self.cleaned_data
        verdict = data.get("verdict")
        if verdict not in (None, Verdict.UNKNOWN) and not data.get("note", "").strip():
            self.add_error("note", "Say why")
        ticked = [name for name in self.Meta.labels if data.get(name)]
        if verdict == Verdict.DIFFERS and not ticked:
            self.add_error("differs_in_content", "Say how they differ: tick one or more")
        if verdict in (Verdict.ALIGNED, Verdict.UNKNOWN):
            data.update(dict.fromkeys(ticked, False))
        return data


Tier = Priority.Tier


class ChooseMatrix(forms.Form):
    """Whose priorities the matrix shows, against which."""

    says_optional = False

    place = forms.RecordField(
        Place.objects.all(),
        noun="place",
        label="Place",
        suggest="place_suggest",
        describe=Place.get_kind_display,
        key_first=True,
    )
    against = ChoiceField(
        label="Against",
        required=False,
        choices=[(Tier.NATIONAL, "National priorities"), (Tier.REGIONAL, "Regional priorities")],
    )
    topic = ChoiceField(label="Topic", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics: Any = self.fields["topic"]
        topics.choices = [("", "All topics"), *Topic.objects.values_list("slug", "name")]

    def clean_against(self) -> str:
        """National priorities, unless the regional ones were asked for."""
        return self.cleaned_data["against"] or Tier.NATIONAL


class JudgeRepeat(forms.Form):
    """Whether two aims are one objective said twice. ``aims`` holds both once it is valid."""

    first = CharField(widget=HiddenInput, max_length=40)
    second = CharField(widget=HiddenInput, max_length=40)
    verdict = ChoiceField(label="Are they the same?", choices=Repeat.Verdict.choices)
    note = CharField(label="Why", max_length=500, required=False)

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean(self) -> dict[str, Any]:
        """Both aims are there for this reader, and they are two."""
        data = super().clean() or self.cleaned_data
        aims = [self._aim(data.get(name, "")) for name in ("first", "second")]
        if None in aims or aims[0] == aims[1]:
            raise ValidationError("Choose two objectives that are in the list")
        self.aims = sorted(aims, key=lambda aim: (aim._meta.model_name, aim.pk))
        return data

    @property
    def note_name(self) -> str:
        """The box in which its reason was typed."""
        return candidates.note_name(self.data["first"], self.data["second"])

    def _aim(self, key: str) -> Any:
        kind, _, pk = key.partition("-")
        rows = {"priority": candidates.priorities, "programme": candidates.programmes}.get(kind)
        return rows(self.reader).filter(pk=row_number(pk)).first() if rows else None
