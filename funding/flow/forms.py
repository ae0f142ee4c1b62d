"""What money reaches a place: from whom, to whom, how much and until when."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.forms import CharField, ModelMultipleChoiceField

from funding.flow.facts import MEANINGS
from funding.flow.permissions import can_publish_flow, can_write_flow
from funding.models import Flow, Fund, Restriction
from interface import forms
from interface.words import capitalised
from partnerships.fields import (
    kept_places,
    long_text,
    offer_programmes,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from partnerships.models import Organisation, Place, Programme, Topic
from partnerships.source_fields import NamesSource
from pilots.pounds import AsksPounds
from records.conflicts import Versioned
from records.figures import Qualifier
from records.models import Visibility
from records.periods import OfAPeriod, day_field, end_field, start_field

LATEST = 2100
ORDER = (
    *("description", "giver", "receiver", "receiver_said", "places", "add_place"),
    *("amount", "meaning", "start", "end", "fund", "programme", "source_title", "source_url"),
    *("kind", "restriction", "restriction_text", "as_of", "topics", "note", "visibility"),
)
LEVELS = {
    Visibility.TEAM: "You, and the editors of its places",
    Visibility.PLACE: "Anyone with a role in its places",
    Visibility.PROGRAMME: "Also anyone with a role on its programme",
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PUBLIC: "Also people who are not signed in",
}
NOT_YOURS = (
    "Name a place where you have a role, your own body as the giver, or a programme that you lead"
)
NOT_TO_ALL = "Only an editor of the place, the giver or the lead of the programme can publish it"
MORE_THAN_WHOLE = "This is more than the {whole} that it is part of. Correct one of the two"


class EditFlow(AsksPounds, NamesSource, OfAPeriod, Versioned, forms.ModelForm):
    """A flow, new or known. ``user`` writes it; ``parent`` is the flow that it passes on.

    ``all_places()`` and ``cleaned_data["topics"]`` are what the actions take beside the record.
    """

    question_led = True
    folds = {
        "More about it: its terms, topics and date": (
            *("kind", "restriction", "restriction_text", "as_of", "topics", "note"),
        )
    }

    giver = organisation_field("Who gives it?", required=False)
    receiver = organisation_field("Who receives it?", required=False)
    receiver_said = CharField(
        label="Or in words, where it is no single organisation",
        max_length=200,
        required=False,
        help_text="For example, local schools",
    )
    places = kept_places("Places that it is for")
    add_place = place_field("Which place is it for?", required=False)
    amount = CharField(
        label="How much, in pounds?",
        max_length=60,
        required=False,
        help_text="For example £12,000, about 3 million, or 150,000 to 350,000. "
        "Leave it empty if it is not known",
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
        help_text="Six months before, My work shows it to those who give it, get it or work there",
    )
    fund = forms.RecordField(
        noun="fund",
        suggest="fund_suggest",
        label="Which fund does it come from?",
        required=False,
        help_text="Start to type its name",
    )
    kind = radios("What is given?", Flow.Kind.choices, initial=Flow.Kind.MONEY)
    restriction = radios(
        "What may it be used for?", Restriction.choices, initial=Restriction.NOT_KNOWN
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
            "visibility",
        )
        labels = {
            "description": "What is the money for, in a few words?",
            "programme": "Is it part of a programme?",
            "visibility": "Who can see this?",
        }
        help_texts = {"visibility": "All of it is covered by Freedom of Information"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        fields: Any = self.fields
        bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
        fields["giver"].queryset = fields["receiver"].queryset = bodies
        fields["fund"].queryset = Fund.objects.visible_to(user)
        fields["topics"].queryset = Topic.objects.order_by("name")
        fields["description"].required = True
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No, or not known"
        show_records(self, "giver", "receiver")
        self._keep_unseen_fund()
        self._offer_places()
        self._offer_levels()
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())
        self.order_fields(ORDER)

    def _keep_unseen_fund(self) -> None:
        """A fund that the writer may not see is neither shown nor lost."""
        field: Any = self.fields["fund"]
        fund = field.queryset.filter(pk=self.instance.fund_id or 0).first()
        self._unseen_fund_id = None if fund else self.instance.fund_id
        if fund:
            self.initial["fund"] = fund
        else:
            self.initial.pop("fund", None)

    def _offer_places(self) -> None:
        rows = Place.objects.none()
        if self.instance.pk:
            rows = Place.objects.filter(flow_links__flow=self.instance)
        begins_with: Iterable[Place] = self.initial.get("places") or list(rows)
        ids = [place.pk for place in begins_with]
        if not ids:
            del self.fields["places"]
            return
        field: Any = self.fields["places"]
        field.queryset = Place.objects.filter(pk__in=ids).order_by("sort_key", "id")
        self.initial["places"] = list(field.queryset)
        self.fields["add_place"].label = "Is it for another place too?"

    def _offer_levels(self) -> None:
        field: Any = self.fields["visibility"]
        field.widget = forms.Radios(hints=LEVELS)
        field.choices = [(level.value, capitalised(level.label)) for level in LEVELS]
        if not self.instance.pk and "visibility" not in (self._arguments.get("initial") or {}):
            self.initial["visibility"] = Visibility.NETWORK

    def all_places(self) -> list[Place]:
        """The places that are left ticked, and the one that was added."""
        added = self.cleaned_data.get("add_place")
        kept = list(self.cleaned_data.get("places") or ())
        return kept + ([added] if added and added not in kept else [])

    def clean(self) -> dict[str, Any]:
        """Who receives it is said once; it is between two; it is the writer's to write."""
        data = super().clean()
        if data.get("receiver") and data.get("receiver_said"):
            self.add_error("receiver_said", "Choose it by name or describe it, not both")
        if data.get("giver") and data.get("giver") == data.get("receiver"):
            self.add_error("receiver", "Money goes from one body to another")
        if data.get("fund") is None and "fund" not in self.errors and self._unseen_fund_id:
            data["fund"] = Fund.objects.get(pk=self._unseen_fund_id)
        if "amount" not in self.errors:
            self._check_whole(data)
        self._check_rights(data)
        return data

    def _check_whole(self, data: dict[str, Any]) -> None:
        """What is passed on is no more than the whole, where both are known and mean the same."""
        flow = self.instance
        whole = Flow.objects.visible_to(self.user).filter(pk=flow.parent_id or 0).first()
        if whole is None or flow.amount_low is None or data.get("meaning") != whole.meaning:
            return
        if (most := at_most(whole)) is not None and flow.amount_low > most:
            self.add_error("amount", MORE_THAN_WHOLE.format(whole=whole.amount))

    def _check_rights(self, data: dict[str, Any]) -> None:
        if {"add_place", "giver", "programme", "visibility"} & set(self.errors):
            return
        programme, giver = data.get("programme"), data.get("giver")
        about: dict[str, Any] = {
            "giver_id": giver.pk if giver else None,
            "programme_id": programme.pk if programme else None,
            "places": self.all_places(),
        }
        if not can_write_flow(self.user, **about):
            self.add_error("add_place", NOT_YOURS)
        level = data.get("visibility")
        was_public = bool(self.instance.pk) and self.initial.get("visibility") == Visibility.PUBLIC
        if level == Visibility.PUBLIC and not was_public:
            if not can_publish_flow(self.user, **about):
                self.add_error("visibility", NOT_TO_ALL)
        elif level == Visibility.PROGRAMME and not programme:
            self.add_error("visibility", "Choose its programme, or who else can see it")
        elif level == Visibility.PLACE and not about["places"]:
            self.add_error("visibility", "Name a place, or choose who else can see it")


def at_most(flow: Flow) -> Decimal | None:
    """The most that an amount can be; None where that is not known or has no upper end."""
    if flow.amount_qualifier in (Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return None
    return flow.amount_high if flow.amount_high is not None else flow.amount_low
