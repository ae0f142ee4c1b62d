"""All figures that are due, in one grid: a small form for each row."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from interface.forms.dates import Typed
from interface.words import with_precision
from pilots.count.actions import day_taken
from pilots.count.due import DueFigure
from pilots.indicator.actual_forms import FigureForm
from pilots.models import Actual
from records.dates import Precision
from records.periods import EARLIEST

BY_ITSELF = "Add it on the figure’s own page, where you can say what is different"


class GridForm(forms.Form):
    """What holds for all rows."""

    as_of = forms.DayField(
        label="They all have a different date",
        required=False,
        earliest=EARLIEST,
        help_text="Leave it empty if each figure has the date shown in its row",
    )

    @property
    def is_open(self) -> bool:
        """Whether the folded day wants attention, or was typed."""
        return bool(self["as_of"].errors) or self["as_of"].value() not in (None, Typed())

    def clean_as_of(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise ValidationError("The day cannot be in the future")
        return day


class RowForm(FigureForm):
    """One row: the number, or why it is not known yet. ``due`` is its figure.

    Whether it counts the same thing as the plan is asked only where nobody said so before.
    """

    def __init__(self, *args: Any, due: DueFigure, **kwargs: Any) -> None:
        super().__init__(*args, measure=due.measure, day=due.day, **kwargs)
        self.due = due
        self.drop_groups()
        for name in ("qualifier", "unknown", "difference", "as_of", "source_said", "note"):
            self.fields.pop(name, None)
        del self.fields["replaces"]
        self.existing = None
        if self.said is not None and self.said.counts != Actual.Counts.NO_PLAN:
            self.fields.pop("counts", None)
        self.fields["missing"] = self._select("missing", [("", "–"), *Actual.Missing.choices])
        if "counts" in self.fields:
            same = [("same", "Yes"), ("not_sure", "Not sure"), ("different", "No")]
            self.fields["counts"] = self._select("counts", [("", "Choose"), *same])
        self.fields["value"].widget.attrs |= {"data-column": "value", "size": 9}

    def _select(self, name: str, choices: list[tuple[str, str]]) -> django_forms.ChoiceField:
        label = str(self.fields[name].label)
        widget = django_forms.Select({"data-column": name})
        return django_forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)

    @property
    def is_blank(self) -> bool:
        return not (self.cleaned_data.get("value") or self.cleaned_data.get("missing"))

    @property
    def day_words(self) -> str:
        """The day that the figure is of."""
        return with_precision(self.due.day, "day")

    def dated(self, day: Any) -> None:
        """The figure is of this day, in place of its own. Before it is judged."""
        if day is not None:
            self.initial["as_of"] = day

    def clean(self) -> dict[str, Any]:
        """The rest of the answers are those of the last time."""
        said = self.said
        day = self.initial["as_of"]
        self.cleaned_data |= {
            "as_of": (day, Precision.DAY),
            "note": "",
            "source_said": self.initial["source_said"],
            "difference": said.difference if said else "",
        }
        if said is not None and "counts" not in self.fields:
            self.cleaned_data["counts"] = said.counts
        if self.cleaned_data.get("counts") == Actual.Counts.DIFFERENT and "counts" in self.fields:
            self.add_error("counts", BY_ITSELF)
        return super().clean()

    def _check_comparison(self) -> None:
        """Whoever says that it is not known yet is not asked whether it counts the same."""
        if not self.cleaned_data["value"] and not self.cleaned_data.get("counts"):
            self.cleaned_data["counts"] = Actual.Counts.NOT_SURE
        super()._check_comparison()

    def _check_nothing_lost(self) -> None:
        """Nothing else can be typed in a row."""

    def _refuse_second(self, existing: Actual) -> None:
        self.taken(existing)

    def taken(self, existing: Actual) -> None:
        """There is a figure of that day already."""
        self.existing = existing
        self.add_error("value", day_taken(existing))

    def add_error(self, field: Any, error: Any) -> None:
        """What is wrong with a part that a row does not ask for is said at its number."""
        super().add_error(field if field in self.fields else "value", error)
