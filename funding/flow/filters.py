"""The filters of the list of flows, shared by the page, its totals and its exports."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from funding.filters import OneRecord, programme_filter
from funding.models import Flow, Fund
from interface.filters import AnyOf, Chosen, FilterSet, OneOf
from interface.words import capitalised_choices
from partnerships.examples import LeavesOutExamples
from partnerships.models import Place, Topic
from partnerships.organisation.forms import body_filter
from partnerships.place.forms import place_filter
from partnerships.topic.filters import OnRelatedTopic
from pilots.pilot.filters import LikePlace
from records.dates import months_on


class Ending(OneOf):
    """Flows that end within some months from today."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        if not value:
            return qs
        today = timezone.localdate()
        return qs.filter(end__gte=today, end__lte=months_on(today, int(value)))


class AmountKnown(OneOf):
    """Flows whose amount is known, or is not."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        return qs.with_amount_known(value == "known") if value else qs


class InRegion(OneRecord):
    """Flows for one of the regions or for a place within it."""

    def filter(self, qs: QuerySet[Flow], value: Place | None) -> QuerySet[Flow]:
        return qs.in_place(value) if value is not None else qs


def _topics() -> list[tuple[str, str]]:
    return list(Topic.objects.values_list("slug", "name"))


def _topic_links(request: HttpRequest | None) -> QuerySet[Any]:
    return Flow.topics.through.objects.all()


class FlowFilter(LeavesOutExamples, FilterSet):
    """Which money: for where, from whom, to whom, on what terms and until when."""

    place = place_filter(help_text="")
    like_place = LikePlace()
    region = InRegion("Region", Place.objects.filter(kind=Place.Kind.REGION))
    programme = programme_filter()
    fund = Chosen("Fund", rows=lambda request: Fund.objects.visible_to(request.user), noun="fund")
    giver = body_filter("From")
    receiver = body_filter("To")
    topic = OnRelatedTopic(
        choices=_topics,
        rows=_topic_links,
        link="flow",
        field="topic__slug",
    )
    meaning = AnyOf(
        "What the amount means",
        field_name="meaning",
        choices=capitalised_choices(Flow.Meaning.choices),
    )
    kind = AnyOf("What is given", field_name="kind", choices=capitalised_choices(Flow.Kind.choices))
    ending = Ending("Ends", choices=[("6", "within 6 months"), ("12", "within 12 months")])
    amount = AmountKnown("Amount", choices=[("known", "known"), ("unknown", "not known")])

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user
