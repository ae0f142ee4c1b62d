"""What is asked of those who give money, what came of it, and the lines of the case for it."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, IntegerField

from funding.forms import MoneyAtPlaces
from funding.models import Bid, BidLine, Fund
from funding.price_year import ask_price_year
from interface import forms
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
from records.dates import DateWithPrecision
from records.figures import Quantity
from records.periods import day_field, last_of, not_to_come
from records.source_fields import NamesSource

LATEST = 2100
ORDER = (
    *("title", "kind", "asked", "applicant", "decider", "decider_role", "fund"),
    *("amount", "price_year", "until", "state", "sent", "decision_due", "places", "add_place"),
    *("programme", "source_title", "source_url", "visibility"),
)
DECLINED = {
    "granted": "Leave empty how much was granted",
    "granted_until": "Leave empty when it ends",
}
OUTCOMES = [(state.value, state.label) for state in Bid.State if state in Bid.DECIDED]


class EditBid(AsksPounds, NamesSource, Versioned, MoneyAtPlaces):
    """What is asked, new or known; ``flow`` of the record is the money that it is about."""

    question_led = True
    body = "applicant"
    not_yours = (
        "Name a place where you have a role, your own body as the one that asks, or a programme "
        "that you lead"
    )
    not_to_all = (
        "Only an editor of the place, the body that asks or the lead of the programme can publish "
        "it"
    )
    folds = {
        "In the prices of one year": ("price_year",),
        "Where this is from": ("source_title", "source_url"),
    }

    kind = radios("What kind of request is it?", Bid.Kind.choices)
    asked = long_text("What would it be for?", rows=3, required=False)
    applicant = organisation_field("Who asks?", required=False)
    decider = organisation_field("Who decides?", required=False)
    fund = forms.RecordField(
        noun="fund",
        suggest="fund_suggest",
        label="Which fund would it come from?",
        required=False,
        help_text="Start to type its name",
    )
    amount = CharField(
        label="How much is asked for, in pounds?",
        max_length=60,
        required=False,
        help_text="For example £12,000 or 150,000 to 350,000. Leave it empty if it is not known, "
        "or if only more time or different terms are asked for",
    )
    price_year = ask_price_year()
    until = day_field("When would it run until?", "until", latest=LATEST)
    state = radios(
        "What stage is it at?",
        [(state.value, state.label) for state in Bid.UNDECIDED],
        help_text="Once it’s sent, officers of the body that decides find it in their work, if "
        "they can see it",
    )
    sent = day_field("When was it sent?", "sent")
    decision_due = forms.DayField(
        label="When is a decision promised by?",
        required=False,
        help_text="Once it is sent, it is shown in its places’ calendars until it is decided",
    )

    class Meta:
        model = Bid
        fields = (
            *("title", "kind", "asked", "applicant", "decider", "decider_role", "fund", "until"),
            *("price_year", "state", "sent", "decision_due", "programme", "visibility"),
        )
        labels = {
            "title": "What is asked for, in a few words?",
            "decider_role": "Who in that organisation decides?",
            "programme": "Is it part of a programme?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            "title": "For example, three more months of the two support workers",
            "decider_role": "A job role or a board, never a person’s name",
            "visibility": "All of it is covered by Freedom of Information",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        bodies = Organisation.objects.visible_to(self.user).filter(merged_into=None)
        fields["applicant"].queryset = fields["decider"].queryset = bodies
        fields["fund"].queryset = Fund.objects.visible_to(self.user)
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No, or not known"
        show_records(self, "applicant", "decider")
        self.keep_unseen("fund")
        if self.instance.state in Bid.DECIDED:
            del self.fields["state"]
        self.order_fields(ORDER)

    def clean_sent(self) -> Any:
        """A day that has come."""
        return not_to_come(self, "sent")

    def clean_until(self) -> Any:
        """The last day of what was typed."""
        return last_of(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        """Nothing is asked of oneself; it is the writer's to write."""
        data = super().clean() or self.cleaned_data
        if data.get("applicant") and data.get("applicant") == data.get("decider"):
            self.add_error("decider", "Choose the body that decides, not the one that asks")
        if data.get("sent") and data.get("state") == Bid.State.PREPARING:
            self.add_error("sent", "It is recorded as still in preparation. Leave the date empty")
        due = data.get("decision_due")
        if data.get("sent") and due and due < data["sent"][0]:
            self.add_error("decision_due", "The decision cannot be due before the bid was sent")
        sent, decided = data.get("sent"), DateWithPrecision.of(self.instance, "decided")
        if sent and decided and decided.last < sent[0]:
            self.add_error("sent", "It was decided before that date. Correct one of the two dates")
        self.put_unseen_back(data)
        self.check_rights(data)
        return data


