"""An area drawn for a purpose, and an overlap of two places."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, DecimalField, Textarea
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils import timezone

from interface import forms
from interface.words import date_words
from partnerships.models import Place, PlaceLink
from partnerships.organisation.fields import place_field, radios
from partnerships.place.footprint import resolve
from records.conflicts import Versioned

LONGEST = 20_000
BASES = (("area", "of its area"), ("people", "of its people"))


class DrawArea(forms.Form):
    """A name, a reason and a list of places, one on each line."""

    question_led = True

    name = CharField(label="What is the area called?", max_length=150)
    because = CharField(
        label="Why is it drawn?",
        max_length=300,
        error_messages={"required": "Enter the reason why it is drawn"},
        help_text="What it is for and who agreed it. This is shown on the area’s page",
    )
    areas = CharField(
        label="Which places is it made of?",
        max_length=LONGEST,
        error_messages={"required": "Enter at least one place"},
        widget=Textarea({"rows": 8}),
        help_text="One on each line: names or official codes, typed or pasted",
    )

    def clean_name(self) -> str:
        """A name that nobody takes for another place."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        same = Place.objects.filter(name__iexact=name).first()
        if same is not None:
            message = f"There is a place called {same.name} already ({same.get_kind_display()})"
            raise ValidationError(f"{message}: choose a name that tells them apart")
        return name

    def clean_areas(self) -> list[Place]:
        """The place of every line; each line that means none is listed."""
        resolved = resolve(str(self.cleaned_data["areas"]), timezone.localdate())
        if resolved.problems:
            raise ValidationError([ValidationError(problem) for problem in resolved.problems])
        if not resolved.places:
            raise ValidationError("Enter at least one place")
        return resolved.places


class RemakeArea(DrawArea):
    """What an area is made of from today; its name stays."""

    name = None  # type: ignore[assignment]


class OverlapForm(forms.PlainForm, metaclass=DeclarativeFieldsMetaclass):
    """What is asked of every overlap: the share, of what, and why it is so."""

    question_led = True

    percent = DecimalField(
        label="What share of this place is in it?",
        required=False,
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="As a percentage, such as 40. Leave it empty if nobody knows",
    )
    basis = radios("Share of what?", BASES)
    reason = CharField(
        label="Why is this?",
        required=False,
        max_length=300,
        help_text="For example, a boundary that both councils agreed. It is shown on both pages",
    )

    @property
    def share(self) -> Decimal | None:
        """The share as a part of one; None where it is not known."""
        percent: Decimal | None = self.cleaned_data["percent"]
        return None if percent is None else percent / 100


class SayOverlap(OverlapForm, forms.Form):
    """Another place that this one lies in with a part of itself."""

    other = place_field("Which place does it overlap?")
    since = forms.DayField(
        label="Since when?", required=False, help_text="Leave it empty if nobody knows"
    )

    field_order = ("other", "percent", "basis", "since", "reason")

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def clean_other(self) -> Place:
        """Not the place itself."""
        other: Place = self.cleaned_data["other"]
        if other.pk == self.place.pk:
            raise ValidationError("A place does not overlap itself")
        return other

    @property
    def overlap(self) -> dict[str, Any]:
        """What was said besides the share."""
        return {name: value for name, value in self.cleaned_data.items() if name != "percent"}


CORRECT, CHANGE, END = "correct", "change", "end"


class ChangeOverlap(OverlapForm, Versioned, forms.ModelForm):
    """An overlap put right, changed from a day on, or ended."""

    what = radios(
        "What happened?",
        (
            (CORRECT, "What is recorded is wrong"),
            (CHANGE, "It changed on a day"),
            (END, "They no longer overlap"),
        ),
        hints={
            CORRECT: "It is corrected, as if it had been right from the start",
            CHANGE: "What applied until that date stays in the record",
            END: "That they overlapped until that date stays in the record",
        },
    )
    day = forms.DayField(
        label="From what date?", required=False, help_text="Only for a change or an end"
    )
    valid_from = forms.DayField(
        label="When did they start to overlap?",
        required=False,
        help_text="For a correction. Leave it empty if nobody knows",
    )

    class Meta:
        model = PlaceLink
        fields = ("basis", "valid_from", "reason")

    field_order = ("what", "day", "percent", "basis", "valid_from", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        link = self.instance
        if link.share is not None:
            self.initial["percent"] = f"{round(link.share * 100, 2).normalize():f}"
        self.initial["basis"] = link.basis or "area"
        self._began, self._ends = link.valid_from, link.valid_to

    def again(self, instance: Any) -> ChangeOverlap:
        """As it opens for ``instance``; what happened is this reader's, not on record."""
        form: Any = super().again(instance)
        form.initial |= {name: self.cleaned_data.get(name) for name in ("what", "day")}
        return form

    def clean(self) -> dict[str, Any]:
        """A change and an end have a day within the time of what is recorded."""
        data = super().clean() or self.cleaned_data
        what, day = data.get("what"), data.get("day")
        if what in {CHANGE, END} and "day" not in self.errors:
            if day is None:
                self.add_error("day", "Enter the day")
            elif self._began and day <= self._began:
                self.add_error("day", f"Enter a day after {date_words(self._began)}, when it began")
            elif self._ends and day >= self._ends:
                self.add_error("day", f"Enter a day before {date_words(self._ends)}, when it ends")
        since = data.get("valid_from")
        if what == CORRECT and since and self._ends and since >= self._ends:
            message = f"Enter a day before {date_words(self._ends)}, when it ends"
            self.add_error("valid_from", message)
        return data
