from __future__ import annotations

from django.forms import CharField

from interface import forms
from partnerships.fields import long_text, organisation_field, place_field, radios
from partnerships.of_mine import NO_NAMES, OfMine
from partnerships.opportunity.models import Opportunity


class EditOpportunity(OfMine):
    """A card on the board: somebody to lend, or somebody wanted."""

    bodies = ("organisation",)

    kind = radios("What is it?", Opportunity.Kind.choices)
    organisation = organisation_field("Which body?")
    title = CharField(
        label="What is the work?", max_length=200, help_text="For example, data analyst for a hub"
    )
    about = long_text("More about it", rows=4, required=False, help_text=NO_NAMES)
    place = place_field("For which place?", required=False)
    grade = CharField(label="At what grade?", max_length=80, required=False)
    closes_on = forms.DayField(label="Until when does it stand?", required=False)

    class Meta:
        model = Opportunity
        fields = (
            *("kind", "organisation", "title", "about", "place", "grade", "months"),
            "closes_on",
        )
        labels = {"months": "For how many months?"}

    def clean_months(self) -> int | None:
        """At least one, or not known."""
        months: int | None = self.cleaned_data.get("months")
        if months == 0:
            self.add_error("months", "Enter 1 or more, or leave it empty if it is not known")
        return months


class SayInterest(forms.Form):
    """Say that one is interested, with a few words."""

    message = long_text(
        "Anything to say?",
        required=False,
        help_text="It goes with your name and e-mail address to whoever put this on the board",
    )
