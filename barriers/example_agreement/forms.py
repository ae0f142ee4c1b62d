from __future__ import annotations

from typing import Any

from django.forms import ModelMultipleChoiceField

from barriers.models import ExampleAgreement
from interface import forms
from partnerships.models import Place
from partnerships.organisation.fields import kept_places, long_text, place_field
from records.conflicts import Versioned
from records.source_fields import NamesSource


class AgreementForm(NamesSource, Versioned, forms.ModelForm):
    """A published agreement that others can start from."""

    question_led, needs_source, everyone_reads = True, True, True

    covers = long_text("What does it cover?", help_text="Which data, between whom, for what")
    kept = kept_places("Places where it was made")
    add_place = place_field("Where was it made?", required=False)

    class Meta:
        model = ExampleAgreement
        fields = ("title", "covers")
        labels = {"title": "What is it called?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = self.instance
        self.fields["source_title"].required &= not made.is_example
        rows = Place.objects.filter(pk__in=made.places.values("pk") if made.pk else [])
        field: ModelMultipleChoiceField = self.fields["kept"]  # type: ignore[assignment]
        field.queryset = rows
        self.initial["kept"] = list(rows.values_list("slug", flat=True))
        if not self.initial["kept"]:
            del self.fields["kept"]

    @property
    def all_places(self) -> list[Place]:
        """The places left ticked, and the one that was added."""
        added = self.cleaned_data.get("add_place")
        return [*(self.cleaned_data.get("kept") or ()), *([added] if added else [])]
