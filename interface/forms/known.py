"""Questions that are answered by yes, no or not known."""

from __future__ import annotations

from typing import Any

from django.forms import ChoiceField

from interface.forms.base import ModelForm
from interface.forms.choices import Radios

NOT_KNOWN = "not_known"
KNOWN = [(NOT_KNOWN, "Not known"), ("yes", "Yes"), ("no", "No")]


def yes_or_no(label: str, **kwargs: Any) -> ChoiceField:
    """A question that may be not known."""
    return ChoiceField(**{"label": label, "choices": KNOWN, "widget": Radios(), **kwargs})


class SaysYesOrNo(ModelForm):
    """Mixed into a form with such questions: ``answers`` names the field of the record for each
    box."""

    answers: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box, field in self.answers.items():
            said = getattr(self.instance, field)
            self.initial[box] = NOT_KNOWN if said is None else "yes" if said else "no"

    def clean(self) -> dict[str, Any]:
        """The record says what was answered."""
        data = super().clean() or self.cleaned_data
        for box, field in self.answers.items():
            setattr(self.instance, field, {"yes": True, "no": False}.get(data.get(box, "")))
        return data
