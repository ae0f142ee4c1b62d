"""Costs and benefits in pounds; who else took up what was tried."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, IntegerField

from interface import forms
from partnerships.models import Organisation, Place
from partnerships.organisation.fields import (
    long_text,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from pilots.pounds import AsksPounds
from pilots.worth.models import CostLine, Spread
from records.conflicts import Versioned
from records.periods import day_field
from records.source_fields import NamesSource

NOT_BOTH = "Choose it by name or describe it, not both"


class CostForm(AsksPounds, NamesSource, Versioned, forms.ModelForm):
    """One cost or benefit."""

    question_led = True

    side = radios("Is it a cost or a benefit?", CostLine.Side.choices)
    amount = CharField(
        label="How much, in pounds?",
        max_length=60,
        required=False,
        help_text="For example £12,000, about 3 million, or 7,000 to 15,000. "
        "Leave it empty if it is not known",
    )
    basis = radios(
        "How do you know?",
        CostLine.Basis.choices,
        hints={"estimate": "Worked out from other figures", "forecast": "Of years to come"},
    )
    years = CharField(
        label="Which years is it for?",
        max_length=60,
        required=False,
        help_text="Such as 2022 to 2024",
    )
    price_year = IntegerField(
        label="Which year’s prices is it in?",
        min_value=1990,
        max_value=2100,
        required=False,
        error_messages={
            "invalid": "Enter a year, such as 2023",
            "min_value": "Enter a year from 1990 on",
            "max_value": "Enter a year up to 2100",
        },
    )
    organisation = organisation_field("Whose cost or benefit is it?", required=False)
    whose = CharField(
        label="Or in words, if it is not a single organisation", max_length=200, required=False
    )
    comparator = long_text(
        "What would have happened without the pilot?",
        rows=2,
        required=False,
        help_text="What it is compared with. You can answer “Nobody has worked it out”",
    )

    class Meta:
        model = CostLine
        fields = (
            *("side", "item", "basis", "years", "price_year", "organisation", "whose"),
            "comparator",
        )
        labels = {"item": "What is it for?"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        show_records(self, "organisation")
        self.order_fields(["side", "item", "amount"])

    def clean(self) -> dict[str, Any]:
        """Whose it is, once."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("organisation") and data.get("whose"):
            self.add_error("whose", NOT_BOTH)
        return data


class SpreadForm(NamesSource, Versioned, forms.ModelForm):
    """Somebody else took it up."""

    question_led = True

    place = place_field("Which place took it up?", required=False)
    organisation = organisation_field("Or which organisation?", required=False)
    description = CharField(
        label="Or in words",
        max_length=200,
        required=False,
        help_text="For example, three other districts",
    )
    what = long_text("What did they take up?", rows=2)
    on = day_field("Since when?", "on")
    known_from = CharField(
        label="How do you know?", max_length=300, help_text="Who said so, or where it can be seen"
    )

    class Meta:
        model = Spread
        fields = ("place", "organisation", "description", "what", "on", "known_from")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        fields["place"].queryset = Place.objects.visible_to(user)
        bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
        fields["organisation"].queryset = bodies
        show_records(self, "place", "organisation")

    def clean(self) -> dict[str, Any]:
        """Somebody is named."""
        data: dict[str, Any] = super().clean() or {}
        named = any(data.get(name) for name in ("place", "organisation", "description"))
        if not named and not {"place", "organisation", "description"} & set(self.errors):
            self.add_error("place", "Say which place or organisation took it up")
        return data
