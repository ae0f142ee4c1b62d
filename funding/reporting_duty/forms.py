"""What a fund asks its recipients to report."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, URLField

from funding.hours import read_hours
from funding.models import ReportingDuty
from interface import forms
from partnerships.organisation.fields import long_text, radios
from records.conflicts import Versioned
from records.figures import Quantity
from records.periods import day_field, last_of
from records.source_fields import NamesSource

LATEST = 2100
OF = {
    ReportingDuty.Of.FIRST: (
        "Whoever receives it from the fund reports for those it passes money on to"
    ),
    ReportingDuty.Of.SOME: "Say below which",
}


class DutyForm(NamesSource, Versioned, forms.ModelForm):
    """A reporting duty of a fund, new or known; a known one can be said to be at an end."""

    question_led = True

    what = CharField(
        label="What must be reported?",
        max_length=300,
        help_text="For example, what was spent, with a list of homes",
    )
    about = long_text("More about it", rows=2, required=False)
    of = radios("Who must report it?", ReportingDuty.Of.choices, hints=OF)
    of_said = CharField(
        label="In words, where it is not all of them",
        max_length=200,
        required=False,
        help_text="For example, councils",
    )
    often = radios("How often?", ReportingDuty.Often.choices)
    first_due = day_field("When is the first one due?", "first_due", latest=LATEST)
    last_due = day_field("When is the last one due?", "last_due", latest=LATEST)
    hours = CharField(
        label="How many hours does each return take?",
        max_length=60,
        required=False,
        help_text="For example 6, about 10, or 8 to 12. Leave it empty if it is not known",
    )
    where_to = CharField(label="Where is it sent?", max_length=300, required=False)
    link = URLField(
        label="Its form or web page",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
    )
    ended = forms.DayField(label="When did it stop being asked for?", required=False)
    ended_because = CharField(
        label="Why is it no longer asked for?", max_length=300, required=False
    )
    folds = {"It is no longer asked for": ("ended", "ended_because")}

    class Meta:
        model = ReportingDuty
        fields = (
            *("what", "about", "of", "of_said", "often", "first_due", "last_due"),
            *("where_to", "link", "ended", "ended_because"),
        )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        if self.instance.hours_low is not None:
            self.initial["hours"] = str(self.instance.hours)
        if self.instance.pk is None:
            del self.fields["ended"], self.fields["ended_because"]
        self.order_fields([*self.Meta.fields[:7], "hours", *self.Meta.fields[7:9]])

    def clean_hours(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_hours(self, "hours")

    def clean(self) -> dict[str, Any]:
        """Its days are in order; what has ended says why."""
        data = super().clean()
        data["last_due"] = last = last_of(data.get("last_due"))
        first = data.get("first_due")
        if first and last and last[0] < first[0]:
            self.add_error("last_due", "The last one can’t be due before the first")
        if data.get("of") == ReportingDuty.Of.SOME and not data.get("of_said"):
            self.add_error("of_said", "Say who must report it")
        if data.get("ended") and not data.get("ended_because"):
            self.add_error("ended_because", "Say why it is no longer asked for")
        if data.get("ended_because") and not data.get("ended") and "ended" not in self.errors:
            self.add_error("ended", "Say when it stopped being asked for")
        return data
