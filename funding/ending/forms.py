"""What is to follow when money ends, what stands at risk, and the filters of the list."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import DecimalField, IntegerField
from django.http import HttpRequest
from django.utils import timezone

from funding.ending.models import LEVELS
from funding.flow.filters import Ending as EndsWithin
from funding.models import DECIDED_ENDING, AtRisk, Bid, Ending, Flow, FlowTopic
from interface import forms
from interface.filters import FilterSet, OneOf
from interface.words import capitalised
from partnerships.models import Organisation, Topic
from partnerships.organisation.fields import long_text, organisation_field, radios, show_records
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.at_places_forms import LEVELS as WHO_SEES
from partnerships.programme.filters import programme_filter
from partnerships.topic.filters import OnRelatedTopic
from records.conflicts import Versioned
from records.models import Visibility
from records.periods import day_field, not_to_come


class EditEnding(Versioned, forms.ModelForm):
    """Who decides what follows, by when, and what was decided."""

    question_led = True

    decider = organisation_field("Which organisation decides what happens next?", required=False)
    decision_due = forms.DayField(
        label="When must it be decided by?",
        required=False,
        help_text="It is shown in its places’ calendars until it is decided",
    )
    tell_by = forms.DayField(
        label="When must people be told by?",
        required=False,
        help_text="The last day to send notice letters or tell a provider",
    )
    outcome = radios("What was decided?", Ending.Outcome.choices)
    decided = day_field("When was it decided?", "decided")
    said = long_text("What happens next?", rows=3, required=False)

    class Meta:
        model = Ending
        fields = (
            *("decider", "decider_role", "decision_due", "tell_by", "outcome", "decided", "said"),
        )
        labels = {"decider_role": "Who in that organisation decides?"}
        help_texts = {"decider_role": "A job role or a board, never a person’s name"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        field: Any = self.fields["decider"]
        field.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        show_records(self, "decider")

    def clean_decided(self) -> Any:
        """A day that has come."""
        return not_to_come(self, "decided")

    def clean(self) -> dict[str, Any]:
        """Only what was decided has a day on which it was."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decided") and data.get("outcome") not in DECIDED_ENDING:
            self.add_error("outcome", "Say what was decided, or leave the day empty")
        return data


class EditAtRisk(Versioned, forms.ModelForm):
    """A post, a service or a building that depends on the money. It is never public."""

    question_led = True

    kind = radios("What is it?", AtRisk.Kind.choices)
    posts = DecimalField(
        label="How many full-time posts is it?",
        min_value=0,
        max_digits=7,
        decimal_places=2,
        required=False,
        help_text="For example 2.5. Leave it empty if it is not known, or if it is no post",
    )
    people = IntegerField(
        label="How many people use it in a year?",
        min_value=0,
        max_value=100_000_000,
        required=False,
        help_text="Leave it empty if it is not known",
    )
    note = long_text("What would be lost, and what could be kept?", rows=3, required=False)

    class Meta:
        model = AtRisk
        fields = ("kind", "what", "posts", "people", "note", "visibility")
        labels = {"what": "What is at risk?", "visibility": "Who can see this?"}
        help_texts = {
            "what": "A job role or a service, never a person’s name. For example, support workers",
            "visibility": "This is never public: the people affected should hear it first from "
            "those they work with. "
            "All of it is covered by Freedom of Information",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = levels_of(self.instance.flow)
        now = self.instance.visibility
        field: Any = self.fields["visibility"]
        field.widget = forms.Radios(hints={level: WHO_SEES[level] for level in fitting})
        field.choices = [(level.value, capitalised(level.label)) for level in fitting]
        usual = Visibility.PLACE if Visibility.PLACE in fitting else fitting[0]
        self.initial["visibility"] = now if now in fitting else usual

    def clean_posts(self) -> Any:
        """More than none, where it is known."""
        posts = self.cleaned_data["posts"]
        if posts == 0:
            raise ValidationError("Enter more than 0, or leave it empty if it is not known")
        return posts


def levels_of(flow: Flow) -> list[Visibility]:
    """The levels that what depends on a flow can have: none wider than the flow's."""
    widest = Visibility.NETWORK if flow.visibility == Visibility.PUBLIC else flow.visibility
    fitting = LEVELS[: [level.value for level in LEVELS].index(widest) + 1]
    impossible = set()
    if not flow.reach_ids:
        impossible.add(Visibility.PLACE)
    if not flow.programme_id:
        impossible.add(Visibility.PROGRAMME)
    return [level for level in fitting if level not in impossible]


class AtRiskOnIt(OneOf):
    """Money on which something depends that the reader may see."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        if not value:
            return qs
        hanging = AtRisk.objects.visible_to(self.parent.request.user).filter(flow=OuterRef("pk"))
        if value in AtRisk.Kind.values:
            hanging = hanging.filter(kind=value)
        return qs.filter(Exists(hanging))


class WhatFollows(OneOf):
    """Whether it is decided what follows, and whether that is late."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        if not value:
            return qs
        decided = Q(ending__outcome__in=DECIDED_ENDING)
        if value == "decided":
            return qs.filter(decided)
        undecided = qs.filter(Q(ending=None) | ~decided)
        if value == "late":
            return undecided.filter(ending__decision_due__lt=timezone.localdate())
        return undecided


class AskedFor(OneOf):
    """Whether more time or money was asked for, as far as the reader sees."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        if not value:
            return qs
        bids = Bid.objects.visible_to(self.parent.request.user).filter(flow=OuterRef("pk"))
        asked = Exists(bids.exclude(state=Bid.State.WITHDRAWN))
        return qs.filter(asked) if value == "yes" else qs.filter(~asked)


def _topics() -> list[tuple[str, str]]:
    return list(Topic.objects.values_list("slug", "name"))


def _topic_links(request: HttpRequest | None) -> QuerySet[Any]:
    return FlowTopic.objects.all()


class EndingFilter(LeavesOutExamples, FilterSet):
    """Which money that ends: where, whose, how soon, and whether it is known what follows."""

    place = place_filter(help_text="")
    ending = EndsWithin("Ends", choices=[("6", "within 6 months"), ("12", "within 12 months")])
    risk = AtRiskOnIt("At risk", choices=[("any", "something is named"), *AtRisk.Kind.choices])
    follows = WhatFollows(
        "What happens next",
        choices=[
            ("undecided", "not decided"),
            ("late", "decision overdue"),
            ("decided", "decided"),
        ],
    )
    asked = AskedFor(
        "More time or money asked for", choices=[("yes", "yes"), ("no", "not that you can see")]
    )
    programme = programme_filter()
    receiver = body_filter("To")
    giver = body_filter("From")
    topic = OnRelatedTopic(choices=_topics, rows=_topic_links, link="flow", field="topic__slug")
