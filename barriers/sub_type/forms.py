from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ModelChoiceField

from barriers.models import SubType
from interface import forms
from interface.words import capitalised


class SubTypeForm(forms.Form):
    """The name of a new finer kind."""

    question_led = True

    name = CharField(
        label="What is it called?",
        max_length=80,
        help_text="A few words that people would use, for example “Wrong dataset”",
    )

    def clean_name(self) -> str:
        """As a sentence begins, and with a letter in it."""
        name = " ".join(self.cleaned_data["name"].split())
        if not any(letter.isalpha() for letter in name):
            raise ValidationError("Give it a name in words")
        return capitalised(name)


class MergeForm(forms.Form):
    """Which finer kind means the same and stays."""

    question_led = True

    into = ModelChoiceField(
        SubType.objects.none(), label="Which one stays?", widget=forms.Radios(), empty_label=None
    )

    def __init__(self, *args: Any, sub_type: SubType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = SubType.objects.in_use().filter(category=sub_type.category_id)
        into: Any = self.fields["into"]
        into.queryset = others.exclude(pk=sub_type.pk)
