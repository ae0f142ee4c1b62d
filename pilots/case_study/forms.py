"""Writing a case study, and what a reviewer and an editor say of it."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, ModelMultipleChoiceField, Textarea, URLField

from interface import forms
from partnerships.organisation.fields import long_text, radios
from pilots.impacts import impacts_field
from pilots.models import CaseStudy, Lesson, Pilot
from pilots.pilot.levels import offer_levels
from records.conflicts import Versioned
from records.models import Source
from records.source_fields import find_or_make

Outcome = CaseStudy.Outcome
HINTS = {
    Outcome.WORKED: "It did what it was meant to do, and you can show it",
    Outcome.PARTLY: "For some people, or in some places, or less than hoped",
    Outcome.DID_NOT: "This is as useful to others as a success",
    Outcome.TOO_EARLY: "What is counted so far does not say",
    Outcome.UNKNOWN: "Nobody has found out",
}


class EditCaseStudy(Versioned, forms.ModelForm):
    """A case study of a pilot. ``user`` writes it; ``publishes``: may show it to everyone."""

    question_led = True

    tried = long_text("What was tried?", rows=5)
    outcome = radios("What came of it?", Outcome.choices, hints=HINTS)
    reason = long_text(
        "Why do you say so?",
        rows=4,
        help_text="What was seen, counted or told, and who by: a job role or a group, no names",
    )
    impacts = impacts_field()
    lessons = ModelMultipleChoiceField(
        Lesson.objects.none(),
        label="Which lessons is it based on?",
        required=False,
        widget=forms.Checkboxes(),
    )
    beside = ModelMultipleChoiceField(
        Pilot.objects.none(),
        label="Other pilots that it is about",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Untick a pilot to remove it",
    )
    add_pilot = forms.RecordField(
        noun="pilot",
        suggest="pilot_suggest",
        label="Is it about another pilot too?",
        required=False,
    )
    sources = ModelMultipleChoiceField(
        Source.objects.none(),
        label="Published sources",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Untick a source to remove it",
    )
    source_title = CharField(
        label="Is there a published source?",
        max_length=300,
        required=False,
        help_text="Its title. Whoever can read the case study can read it and its link",
    )
    source_url = URLField(label="Its link", max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = CaseStudy
        fields = ("title", "tried", "outcome", "reason", "impacts", "visibility")
        labels = {
            "title": "What is the case study about, in one line?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            "visibility": "Once it is published; before that, no further than this place and its "
            "funder. All of it is covered by Freedom of Information"
        }
        widgets = {"visibility": forms.Radios}

    def __init__(self, *args: Any, user: Any, publishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments |= {"user": user, "publishes": publishes}
        fields: Any = self.fields
        study, seen = self.instance, Pilot.objects.visible_to(user)
        fields["lessons"].queryset = Lesson.objects.visible_to(user).filter(pilot=study.pilot)
        fields["add_pilot"].queryset = seen
        for name, rows in (
            ("beside", seen.filter(pk__in=study.beside.all() if study.pk else [])),
            ("sources", study.sources.all() if study.pk else Source.objects.none()),
        ):
            fields[name].queryset = rows
            self.initial[name] = list(rows)
            if not self.initial[name]:
                del fields[name]
        if study.pk:
            self.initial["lessons"] = list(fields["lessons"].queryset.filter(case_studies=study))
        elif not fields["lessons"].queryset.exists():
            del fields["lessons"]
        offer_levels(self, study.pilot, publishes=publishes)

    def clean(self) -> dict[str, Any]:
        """A link stands with a title."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("source_url") and not data.get("source_title"):
            self.add_error("source_title", "Say what the link leads to")
        return data

    def all_pilots(self) -> list[Pilot]:
        """The pilots left ticked, the one that was added, and those hidden from the writer."""
        added = self.cleaned_data.get("add_pilot")
        kept = list(self.cleaned_data.get("beside") or ())
        return [*kept, *([added] if added else []), *self._unseen("beside")]

    def all_lessons(self) -> list[Lesson]:
        """The lessons that are ticked, and those that are not shown to the writer."""
        return [*(self.cleaned_data.get("lessons") or ()), *self._unseen("lessons")]

    def all_sources(self, by: Any) -> list[Source]:
        """The sources left ticked, and the one that was named."""
        data = self.cleaned_data
        added = find_or_make(data["source_title"], data["source_url"], by)
        return [*(data.get("sources") or ()), *([added] if added else [])]

    def _unseen(self, name: str) -> list[Any]:
        """What hangs on it and is hidden from the writer stays: they cannot have taken it off."""
        if not self.instance.pk:
            return []
        shown: Any = self.fields[name].queryset if name in self.fields else None
        rows = getattr(self.instance, name).all()
        return list(rows if shown is None else rows.exclude(pk__in=shown.values("pk")))


class ReviewForm(forms.Form):
    """What a reviewer says."""

    agrees = radios(
        "Is it fair, and does the evidence support it?",
        [("yes", "yes, it can be published"), ("no", "no, it should be changed")],
    )
    note = CharField(
        label="What should its writer know?",
        max_length=5_000,
        required=False,
        widget=Textarea({"rows": 3}),
        help_text="Needed if it should be changed",
    )

    def clean(self) -> dict[str, Any]:
        """Whoever sends it back says why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("agrees") == "no" and not data.get("note"):
            self.add_error("note", "Say what should change")
        return data


class WithdrawForm(forms.Form):
    """Why it should not be relied on any more."""

    because = long_text(
        "Why is it withdrawn?", help_text="Everyone who can read the case study reads this too"
    )
