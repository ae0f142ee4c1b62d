"""The filters of the list of flows, shared by the page, its totals and its exports."""

from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from funding.flow.first_giver import first_from
from funding.flow.sums import HELD_BY_COUNCILS
from funding.models import Flow, FlowTopic, Fund, Payments
from interface.filters import AnyOf, Chosen, CopiedLightly, FilterSet, OnDay, OneOf
from interface.words import capitalised, capitalised_choices
from partnerships.models import Organisation, Place, Topic
from partnerships.organisation.forms import bodies, body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.filters import OneRecord, programme_filter
from partnerships.topic.filters import OnRelatedTopic
from pilots.pilot.filters import LikePlace
from records.dates import months_on

NO_TOPIC, NO_SECTOR = "no-topic", "not_known"
PAYMENTS = "Payments to suppliers"


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


class InYear(CopiedLightly, django_filters.Filter):
    """Flows that fall in a financial year, named by the year in which it begins."""

    field_class = forms.IntegerField

    def filter(self, qs: QuerySet[Flow], value: int | None) -> QuerySet[Flow]:
        return qs if value is None else qs.falling_in(value)


class OnTopicOrNone(OnRelatedTopic):
    """Flows on a topic, or on none that is recorded."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        return qs.filter(topics=None) if value == NO_TOPIC else super().filter(qs, value)


class OfSector(OneOf):
    """Flows to bodies of a sector, or to no body that is recorded."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        if value == NO_SECTOR:
            return qs.filter(receiver=None)
        return qs.filter(receiver__sector=value) if value else qs


class HeldBy(OneOf):
    """Flows to councils and combined authorities, or to other bodies."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        if not value:
            return qs
        by_councils = qs.filter(receiver__sector__in=HELD_BY_COUNCILS)
        others = qs.exclude(receiver=None).exclude(receiver__sector__in=HELD_BY_COUNCILS)
        return by_councils if value == "councils" else others


class OfPayments(OneOf):
    """Whether payments to suppliers are listed, alone or with other money; as usual they are not.

    The one rule is ``FlowQuerySet.payments``.
    """

    def __init__(self) -> None:
        apart, *others = Payments.choices
        super().__init__(PAYMENTS, choices=capitalised_choices(others))
        self.extra["empty_label"] = capitalised(str(apart[1]))

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        return qs.payments(value or Payments.APART)


class FirstFrom(Chosen):
    """Flows whose money first comes from a body, also where others pass it on."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        if value is None:
            return qs
        return first_from(qs, Flow.objects.visible_to(self.parent.request.user), value)


class InRegion(OneRecord):
    """Flows for one of the regions or for a place within it."""

    def filter(self, qs: QuerySet[Flow], value: Place | None) -> QuerySet[Flow]:
        return qs.in_place(value) if value is not None else qs


def _topics() -> list[tuple[str, str]]:
    return [*Topic.objects.values_list("slug", "name"), (NO_TOPIC, "No topic recorded")]


def _topic_links(request: HttpRequest | None) -> QuerySet[Any]:
    return FlowTopic.objects.all()


class FlowFilter(LeavesOutExamples, FilterSet):
    """Which money: for where, from whom, to whom, on what terms and until when."""

    tells_beside = True
    shown = ("place", "giver", "receiver", "ending", "payments")

    place = place_filter(help_text="")
    like_place = LikePlace()
    region = InRegion("Region", Place.objects.filter(kind=Place.Kind.REGION))
    programme = programme_filter()
    fund = Chosen("Fund", rows=lambda request: Fund.objects.visible_to(request.user), noun="fund")
    giver = body_filter("From")
    receiver = body_filter("To")
    topic = OnTopicOrNone(
        choices=_topics,
        rows=_topic_links,
        link="flow",
        field="topic__slug",
    )
    sector = OfSector(
        "Sector of who receives it",
        choices=[*capitalised_choices(Organisation.Sector.choices), (NO_SECTOR, "Not known")],
    )
    holder = HeldBy("Held by", choices=[("councils", "councils"), ("others", "other bodies")])
    meaning = AnyOf(
        "What the amount means",
        field_name="meaning",
        choices=capitalised_choices(Flow.Meaning.choices),
    )
    kind = AnyOf("What is given", field_name="kind", choices=capitalised_choices(Flow.Kind.choices))
    ending = Ending("Ends", choices=[("6", "within 6 months"), ("12", "within 12 months")])
    year = InYear(label="Financial year that begins in", min_value=1990, max_value=2100)
    on = OnDay("Running on", method="in_force_on")
    payments = OfPayments()
    amount = AmountKnown("Amount", choices=[("known", "known"), ("unknown", "not known")])

    # Last, so that it looks at no more than the others leave
    source = FirstFrom(
        "First from", rows=bodies, noun="organisation", suggest="organisation_suggest"
    )

    @property
    def words(self) -> list[str]:
        """With what is left out as usual, so that a file says it as well."""
        said = any(chip.label.startswith(PAYMENTS) for chip in self.chips)
        return [*super().words, *([] if said else [f"{PAYMENTS}: {Payments.APART.label}"])]

    def in_force_on(self, qs: QuerySet[Flow], name: str, value: Any) -> QuerySet[Flow]:
        """Flows whose period covers a day."""
        return qs.in_force(value) if value else qs