class DecideBid(Versioned, forms.ModelForm):
    """What came of it: granted, in part or not, how much, until when and why."""

    question_led = True

    state = radios("What was decided?", OUTCOMES)
    decided = day_field("When was it decided?", "decided")
    granted = CharField(
        label="How much was granted, in pounds?",
        max_length=60,
        required=False,
        help_text="Leave it empty if it is not known, or if only more time or different terms "
        "were granted",
    )
    granted_until = day_field("When does it end?", "granted_until", latest=LATEST)
    reason = long_text(
        "Why?",
        rows=3,
        required=False,
        help_text="Use the words of the decision. They help the next person who asks",
    )

    class Meta:
        model = Bid
        fields = ("state", "decided", "granted_until", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.granted_low is not None:
            self.initial["granted"] = str(self.instance.granted)
        if self.instance.state not in Bid.DECIDED:
            self.initial.pop("state", None)
        self.order_fields(("state", "decided", "granted", "granted_until", "reason"))

    def clean_decided(self) -> Any:
        """A day that has come."""
        return not_to_come(self, "decided")

    def clean_granted(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_pounds(self, "granted")

    def clean_granted_until(self) -> Any:
        """The last day of what was typed."""
        return last_of(self.cleaned_data["granted_until"])

    def clean(self) -> dict[str, Any]:
        """Only what was granted has an amount and an end; it follows the sending."""
        data = super().clean() or self.cleaned_data
        if data.get("state") == Bid.State.DECLINED:
            for name, said in DECLINED.items():
                if data.get(name):
                    self.add_error(name, f"It was declined. {said}")
        decided, sent = data.get("decided"), self.instance.sent
        if decided and sent and DateWithPrecision(*decided).last < sent:
            self.add_error("decided", "It cannot be decided before it was sent")
        return data


class EditLine(AsksPounds, Versioned, forms.ModelForm):
    """One line of the case: what it pays for, how much, in which financial year."""

    question_led = True

    kind = radios(
        "What kind of cost is it?",
        BidLine.Kind.choices,
        hints={
            "coordination": "The time it takes to work together",
            "evaluation": "Finding out whether it works",
        },
    )
    amount = CharField(
        label="How much, in pounds?",
        max_length=60,
        required=False,
        help_text="For example £12,000 or 7,000 to 15,000. Leave it empty if it is not known",
    )
    year = IntegerField(
        label="Which financial year is it for?",
        min_value=1990,
        max_value=2100,
        required=False,
        help_text="The year in which it begins: 2026 is April 2026 to March 2027",
        error_messages={"invalid": "Enter a year, such as 2026"},
    )

    class Meta:
        model = BidLine
        fields = ("item", "kind", "year")
        labels = {"item": "What does it pay for?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("item", "kind", "amount", "year"))


class BidFilter(LeavesOutExamples, FilterSet):
    """Which bids: of where, by whom, to whom, how far."""

    place = place_filter(help_text="")
    programme = programme_filter()
    to = body_filter("Decided by", field_name="decider")
    whose = body_filter("Asked by", field_name="applicant")
    kind = AnyOf("Kind", field_name="kind", choices=capitalised_choices(Bid.Kind.choices))
    state = AnyOf("Stage", field_name="state", choices=capitalised_choices(Bid.State.choices))
