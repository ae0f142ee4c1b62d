"""One figure of an update: what is counted now, beside what was planned and said last time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms as django_forms
from django.core.exceptions import ValidationError

from interface import forms
from interface.words import with_precision
from partnerships.organisation.fields import radios
from pilots.amounts import Amount, check_share, is_share, read_amount, read_parts
from pilots.indicator.actions import NewFigure
from pilots.indicator.group_fields import CellTable, GroupFields
from pilots.indicator.groups import ByGroup
from pilots.indicator.measures import Measure
from pilots.models import Actual
from records.dates import DateWithPrecision, Precision
from records.figures import Qualifier, Quantity
from records.periods import on_field

# Whether a figure counts the same thing as its plan, as a file says it
COUNTS_WORDS = {
    Actual.Counts.SAME.value: "yes",
    Actual.Counts.DIFFERENT.value: "no",
    Actual.Counts.NOT_SURE.value: "not sure",
}
OF_COUNT = "For example 41, about 40, or 7,000 to 15,000"
OF_SHARE = "For example 67 of 150, and we work out the per cent; or 45 where that is all you know"
OWN_RECORDS = "The pilot’s own records"


class FigureForm(GroupFields, forms.Form):
    """A figure that is due. Left blank, nothing is recorded: never a zero.

    ``measure`` is the indicator with its plan and the figures that stand; ``day`` is the date that
    a new figure is prefilled with. ``said`` is the figure whose answers it starts from, the latest
    one; ``grouped`` what the figure that is put right says by group. A number that is typed counts,
    whatever else is ticked; a reason counts only as long as "Not known yet" is ticked.
    """

    qualifier = django_forms.ChoiceField(
        label="How exact", choices=Qualifier.choices, initial=Qualifier.EXACTLY, required=False
    )
    value = django_forms.CharField(
        label="Actual so far",
        required=False,
        widget=django_forms.TextInput({"class": "auto", "size": 12, "autocomplete": "off"}),
    )
    unknown = django_forms.BooleanField(
        label="Not known yet", required=False, widget=forms.Switch(reveals=True)
    )
    missing = radios("Why is it not known?", Actual.Missing.choices, required=False)
    counts = django_forms.ChoiceField(
        label="Does this count the same thing as the plan?",
        choices=[
            (Actual.Counts.SAME.value, "Yes"),
            (Actual.Counts.DIFFERENT.value, "No, it is different"),
            (Actual.Counts.NOT_SURE.value, "Not sure"),
        ],
        widget=forms.Radios(inline=True, reveals=[Actual.Counts.DIFFERENT.value]),
        required=False,
    )
    difference = django_forms.CharField(
        label="What is different?",
        max_length=300,
        required=False,
        help_text="Both figures are then shown side by side, with no percentage",
    )
    as_of = on_field("Date of the figure", required=False, help_text="")
    source_said = django_forms.CharField(label="Where is it from?", max_length=200, required=False)
    note = django_forms.CharField(
        label="Is there anything to know about it? (optional)", max_length=300, required=False
    )
    replaces = django_forms.BooleanField(required=False, widget=forms.Switch)

    says_optional = False
    folded: ClassVar[set[str]] = {"as_of", "source_said", "note"}

    def __init__(
        self,
        *args: Any,
        measure: Measure,
        day: dt.date | None,
        today: dt.date,
        said: Actual | None = None,
        grouped: ByGroup | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.today = measure, today
        self.add_groups(measure.indicator, grouped)
        self.there = {actual.as_of: actual for actual in measure.series}
        self.said = last = said or measure.latest
        self.initial = {
            "counts": last.counts if last and last.counts != Actual.Counts.NO_PLAN else "",
            "difference": last.difference if last else "",
            "as_of": day,
            "source_said": (last.source_said if last else "") or OWN_RECORDS,
            **self.initial,
        }
        self.existing = self.there.get(day)
        if not measure.has_plan:
            del self.fields["counts"], self.fields["difference"]

    def answer(self, data: Mapping[str, str]) -> None:
        """Put other answers to the same question: a file has several dates of one figure."""
        self.data, self.is_bound, self._errors = data, True, None
        self.existing = None

    @property
    def name(self) -> str:
        return self.measure.indicator.name

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said about this figure this time."""
        return not (self.cleaned_data.get("value") or self.cleaned_data.get("unknown"))

    @property
    def unit_words(self) -> str:
        unit = self.measure.indicator.unit
        return {"£": "in pounds", "%": "per cent, or 67 of 150"}.get(unit, unit)

    @property
    def example(self) -> str:
        """What can be typed as the number."""
        return OF_SHARE if is_share(self.measure.indicator.unit) else OF_COUNT

    @property
    def last_words(self) -> str:
        """What was said last time: "22 homes, 30 June 2026"."""
        last = self.measure.latest
        return f"{last.words}, {last.day or 'date not known'}" if last else ""

    @property
    def folded_words(self) -> str:
        """The prefilled date and source, as the closed details say them."""
        day, source = self.initial["as_of"], self.initial["source_said"]
        return f"Dated {with_precision(day, 'day')}, from {source[:1].lower()}{source[1:]}. Change"

    @property
    def details_open(self) -> bool:
        """Whether the folded part wants attention, or no longer says what was prefilled."""
        return self.is_bound and bool(self.folded & {*self.errors, *self.changed_data})

    @property
    def figure(self) -> NewFigure | None:
        """The figure to record; None where none was given. For a valid form."""
        if self.is_blank:
            return None
        data, amount = self.cleaned_data, self._amount
        day, precision = data["as_of"] or (None, Precision.DAY)
        return NewFigure(
            indicator=self.measure.indicator,
            as_of=day,
            as_of_precision=precision,
            low=amount.low if amount else None,
            high=amount.high if amount else None,
            qualifier=self._qualifier,
            missing="" if amount else data["missing"],
            counts=data["counts"] if self.measure.has_plan else Actual.Counts.NO_PLAN,
            definition=self._definition,
            difference=data["difference"] if self._is_different else "",
            note=data["note"],
            numerator=amount.numerator if amount else None,
            denominator=amount.denominator if amount else None,
            by_group=self.by_group,
            source_said=data["source_said"],
            replaces=data.get("replaces", False),
        )

    @property
    def figures(self) -> list[NewFigure]:
        """The same as a list of one or none."""
        return [self.figure] if self.figure else []

    def ask_to_replace(self, existing: Actual) -> None:
        """Somebody recorded a figure for this date meanwhile: ask before it is replaced."""
        self.existing = existing
        self.add_error("replaces", self._replace_question(existing))

    def clean_value(self) -> str:
        """Reads the number; what it means stays with the form."""
        text = self.cleaned_data["value"].strip()
        self._amount: Amount | None = None
        if text:
            indicator = self.measure.indicator
            parts = read_parts(text, unit=indicator.unit, name=self.name)
            amount = parts or read_amount(text, unit=indicator.unit, name=self.name)
            check_share(
                amount, unit=indicator.unit, may_exceed=indicator.may_exceed_100, name=self.name
            )
            self._amount = amount
        return text

    def clean(self) -> dict[str, Any]:
        """What belongs together; a blank figure is asked nothing."""
        data = super().clean() or {}
        if "value" in self.errors:
            return data
        if self.is_blank:
            self._check_nothing_lost()
            self._forget("as_of")
            self._forget("missing")
            return data
        self._check_known_or_not()
        self._check_comparison()
        self._check_day()
        self.read_groups(self._whole)
        return data

    @property
    def groups(self) -> list[CellTable]:
        """The boxes by group, each with what was planned for it."""
        plan = self.measure.plan
        return self.group_tables(plan.by_group if plan and self.measure.same is not False else None)

    @property
    def groups_open(self) -> bool:
        """Whether the folded boxes want attention, or hold anything."""
        names = self.group_names
        return any(self[name].value() for name in names) or bool(names & {*self.errors})

    @property
    def _whole(self) -> Quantity:
        amount, unit = self._amount, self.measure.indicator.unit
        if amount is None:
            return Quantity(None, unit=unit)
        return Quantity(amount.low, amount.high, self._qualifier, unit)

    @property
    def _qualifier(self) -> str:
        amount = self._amount
        if amount is None or amount.high is not None:
            return Qualifier.EXACTLY
        return amount.qualifier or self.cleaned_data.get("qualifier") or Qualifier.EXACTLY

    @property
    def _is_different(self) -> bool:
        return self.cleaned_data.get("counts") == Actual.Counts.DIFFERENT

    @property
    def _definition(self) -> str:
        """What it counts, as said last time, unless it is now compared otherwise."""
        last, data = self.said, self.cleaned_data
        if last is None or data.get("counts", last.counts) != last.counts:
            return ""
        return last.definition if data.get("difference", "") == last.difference else ""

    def _check_nothing_lost(self) -> None:
        if self.says_groups:
            self.add_error("value", f"Enter “{self.name}” as a whole as well as by group")
        typed = self.cleaned_data.get("difference", "")
        if typed and typed != self.initial["difference"]:
            self.add_error("value", f"Enter “{self.name}”, or clear what you wrote about it")

    def _check_known_or_not(self) -> None:
        data = self.cleaned_data
        if data["value"]:
            self._forget("missing")
        elif not data.get("missing") and "missing" not in self.errors:
            self.add_error("missing", f"Say why “{self.name}” is not known")
        range_with_word = self._amount and self._amount.high is not None
        if range_with_word and data.get("qualifier") not in ("", Qualifier.EXACTLY):
            self.add_error("value", f"Choose “exactly” for “{self.name}”, or enter one number")

    def _check_comparison(self) -> None:
        if not self.measure.has_plan or "counts" in self.errors:
            return
        if not self.cleaned_data["counts"]:
            self.add_error("counts", f"Say whether “{self.name}” counts the same thing as the plan")
        elif (
            self._is_different
            and not self.cleaned_data.get("difference")
            and "difference" not in self.errors
        ):
            self.add_error("difference", f"Say what is different about “{self.name}”")

    def _check_day(self) -> None:
        day = self.cleaned_data.get("as_of")
        if "as_of" in self.errors:
            return
        if day is None:
            self._check_undated()
        elif day[0] > self.today:
            self.add_error("as_of", f"The date of “{self.name}” cannot be in the future")
        elif (began := self._began) and _last(day) < began.first:
            self.add_error(
                "as_of",
                f"The date of “{self.name}” is before the pilot began, {began}. Check the year",
            )
        elif existing := self.there.get(day[0]):
            self._refuse_second(existing)

    @property
    def _began(self) -> DateWithPrecision | None:
        """When the pilot began; a figure about the area may be of a day before that."""
        indicator = self.measure.indicator
        return None if indicator.is_context else indicator.pilot.started

    def _check_undated(self) -> None:
        self.add_error("as_of", f"Enter the date of “{self.name}”")

    def _refuse_second(self, existing: Actual) -> None:
        """There is a figure of that date: ask before it is replaced."""
        self.existing = existing
        if not self.cleaned_data["replaces"]:
            self.add_error("replaces", self._replace_question(existing))

    def _replace_question(self, existing: Actual) -> ValidationError:
        return ValidationError(
            f"There is already a figure for “{self.name}” on {existing.day}: {existing.words}. "
            "Tick to replace it, or change the date"
        )

    def _forget(self, name: str) -> None:
        """Drop the mistake of a field that no longer matters."""
        if name in self.errors:
            del self.errors[name]


def _last(day: tuple[dt.date, str]) -> dt.date:
    return DateWithPrecision(*day).last
