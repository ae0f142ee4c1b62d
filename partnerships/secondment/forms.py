from __future__ import annotations

from typing import Any

from django.forms import CharField

from partnerships.fields import long_text, organisation_field, place_field, radios
from partnerships.of_mine import NO_NAMES, OfMine
from partnerships.secondment.models import Secondment
from records.periods import OfAPeriod, end_field, start_field


class SecondmentForm(OfAPeriod, OfMine):
    """From which body to which, for how long, to what end, and what came of it."""

    bodies = ("giver", "receiver")

    giver = organisation_field("Which body does the person come from?")
    receiver = organisation_field("Which body do they work in meanwhile?")
    place = place_field("For which place?", required=False)
    state = radios("How far is it?", Secondment.State.choices)
    aim = long_text("What is it for?", help_text=NO_NAMES)
    grade = CharField(
        label="At what grade?", max_length=80, required=False, help_text="For example, grade 7"
    )
    start = start_field("When did it start, or is it to start?")
    end = end_field("When did it end, or is it to end?")
    outcome = long_text(
        "What came of it?", required=False, help_text="Also when little came of it, and why"
    )

    class Meta:
        model = Secondment
        fields = (
            *("giver", "receiver", "place", "state", "aim", "grade", "months"),
            *("start", "end", "outcome"),
        )
        labels = {"months": "How many months?"}

    def clean(self) -> dict[str, Any]:
        """A number of months is at least one, or not known."""
        data = super().clean()
        if data.get("months") == 0:
            self.add_error("months", "Enter 1 or more, or leave it empty if it is not known")
        return data
