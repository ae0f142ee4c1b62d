"""What is planned for a figure: how much, by when, from where. It is part of two forms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, TextInput
from django.utils import timezone

from interface import forms
from partnerships.organisation.fields import long_text, radios
from pilots.amounts import Amount, check_share, read_amount
from pilots.indicator.group_fields import CellTable, GroupFields
from pilots.models import IndicatorPlan
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.figures import Qualifier, Quantity
from records.periods import EARLIEST, day_field, last_of

CORRECTION, CHANGE = "correction", "change"


def amount_field(label: str, **kwargs: Any) -> CharField:
    """A figure as people type it: "120", "100 to 150", "at least 40"."""
    box = TextInput({"class": "auto", "size": 16, "autocomplete": "off"})
    return CharField(label=label, required=False, max_length=60, widget=box, **kwargs)


def plan_definition_field() -> CharField:
    return long_text(
        "What does the plan count?",
        rows=2,
        required=False,
        help_text="In the words of the plan. Leave it empty if it is the same as above",
    )


TARGET = "Leave it empty if there is no number. A range will do: 100 to 150"
BASELINE = "Don’t know? Leave it empty. We won’t count it as zero"


def as_typed(quantity: Quantity) -> str:
    """A figure as somebody would type it."""
    if not quantity.known or quantity.parts_words:
        return quantity.parts_words
    return " ".join(part for part in (quantity.qualifier_words, quantity.number) if part)


def amount_of(form: Any, name: str, *, unit: str, may_exceed: bool) -> Amount | None:
    """The figure typed in a field of a form; what is wrong is said at the field."""
    typed = form.cleaned_data.get(name) or ""
    if not typed:
        return None
    label = str(form.fields[name].label).rstrip("?")
    try:
        amount = read_amount(typed, unit=unit, name=label, otherwise="leave it empty")
        check_share(amount, unit=unit, may_exceed=may_exceed, name=label)
    except ValidationError as problem:
        form.add_error(name, problem)
        return None
    return amount


def columns(name: str, amount: Amount | None) -> dict[str, Any]:
    return {
        f"{name}_low": amount.low if amount else None,
        f"{name}_high": amount.high if amount else None,
        f"{name}_qualifier": (amount.qualifier if amount else None) or Qualifier.EXACTLY,
    }


def check_baseline(form: Any) -> None:
    """A baseline is of the past, and a date of it goes with a figure."""
    value = form.cleaned_data.get("baseline_at")
    day = value[0] if isinstance(value, tuple) else value
    if day and not form.cleaned_data.get("baseline"):
        form.add_error("baseline", "Enter what the figure was before, or remove the date")
    if day and day > timezone.localdate():
        form.add_error("baseline_at", "The date of the earlier figure cannot be in the future")


def end_of_due(data: dict[str, Any]) -> None:
    """What is due in a month is due on its last day."""
    if data.get("due"):
        data["due"] = last_of(data["due"])


class PlanForm(GroupFields, Versioned, forms.ModelForm):
    """The plan of a figure: a first one, a mistake put right, or another one from a date."""

    definition = plan_definition_field()
    target = amount_field("How much is planned?", help_text=TARGET)
    due = day_field("When is it due?", "due")
    baseline = amount_field("What was the figure before?", help_text=BASELINE)
    baseline_at = day_field("When was that?", "baseline_at")
    kind = radios(
        "What are you recording?",
        [(CHANGE, "the plan changed on a date"), (CORRECTION, "a mistake is corrected")],
        hints={
            CHANGE: "The earlier plan stays on the page, with its dates",
            CORRECTION: "The plan was this all along, and was recorded wrongly",
        },
    )
    since = forms.DayField(label="From what date?", earliest=EARLIEST, required=False)
    why = CharField(
        label="Why did it change?",
        max_length=300,
        required=False,
        help_text="Everyone who can read the figure can read this",
    )

    question_led = True

    class Meta:
        model = IndicatorPlan
        fields = ("definition", "due", "baseline_at")

    field_order = (
        *("kind", "since", "why", "definition", "target", "due", "baseline", "baseline_at"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance
        self.unit = plan.unit or plan.indicator.unit
        self.fields["target"].help_text = f"In {self.unit}. {TARGET}"
        self.add_groups(plan.indicator, plan.by_group)
        if plan.pk:
            self.initial["target"] = as_typed(plan.target)
            self.initial["baseline"] = as_typed(plan.baseline)
            # The reason of an earlier change is not that of this one
            self.initial["why"] = ""
        else:
            for name in ("kind", "since", "why"):
                del self.fields[name]
        forms.asked_for(self, "since", "why")

    @property
    def groups(self) -> list[CellTable]:
        """The boxes by group."""
        return self.group_tables()

    def mark(self, record: IndicatorPlan) -> str:
        """Which plan was in force as well: another may be by now, or a first one."""
        return f"{record.pk or ''}.{record.version}"

    @property
    def is_change(self) -> bool:
        return self.cleaned_data.get("kind") == CHANGE

    def clean(self) -> dict[str, Any]:
        """Figures in the unit of the plan; a change has a day and a reason."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        may_exceed = self.instance.indicator.may_exceed_100
        for name in ("target", "baseline"):
            amount = amount_of(self, name, unit=self.unit, may_exceed=may_exceed)
            for column, value in columns(name, amount).items():
                setattr(self.instance, column, value)
        self.read_groups(self.instance.target)
        self.instance.by_group = self.by_group
        check_baseline(self)
        end_of_due(data)
        if self.is_change:
            self._check_change(data)
        if not any(data.get(name) for name in ("definition", "target", "due", "baseline")):
            self.add_error(
                "target", "Say something about the plan: how much, what it counts or when"
            )
        return data

    def _check_change(self, data: dict[str, Any]) -> None:
        since, began = data.get("since"), self.instance.valid_from
        if since is None and "since" not in self.errors:
            self.add_error("since", "Enter the date from which the new plan applies")
        elif since and since > timezone.localdate():
            self.add_error("since", "The day cannot be in the future")
        elif since and began and since <= began:
            began_words = DateWithPrecision(began)
            self.add_error("since", f"The current plan began on {began_words}: enter a later day")
        if not data.get("why"):
            self.add_error("why", "Say why the plan changed")
