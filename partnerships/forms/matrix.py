from __future__ import annotations

from typing import Any

from django.forms import ChoiceField

from interface import forms
from partnerships.models import Place, Priority, Topic

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
