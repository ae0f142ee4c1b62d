"""A figure of an update in one row, and as its author edits it once it was sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django import forms as django_forms

from interface.words import capitalised, capitalised_choices, in_sentence, with_precision
from pilots.indicator.actions import NewFigure
from pilots.indicator.actual_forms import FigureForm
from pilots.indicator.measures import Measure
from pilots.models import Actual
from pilots.update.mend_actions import FigureChange
from records.dates import Precision
from records.figures import in_words

# What a figure says, apart from what follows from it
SAYS = (
    *("as_of", "as_of_precision", "low", "high", "qualifier", "missing", "counts", "difference"),
    *("note", "source_said", "numerator", "denominator", "by_group"),
)
SAMENESS = {"counts", "difference"}


class FigureRow(FigureForm):
    """A figure that is due, its answers side by side.

    Its day is that of all figures of the update (``day_of_all``), unless it says another. ``was``
    is the figure that was sent with the update, where that is edited.
    """

    folded: ClassVar[set[str]] = {*FigureForm.folded, "qualifier", *SAMENESS}

    missing = django_forms.ChoiceField(
        label="Why is it not known?",
        choices=[("", "Choose why"), *capitalised_choices(Actual.Missing.choices)],
        required=False,
    )
    counts = django_forms.ChoiceField(
        label="Same as the plan?",
        choices=[
            ("", "Choose"),
            (Actual.Counts.SAME.value, "Yes"),
            (Actual.Counts.DIFFERENT.value, "No, it is different"),
            (Actual.Counts.NOT_SURE.value, "Not sure"),
        ],
        required=False,
    )

    def __init__(
        self, *args: Any, measure: Measure, was: Actual | None = None, **kwargs: Any
    ) -> None:
        self.was = was
        if was is not None:
            kwargs |= {"initial": _initial(was), "grouped": was.by_group}
        super().__init__(*args, measure=measure, **kwargs)
        day = kwargs["day"]
        self.day_of_all: tuple[Any, str] | None = (day, Precision.DAY)
        if self.initial["as_of"] in (day, self.day_of_all):
            self.initial["as_of"] = None

    def clean(self) -> dict[str, Any]:
        """A number that was typed wins; a reason without *not known yet* is none."""
        data = self.cleaned_data
        if "as_of" not in self.errors:
            data["as_of"] = data.get("as_of") or self.day_of_all
        if data.get("value"):
            data["unknown"] = False
        if not data.get("unknown") and "value" not in self.errors:
            data["missing"] = ""
            self._forget("missing")
        return super().clean()

    @property
    def asks_sameness(self) -> bool:
        """Whether it is asked in the open if it counts what the plan does: until somebody knew, and
        again once the plan has another definition."""
        known = {Actual.Counts.SAME.value, Actual.Counts.DIFFERENT.value}
        is_known = self.initial["counts"] in known and self.measure.split_on is None
        return self.measure.has_plan and not is_known

    @property
    def details_open(self) -> bool:
        """Whether the folded part wants attention; what is asked in the open does not open it."""
        folded = self.folded - SAMENESS if self.asks_sameness else self.folded
        return self.is_bound and bool(folded & {*self.errors, *self.changed_data})

    @property
    def folded_words(self) -> str:
        """What the closed details hold: where it is from, another day if it has one, and that it
        is not what the plan counts."""
        said, source = self.initial["as_of"], self.initial["source_said"]
        differs = self.initial["counts"] == Actual.Counts.DIFFERENT and self.measure.has_plan
        parts = [
            with_precision(*said) if said else "",
            f"from {in_sentence(source)}",
            "not what the plan counts" if differs else "",
        ]
        said = ", ".join(part for part in parts if part)
        return f"{capitalised(said)}. Change"

    def as_last_time(self) -> dict[str, str]:
        """What was said of it last time, as it would be typed; nothing where it was not known."""
        last = self.measure.latest
        if last is None or not last.value.known or self.is_answered:
            return {}
        typed = {"value": _typed(last), "qualifier": last.value_qualifier}
        return {self.add_prefix(name): value for name, value in typed.items()}

    @property
    def is_answered(self) -> bool:
        """Whether anything is typed or ticked, judged or not."""
        return any(self.data.get(self.add_prefix(name)) for name in ("value", "unknown"))

    @property
    def change(self) -> FigureChange | None:
        """What is to be done about the figure that was sent. For a valid form."""
        new, was = self.figure, self.was
        if was is None:
            return FigureChange(None, new) if new else None
        if new is None:
            return FigureChange(was, None)
        if _said(new) == _was_said(was):
            return None
        corrects = new.replaces or (was.replaces_id is not None and new.as_of == was.as_of)
        return FigureChange(was, replace(new, replaces=corrects))


@dataclass(frozen=True, slots=True)
class Sent:
    """The figures that an update brought and that stand: one for each indicator can be edited."""

    by_indicator: dict[int, Actual]

    @classmethod
    def with_update(cls, rows: list[Actual]) -> Sent:
        """Of several of one indicator, as a file brings them, the newest."""
        dated = [row for row in rows if row.as_of is not None]
        newest = sorted(dated, key=lambda row: (row.as_of, row.pk))
        return cls({row.indicator_id: row for row in newest})

    def without(self, measure: Measure) -> Measure:
        """The measure as it is without the figure of it that is edited."""
        own = self.by_indicator.get(measure.indicator.pk)
        rest = tuple(row for row in measure.series if own is None or row.pk != own.pk)
        return replace(measure, series=rest)


def _initial(was: Actual) -> dict[str, Any]:
    """The figure as it was typed."""
    return {
        "qualifier": was.value_qualifier,
        "value": _typed(was),
        "unknown": bool(was.missing),
        "missing": was.missing,
        "counts": "" if was.counts == Actual.Counts.NO_PLAN else was.counts,
        "difference": was.difference,
        "as_of": (was.as_of, was.as_of_precision),
        "source_said": was.source_said,
        "note": was.note,
    }


def _typed(was: Actual) -> str:
    """Its number as it was typed; how exact it is stands beside it."""
    value = was.value
    if value.numerator is not None and value.denominator is not None:
        return f"{in_words(value.numerator)} of {in_words(value.denominator)}"
    return value.number if value.known else ""


def _said(figure: NewFigure) -> tuple[Any, ...]:
    return tuple(getattr(figure, name) for name in SAYS)


def _was_said(was: Actual) -> tuple[Any, ...]:
    names = {"low": "value_low", "high": "value_high", "qualifier": "value_qualifier"}
    return tuple(getattr(was, names.get(name, name)) for name in SAYS)
