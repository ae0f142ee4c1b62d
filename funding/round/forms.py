"""When a fund takes applications, from whom and where."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, URLField

from funding.models import FundRound
from interface import forms
from partnerships.organisation.fields import long_text
from records.conflicts import Versioned
from records.periods import IN_PART, day_field, last_of
from records.source_fields import NamesSource

LATEST = 2100
CLOSES_FIRST = "It can’t close before it opens. Correct one of the two"


class RoundForm(NamesSource, Versioned, forms.ModelForm):
    """A round of a fund. A date that is not known stays empty."""

    question_led = True

    name = CharField(label="What is this round called?", max_length=200)
    opens = day_field("When does it open?", "opens", latest=LATEST)
    closes = day_field(
        "When does it close?",
        "closes",
        latest=LATEST,
        help_text=f"The last day to apply. {IN_PART}",
    )
    decision = day_field("When is a decision expected?", "decision", latest=LATEST)
    who_may = long_text("Who may apply?", rows=2, required=False)
    where_to = CharField(
        label="Where do people apply?",
        max_length=300,
        required=False,
        help_text="For example, by the online form, or to grants@example.gov.uk",
    )
    link = URLField(
        label="Its web page",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
    )
    note = long_text("What else do applicants need to know?", rows=2, required=False)

    class Meta:
        model = FundRound
        fields = ("name", "opens", "closes", "decision", "who_may", "where_to", "link", "note")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user

    def clean(self) -> dict[str, Any]:
        """Its days are in order; those that end a period are the last of it."""
        data = super().clean()
        data["closes"] = closes = last_of(data.get("closes"))
        data["decision"] = decision = last_of(data.get("decision"))
        opens = data.get("opens")
        if opens and closes and closes[0] < opens[0]:
            self.add_error("closes", CLOSES_FIRST)
        if opens and decision and decision[0] < opens[0]:
            self.add_error("decision", "The decision can’t come before it opens")
        return data
