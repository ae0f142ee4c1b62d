"""The forms of a figure that is sent by itself: another count, and a correction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from pilots.count.actions import day_taken
from pilots.indicator.actual_forms import FigureForm
from pilots.indicator.measures import Measure
from pilots.indicator.plan_forms import as_typed
from pilots.models import Actual

ASKS = {"£": "How much, in pounds?", "%": "What per cent?"}


class CountForm(FigureForm):
    """A figure that is added on its own page: a number, or that it is not known yet and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing = None
        del self.fields["qualifier"], self.fields["replaces"]
        value = self.fields["value"]
        unit = self.measure.indicator.unit
        value.label = ASKS.get(unit, f"How many {unit}?")
        value.help_text = self.example

    def clean(self) -> dict[str, Any]:
        """There is something to record."""
        data = super().clean()
        if "value" not in self.errors and self.is_blank:
            self.add_error("value", "Enter the figure, or choose “Not known yet”")
        return data

    def _refuse_second(self, existing: Actual) -> None:
        self.existing = existing
        self.add_error("as_of", day_taken(existing))


class CorrectForm(CountForm):
    """Another figure in place of one that was wrong, with the reason."""

    why = django_forms.CharField(
        label="Why is it corrected?",
        max_length=300,
        help_text="For example: two homes were counted twice. Do not name a person",
        error_messages={"required": "Say why the figure is corrected"},
    )

    field_order = ("value", "unknown", "missing", "why")

    def __init__(self, *args: Any, actual: Actual, **kwargs: Any) -> None:
        super().__init__(*args, said=actual, grouped=actual.by_group, **kwargs)
        self.actual = actual
        others = {day: one for day, one in self.there.items() if one.pk != actual.pk}
        # Of one that was corrected meanwhile the action says by what
        self.there = {} if actual.superseded else others
        was = {
            "value": as_typed(actual.value),
            "unknown": not actual.value.known,
            "missing": actual.missing,
            "as_of": (actual.as_of, actual.as_of_precision),
            "source_said": str(actual.source or actual.source_said),
            "note": actual.note,
        }
        self.initial = {**self.initial, **was}

    @property
    def source(self) -> Any:
        """The document that it is from: that of the wrong one, unless somewhere else is named."""
        return None if "source_said" in self.changed_data else self.actual.source

    def clean(self) -> dict[str, Any]:
        """Something is put right."""
        data = super().clean()
        if not self.errors and self._says_the_same:
            said = f"The figure says {self.actual.words} already: change what was wrong"
            self.add_error(None if self.actual.missing else "value", ValidationError(said))
        return data

    @property
    def _says_the_same(self) -> bool:
        """Whether nothing is put right: another way to write the same number is none."""
        new, was = self.figure, self.actual
        if new is None or set(self.changed_data) - {"why", "value", "unknown", "missing"}:
            return False
        same_word = new.low is None or new.qualifier == was.value_qualifier
        written = (new.low, new.high, new.missing, new.numerator, new.denominator)
        before = (was.value_low, was.value_high, was.missing, was.numerator, was.denominator)
        return same_word and written == before

    def _check_undated(self) -> None:
        if self.actual.as_of is not None:
            super()._check_undated()


def arguments(measure: Measure, day: dt.date, today: dt.date) -> dict[str, Any]:
    """What both are made with: the figure, the day that it may be of, and today."""
    return {"measure": measure, "day": day, "today": today}
