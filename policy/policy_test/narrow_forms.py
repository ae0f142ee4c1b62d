"""Which places a policy test is offered: where, what kind, how large, how deprived, how rural."""

from __future__ import annotations

from typing import Any

from django.forms import ChoiceField

from geography.measure.profile import DEPRIVATION, SIZES
from interface import forms
from interface.filters import MORE
from partnerships.models import Place, PlaceReach
from partnerships.organisation.fields import place_field
from policy.policy_test.actions import KINDS


def _thirds(names: dict[int, str], third: str) -> list[tuple[str, str]]:
    """Any, one of the thirds, or those without a figure."""
    said = [(str(key), f"{name.capitalize()} {third}") for key, name in names.items()]
    middle = [(key, text.replace("In the middle", "Middle")) for key, text in said]
    return [("", "Any"), *middle, ("-1", "Not known")]


class NarrowPlaces(forms.Form):
    """Which places to suggest."""

    says_optional = False
    empty_choice = "Any"
    folds = {MORE: ("kind", "deprivation", "size", "rural")}

    near = place_field(
        "Place, town or postcode",
        required=False,
        key_first=True,
        help_text="A town or postcode counts as its council; a county or care board for the "
        "councils within it",
    )
    region = ChoiceField(label="Region", required=False)
    kind = ChoiceField(
        label="Kind of place",
        required=False,
        choices=[("", "Any"), *((kind.value, str(kind.label).capitalize()) for kind in KINDS)],
    )
    deprivation = ChoiceField(
        label="How deprived", required=False, choices=_thirds(DEPRIVATION, "third")
    )
    size = ChoiceField(label="How large", required=False, choices=_thirds(SIZES, "third by people"))
    rural = ChoiceField(
        label="Rural or urban",
        required=False,
        choices=[
            ("", "Any"),
            *((key, key.capitalize()) for key in ("urban", "rural")),
            ("unknown", "Not known"),
        ],
    )
    order = ChoiceField(
        label="Which first?",
        required=False,
        choices=[
            ("", "Those asked least"),
            ("spread", "One of each size, deprivation and rural or urban"),
            ("deprived", "The most deprived, where known"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = {
            region.slug: region
            for region in Place.objects.filter(kind=Place.Kind.REGION, is_example=False)
        }
        field: Any = self.fields["region"]
        field.choices = [
            ("", "Any"),
            *((slug, region.name) for slug, region in self.regions.items()),
        ]

    def clean_near(self) -> list[int]:
        """Ids of the place that was named and of those within it; none without a name."""
        place: Place | None = self.cleaned_data["near"]
        if place is None:
            return []
        within = PlaceReach.objects.filter(ancestor=place).order_by()
        return [place.pk, *within.values_list("place", flat=True)]
