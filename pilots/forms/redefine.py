"""Another definition of a figure, from a day on."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.forms import CharField
from django.utils import timezone

from interface import forms
from partnerships.forms.fields import long_text
from pilots.forms import plans
from pilots.indicators import changing
from pilots.models import Indicator, SharedDefinition
from records.conflicts import Versioned


class RedefineForm(Versioned, forms.Form):
    """It counts something else from a day on. ``instance`` is the figure."""

    question_led = True

    follow = django_forms.BooleanField(
        label="From that day it counts exactly what the shared definition says now",
        required=False,
    )
    definition = long_text("What is counted now, and how?", rows=3, required=False)
    since = forms.DayField(label="From which day?", earliest=plans.EARLIEST)
    why = CharField(
        label="Why did it change?",
        max_length=300,
        help_text="Figures before that day stand apart: no line joins them to those after it",
    )

    def __init__(self, *args: Any, instance: Indicator, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, **kwargs)
        self.initial.setdefault("definition", instance.definition)
        if instance.shared is None:
            self.fields.pop("follow")

    def again(self, instance: Indicator) -> RedefineForm:
        """As it opens, and with the last change of the definition, which the second of two reads
        beside their own."""
        last = instance.earlier_definitions.order_by("-until").first()
        known = {"since": last.until, "why": last.why} if last else {}
        return type(self)(instance=instance, initial=known)

    def clean(self) -> dict[str, Any]:
        """Another definition, from a day that no change of it has yet."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        since = data.get("since")
        if since and since > timezone.localdate():
            self.add_error("since", "The day cannot be in the future")
        elif since and (problem := changing.too_early(self.instance, since)):
            self.add_error("since", problem)
        if data.get("follow"):
            self._check_unit(self.instance.shared)
            return data
        new = (data.get("definition") or "").strip()
        if "definition" not in self.errors and new in ("", self.instance.definition.strip()):
            self.add_error("definition", "Say what is counted now: this is what it counted before")
        return data

    def _check_unit(self, shared: SharedDefinition | None) -> None:
        if shared and shared.unit != self.instance.unit:
            self.add_error(
                "follow",
                f"The shared definition counts in {shared.unit} now, and this figure in "
                f"{self.instance.unit}. Close this figure and add another in the new unit",
            )
