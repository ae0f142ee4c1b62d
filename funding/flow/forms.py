"""What money reaches a place: from whom, to whom, how much and until when."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.forms import CharField, ModelMultipleChoiceField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from funding.flow.facts import MEANINGS
from funding.forms import MoneyAtPlaces, SaysWhy
from funding.models import Flow, Fund, Regrant, Restriction
from funding.price_year import ask_price_year
from interface import forms
from interface.words import capitalised, capitalised_choices
from partnerships.models import Organisation, Programme, Topic
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    radios,
    show_records,
)
from pilots.pounds import AsksPounds
from records.figures import OPEN_QUALIFIERS
from records.periods import OfAPeriod, day_field, end_field, start_field
from records.source_fields import NamesSource

LATEST = 2100
ORDER = (
    *("description", "giver", "receiver", "receiver_said", "places", "add_place"),
    *("amount", "meaning", "start", "end", "fund", "programme", "source_title", "source_url"),
    *("kind", "price_year", "awarded_on", "regrant", "restriction", "restriction_text", "as_of"),
    *("topics", "is_payment", "note", "why", "visibility"),
)
AWARDED = "You need this to download it as a grant in the 360Giving Data Standard"
NOT_ON = "No, or not known"
NEW = "Leave empty what you don’t know. We won’t count it as zero."
THEN = (
    "Six months before it ends, it shows in My work for those who give it, receive it or work "
    "there. Money handed back is counted separately."
)
NOT_YOURS = (
    "Name a place where you have a role, your own body as the giver, or a programme that you lead"
)
NOT_TO_ALL = "Only an editor of the place, the giver or the lead of the programme can publish it"
LESS_THAN_PART = "Of this, {part} is passed on, which is more. Correct one of the two"
MORE_THAN_WHOLE = "This is more than the {whole} that it is part of. Correct one of the two"


class EditFlow(AsksPounds, NamesSource, OfAPeriod, SaysWhy, MoneyAtPlaces):
    """A flow, new or known; ``parent`` is the flow that it passes on.

    ``all_places()`` and ``cleaned_data["topics"]`` are what the actions take beside the record.
    """

    question_led = True
    body, not_yours, not_to_all = "giver", NOT_YOURS, NOT_TO_ALL
    folds = {
        "More about it: its terms, topics and date": (
            *("kind", "price_year", "awarded_on", "regrant", "restriction", "restriction_text"),
            *("as_of", "topics", "is_payment", "note"),
        )
    }

    sections: Sequence[forms.Section] = (
        forms.Section("money", "The money", ("description", "amount", "meaning", "start", "end")),
        forms.Section(
            "from",
            "Where this is from",
            ("source_title", "source_url", *(name for names in folds.values() for name in names)),
        ),
        forms.Section(
            "who",
            "Who, and for where",
            (
                *("so_far", "giver", "receiver", "receiver_said", "places", "add_place"),
                *("fund", "programme"),
            ),
            is_aside=True,
        ),
        forms.Section("readers", "Who reads it", ("why", "visibility")),
    )

    giver = organisation_field("Who gives it?", required=False)
    receiver = organisation_field("Who receives it?", required=False)
    receiver_said = CharField(
        label="Or in words, if it is not a single organisation",
        max_length=200,
        required=False,
        help_text="For example, local schools",
    )
    amount = CharField(
        label="How much, in pounds?",
        max_length=60,
        required=False,
        help_text="For example £12,000, about 3 million, or 150,000 to 350,000. "
        "Don’t know? Leave it empty",
    )
    meaning = radios(
        "What does the amount mean?",
        Flow.Meaning.choices,
        hints={meaning: capitalised(means) for meaning, means in MEANINGS.items()},
    )
    start = start_field("When does it begin?", latest=LATEST)
    end = end_field(
        "When does it end?",
        latest=LATEST,
    )
    fund = forms.RecordField(
        noun="fund",
        suggest="fund_suggest",
        label="Which fund does it come from?",
        required=False,
        help_text="Start to type its name",
    )
    kind = radios("What is given?", Flow.Kind.choices, initial=Flow.Kind.MONEY)
    price_year = ask_price_year()
    awarded_on = forms.DayField(
        label="What date was it awarded?", required=False, help_text=AWARDED
    )
    restriction = radios(
        "What can it be used for?", Restriction.choices, initial=Restriction.NOT_KNOWN
    )
    restriction_text = long_text("What does the rule say?", rows=2, required=False)
    as_of = day_field("The amount is as at", "as_of")
    note = long_text("What else should a reader of the amount know?", required=False)
    topics = ModelMultipleChoiceField(
        Topic.objects.none(), label="What is it about?", required=False, widget=forms.Checkboxes()
    )

    class Meta:
        model = Flow
        fields = (
            *("description", "giver", "receiver", "receiver_said", "meaning", "start", "end"),
            *("fund", "programme", "kind", "restriction", "restriction_text", "as_of", "note"),
            *("price_year", "awarded_on", "regrant", "is_payment", "visibility"),
        )
        labels = {
            "is_payment": "It’s a payment to a supplier, counted apart from grants and other money",
            "description": "What is the money for, in a few words?",
            "programme": "Is it part of a programme?",
            "regrant": "Is the recipient expected to pass it on?",
            "visibility": "Who can see this?",
        }
        help_texts = {"visibility": "All of it is covered by Freedom of Information"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.user
        fields: Any = self.fields
        bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
        fields["giver"].queryset = fields["receiver"].queryset = bodies
        fields["fund"].queryset = Fund.objects.visible_to(user)
        fields["topics"].queryset = Topic.objects.order_by("name")
        fields["description"].required = True
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["regrant"].choices = [
            ("", NOT_ON),
            *capitalised_choices(Regrant.choices),
        ]
        fields["regrant"].help_text = "As its funder says it"
        fields["programme"].empty_label = "No, or not known"
        show_records(self, "giver", "receiver")
        self.keep_unseen("fund")
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())
        if self.instance.end_follows:
            self.initial["end"] = None
        self.order_fields(ORDER)
        self.instead["so_far"] = self._so_far()

    def _so_far(self) -> SafeString:
        """What stands beside the questions: what is known already, and what happens with it."""
        flow = self.instance
        known = f"{flow.amount} {flow.get_meaning_display()}, {flow.period}" if flow.pk else NEW
        return format_html('<div class="last small"><p><b>{}</b></p><p>{}</p></div>', known, THEN)

    def clean(self) -> dict[str, Any]:
        """Who receives it is said once; it is between two; it is the writer's to write."""
        data = super().clean()
        if data.get("receiver") and data.get("receiver_said"):
            self.add_error("receiver_said", "Choose it by name or describe it, not both")
        if data.get("giver") and data.get("giver") == data.get("receiver"):
            self.add_error("receiver", "Money goes from one body to another")
        self.put_unseen_back(data)
        self._forget_what_was_said(data)
        if "amount" not in self.errors:
            self._check_whole(data)
            self._check_parts(data)
        self.check_rights(data)
        return data

    def _forget_what_was_said(self, data: dict[str, Any]) -> None:
        """Another funder has another number, another fund another name; an end that somebody
        changes is no longer worked out."""
        flow = self.instance
        if "giver" in self.changed_data:
            flow.giver_number = ""
        if data.get("fund"):
            flow.fund_said = ""
        if {"start", "end"} & set(self.changed_data):
            flow.end_is_worked_out = False
        if data.get("end"):
            flow.end_follows = False

    def _check_whole(self, data: dict[str, Any]) -> None:
        """What is passed on is no more than the whole, where both are known and mean the same."""
        flow = self.instance
        whole = Flow.objects.visible_to(self.user).filter(pk=flow.parent_id or 0).first()
        if whole is None or flow.amount_low is None or data.get("meaning") != whole.meaning:
            return
        if (most := at_most(whole)) is not None and flow.amount_low > most:
            self.add_error("amount", MORE_THAN_WHOLE.format(whole=whole.amount))

    def _check_parts(self, data: dict[str, Any]) -> None:
        """No single part that is passed on of it is more than it."""
        flow = self.instance
        if flow.pk is None or flow.amount_low is None or (most := at_most(flow)) is None:
            return
        parts = Flow.objects.visible_to(self.user).filter(
            parent=flow.pk, meaning=data.get("meaning"), amount_low__gt=most
        )
        if part := parts.order_by("-amount_low", "pk").first():
            self.add_error("amount", LESS_THAN_PART.format(part=part.amount))


def at_most(flow: Flow) -> Decimal | None:
    """The most that an amount can be; None where that is not known or has no upper end."""
    if flow.amount_qualifier in OPEN_QUALIFIERS:
        return None
    return flow.amount_high if flow.amount_high is not None else flow.amount_low
