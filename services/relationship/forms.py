"""Work on a relationship between partners."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.forms import CharField, DecimalField

from interface import forms
from interface.filters import FilterSet
from partnerships.models import Programme
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    show_records,
)
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.filters import programme_filter
from records.conflicts import Versioned
from records.periods import day_field, not_to_come
from services.models import RelationshipWork


class EditWork(Versioned, forms.ModelForm):
    """With whom, what for, how long, and what is different since."""

    question_led = True

    on = day_field("When was it?", "on")
    organisation = organisation_field("With which body?", required=False)
    with_said = CharField(
        label="Or with whom, in words?",
        max_length=200,
        required=False,
        help_text="Teams or groups, never a person’s name",
    )
    purpose = CharField(
        label="What was it for?",
        max_length=300,
        help_text="For example, to agree how we raise problems with each other",
    )
    hours = DecimalField(
        label="How many hours did it take?",
        min_value=Decimal("0.1"),
        max_digits=6,
        decimal_places=1,
        required=False,
        help_text="Of everybody on your side together. Leave it empty if you don’t know",
    )
    trust = long_text(
        "What changed in trust?",
        required=False,
        help_text="For example, they now ring before they write. Do not name a person",
    )

    class Meta:
        model = RelationshipWork
        fields = ("on", "organisation", "with_said", "purpose", "hours", "trust", "programme")
        labels = {"programme": "Was it for a programme?"}
        help_texts = {"programme": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "organisation")
        programme: Any = self.fields["programme"]
        offer_programmes(programme, Programme.objects.all())
        programme.empty_label = "No, or not known"

    def clean_on(self) -> Any:
        """It has been done."""
        return not_to_come(self, "on")

    def clean(self) -> dict[str, Any]:
        """It was with somebody."""
        data = super().clean() or {}
        named = data.get("organisation") or data.get("with_said")
        if not named and "organisation" not in self.errors:
            self.add_error("organisation", "Say with whom, here or in words")
        return data


class WorkFilter(FilterSet):
    """At one place: which of it."""

    programme = programme_filter()


class AllWorkFilter(LeavesOutExamples, FilterSet):
    """Everywhere: at which place, for which programme."""

    place = place_filter(help_text="")
    programme = programme_filter()
