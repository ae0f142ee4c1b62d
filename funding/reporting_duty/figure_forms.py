"""A figure that a fund asks for: its name, what it is counted in, by which definition."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from funding.models import DutyFigure
from interface import forms
from pilots.models import SharedDefinition
from records.conflicts import Versioned


class FigureForm(Versioned, forms.ModelForm):
    """A figure, new or known; a known one can be said to be no longer asked."""

    question_led = True

    name = CharField(
        label="Which figure is asked for?",
        max_length=200,
        required=False,
        help_text="In the words of the fund, such as homes improved",
    )
    unit = CharField(
        label="What unit is it counted in?",
        max_length=60,
        required=False,
        help_text="Such as homes, people or £",
    )
    ended = forms.DayField(label="When did it stop being asked for?", required=False)

    class Meta:
        model = DutyFigure
        fields = ("shared", "name", "unit", "ended")
        labels = {"shared": "Is it one of the shared definitions?"}
        help_texts = {
            "shared": "Then people can find it wherever the same figure is asked for or counted. "
            "We fill in its name and unit if you leave them empty",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared: Any = self.fields["shared"]
        shared.queryset = SharedDefinition.objects.order_by("name", "id")
        shared.empty_label = "No, or not known"
        if self.instance.pk is None:
            del self.fields["ended"]

    def clean(self) -> dict[str, Any]:
        """What a shared definition says need not be typed; nothing is asked for twice."""
        data = super().clean() or self.cleaned_data
        shared = data.get("shared")
        for name in ("name", "unit"):
            if name in self.errors:
                continue
            if not data.get(name):
                data[name] = getattr(shared, name, "")
            if not data[name]:
                self.add_error(
                    name,
                    "Say what is counted" if name == "name" else "Say what unit it is counted in",
                )
        if shared and data.get("unit") and data["unit"] != shared.unit and not self.errors:
            self.add_error("unit", f"That definition counts in {shared.unit}")
        if not self.errors and self._is_there(data):
            self.add_error("name", "This duty asks for that figure already")
        return data

    def _is_there(self, data: dict[str, Any]) -> bool:
        others = DutyFigure.objects.filter(duty=self.instance.duty).exclude(pk=self.instance.pk)
        return others.filter(same_as=f"{data['name']}|{data['unit']}".lower()).exists()
