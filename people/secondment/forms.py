"""Secondments and opportunities: each about a body or a place of the person who records it."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from access.permissions import wrote
from interface import forms
from interface.filters import AnyOf, FilterSet, Words
from interface.words import capitalised_choices
from partnerships.organisation.fields import (
    long_text,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from partnerships.organisation.forms import SECTORS, body_filter
from partnerships.organisation.permissions import can_keep_any
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from people.secondment.models import Opportunity, Secondment
from records.conflicts import Versioned
from records.periods import OfAPeriod, end_field, start_field

NO_NAMES = "Say what the person does, not who it is"
NOT_YOURS = (
    "Name an organisation you answer for or a place that you edit, so that it is yours to record"
)


class OfMine(Versioned, forms.ModelForm):
    """A form whose record must be about a body or a place of the person who fills it in."""

    bodies: tuple[str, ...] = ()
    user: Any

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        show_records(self, *self.bodies, "place")

    def clean_months(self) -> int | None:
        """At least one, or not known."""
        months: int | None = self.cleaned_data.get("months")
        if months == 0:
            self.add_error("months", "Enter 1 or more, or leave it empty if it is not known")
        return months

    def clean(self) -> dict[str, Any]:
        """What is recorded is theirs to record."""
        data = super().clean() or {}
        named = [data.get(name) for name in self.bodies]
        all_read = not any(name in self.errors for name in (*self.bodies, "place"))
        if all_read and not self._is_theirs(named, data.get("place")):
            self.add_error(self.bodies[0], NOT_YOURS)
        return data

    def _is_theirs(self, bodies: list[Any], place: Any) -> bool:
        own = bool(self.instance.pk) and wrote(self.user, self.instance)
        return own or can_keep_any(self.user, bodies, place)


class SecondmentForm(OfAPeriod, OfMine):
    """From which body to which, for how long, to what end, and what came of it."""

    bodies = ("giver", "receiver")

    giver = organisation_field("Which body does the person come from?")
    receiver = organisation_field("Which organisation do they work in during the secondment?")
    place = place_field("Which place is it for?", required=False)
    state = radios("What stage is it at?", Secondment.State.choices)
    aim = long_text("What is it for?", help_text=NO_NAMES)
    grade = CharField(
        label="What grade is it?", max_length=80, required=False, help_text="For example, grade 7"
    )
    start = start_field("When did it start, or is it to start?")
    end = end_field("When did it end, or is it to end?")
    outcome = long_text(
        "What came of it?", required=False, help_text="If little came of it, say so and say why"
    )

    class Meta:
        model = Secondment
        fields = (
            *("giver", "receiver", "place", "state", "aim", "grade", "months"),
            *("start", "end", "outcome"),
        )
        labels = {"months": "How many months?"}
        help_texts = {"months": ""}


class SecondmentFilter(LeavesOutExamples, FilterSet):
    """Secondments by what they are for, where, between whom and how far they are."""

    q = Words("Words", by="found_by", help_text="In the aim or the outcome")
    place = place_filter(help_text="")
    body = body_filter("From or to", by="of_body")
    from_sector = AnyOf("From sector", field_name="giver__sector", choices=SECTORS)
    state = AnyOf(
        "State", field_name="state", choices=capitalised_choices(Secondment.State.choices)
    )


class EditOpportunity(OfMine):
    """A card on the board: somebody to lend, or somebody wanted."""

    bodies = ("organisation",)

    kind = radios("What is it?", Opportunity.Kind.choices)
    organisation = organisation_field("Which body?")
    title = CharField(
        label="What is the work?", max_length=200, help_text="For example, data analyst for a hub"
    )
    about = long_text("More about it", rows=4, required=False, help_text=NO_NAMES)
    place = place_field("Which place is it for?", required=False)
    grade = CharField(label="What grade is it?", max_length=80, required=False)
    closes_on = forms.DayField(label="When does the advert close?", required=False)

    class Meta:
        model = Opportunity
        fields = (
            *("kind", "organisation", "title", "about", "place", "grade", "months"),
            "closes_on",
        )
        labels = {"months": "How many months is it for?"}


class SayInterest(forms.Form):
    """Say that one is interested, with a few words."""

    message = long_text(
        "Anything to say?",
        required=False,
        help_text="It goes with your name and email address to whoever put this on the board",
    )
