"""What somebody worked out, and with what care; the filters of the list."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, IntegerField

from funding.estimate.models import UNITS
from funding.forms import MoneyAtPlaces
from funding.models import Estimate
from funding.price_year import ask_price_year
from interface.filters import AnyOf, FilterSet
from interface.words import capitalised_choices
from partnerships.models import Organisation, Programme
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    radios,
    show_records,
)
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.filters import programme_filter
from pilots.pounds import AsksPounds, read_pounds
from records.conflicts import Versioned
from records.figures import Quantity
from records.periods import day_field
from records.source_fields import NamesSource

ORDER = (
    *("title", "effect", "side", "unit", "amount", "net", "per", "years", "basis"),
    *("places", "add_place", "programme", "author", "author_said", "source_title", "source_url"),
    *("made", "price_year", "method", "note", "visibility"),
)


class EditEstimate(AsksPounds, NamesSource, Versioned, MoneyAtPlaces):
    """An estimate, new or known."""

    question_led = True
    body = "author"
    not_yours = (
        "Name a place where you have a role, your own body as the author, or a programme that you "
        "lead"
    )
    not_to_all = (
        "Only an editor of the place, the body that worked it out or the lead of the programme can "
        "publish it"
    )
    folds = {
        "More about it: when, in which prices and how": ("made", "price_year", "method", "note")
    }

    effect = radios("What is estimated?", Estimate.Effect.choices)
    side = radios(
        "Whose saving, benefit or cost is it?",
        Estimate.Side.choices,
        initial=Estimate.Side.NOT_KNOWN,
        hints={
            "local": "Also the NHS, police, charities and others in a place",
            "both": "One amount that its source doesn’t divide",
        },
    )
    unit = radios("What is it counted in?", Estimate.Unit.choices, initial=Estimate.Unit.POUNDS)
    amount = CharField(
        label="How much?",
        max_length=60,
        required=False,
        help_text="For example about 3 million, or 150,000 to 350,000. "
        "Leave it empty if it is not known",
    )
    net = radios(
        "Is it gross or net?",
        Estimate.Net.choices,
        initial=Estimate.Net.NOT_KNOWN,
        hints={
            "net": "The cost of achieving it has been taken off",
            "gross": "Nothing is taken off",
        },
    )
    per = radios(
        "What period does the amount cover?", Estimate.Per.choices, initial=Estimate.Per.NOT_KNOWN
    )
    years = IntegerField(
        label="Over how many years?",
        min_value=1,
        max_value=100,
        required=False,
        error_messages={"invalid": "Enter a number of years, such as 5"},
    )
    basis = radios("How do you know?", Estimate.Basis.choices, initial=Estimate.Basis.NOT_KNOWN)
    author = organisation_field("Who worked it out?", required=False)
    author_said = CharField(
        label="Or in words, if it is not a single organisation", max_length=200, required=False
    )
    made = day_field("When was it estimated?", "made")
    price_year = ask_price_year()
    method = long_text("How was it estimated?", rows=3, required=False)
    note = long_text("What else should a reader of it know?", rows=3, required=False)

    class Meta:
        model = Estimate
        fields = (
            *("title", "effect", "side", "unit", "net", "per", "years", "basis"),
            *("author", "author_said"),
            *("made", "price_year", "method", "note", "programme", "visibility"),
        )
        labels = {
            "title": "What is it an estimate of?",
            "programme": "Is it for a programme?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            "title": "For example, one team for families with many needs",
            "visibility": "All of it is covered by Freedom of Information",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        bodies = Organisation.objects.visible_to(self.user).filter(merged_into=None)
        fields["author"].queryset = bodies
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No, or not known"
        show_records(self, "author")
        self.order_fields(ORDER)

    def clean_amount(self) -> Quantity | None:
        """The figure in the unit that was chosen; None where it is not known."""
        self.instance.unit = self.cleaned_data.get("unit") or Estimate.Unit.POUNDS
        return read_pounds(self, "amount", unit=UNITS[self.instance.unit])

    def clean(self) -> dict[str, Any]:
        """Who worked it out is said once, prices are of money; it is the writer's to write."""
        data = super().clean() or self.cleaned_data
        if data.get("unit") in Estimate.TIME:
            if data.get("effect") == Estimate.Effect.INVESTMENT:
                self.add_error("unit", "Money invested is counted in pounds")
            if data.get("price_year"):
                self.add_error("price_year", "Staff time has no prices, so leave this empty")
        if data.get("author") and data.get("author_said"):
            self.add_error("author_said", "Choose it by name or describe it, not both")
        self.check_rights(data)
        return data


class EstimateFilter(LeavesOutExamples, FilterSet):
    """Which estimates: of where, of which programme, by whom, of what."""

    place = place_filter(help_text="")
    programme = programme_filter()
    author = body_filter("Worked out by")
    effect = AnyOf(
        "What is estimated",
        field_name="effect",
        choices=capitalised_choices(Estimate.Effect.choices),
    )
    side = AnyOf(
        "For which side", field_name="side", choices=capitalised_choices(Estimate.Side.choices)
    )
    unit = AnyOf(
        "Counted in", field_name="unit", choices=capitalised_choices(Estimate.Unit.choices)
    )
    net = AnyOf("Gross or net", field_name="net", choices=capitalised_choices(Estimate.Net.choices))
    basis = AnyOf(
        "How it is known", field_name="basis", choices=capitalised_choices(Estimate.Basis.choices)
    )
