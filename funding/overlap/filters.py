"""What is looked at for overlaps: which money, where, for which topic and on which day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cached_property
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from funding.flow.filters import OneRecord
from funding.models import Flow, FlowTopic
from funding.overlap.find import UNDER, Asked, find, is_too_many, last_flows, may_be_in_force
from interface.filters import AnyOf, CopiedLightly, FilterSet, OnDay, OneOf
from interface.paging import BoundedCount, bounded_count
from interface.words import capitalised_choices
from partnerships.models import Place, Programme, Topic
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.topic.filters import OnRelatedTopic
from records.figures import NO_UPPER_END


def _topics() -> list[tuple[str, str]]:
    return list(Topic.objects.values_list("slug", "name"))


def _topics_of_flows(request: HttpRequest | None) -> QuerySet[Any]:
    return FlowTopic.objects.all()


MOST_SMALL = 500
MOST_POUNDS = Decimal(10_000_000_000)


class Threshold(CopiedLightly, django_filters.Filter):
    """Under how many pounds a grant is called small; it narrows nothing."""

    field_class = forms.DecimalField

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            min_value=1,
            max_value=MOST_POUNDS,
            max_digits=14,
            decimal_places=2,
            help_text="In pounds. 100,000 if you leave it empty",
        )

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        return qs


class InForce(OnDay):
    """The day on which all of it is in force; today where none is said."""

    def filter(self, qs: QuerySet[Flow], value: dt.date | None) -> QuerySet[Flow]:
        kept = qs.exclude(meaning=Flow.Meaning.HANDED_BACK)
        return may_be_in_force(kept, value or timezone.localdate())


class Kinds(OneOf):
    """Rows of a kind; it narrows what is shown, not what is compared."""

    def filter(self, qs: QuerySet[Flow], value: Any) -> QuerySet[Flow]:
        return qs


class _Compared(FilterSet):
    """Which money is compared, whatever the list shows of it."""

    on = InForce("Running on")
    under = Threshold("Small grants: under")
    meaning = AnyOf(
        "What the amount means",
        field_name="meaning",
        choices=[
            (key, label)
            for key, label in capitalised_choices(Flow.Meaning.choices)
            if key != Flow.Meaning.HANDED_BACK
        ],
    )
    programme = OneRecord("Programme", Programme.objects.all())

    def said(self, name: str) -> Any:
        """What was chosen; None where nothing was, or something is wrong."""
        return self.form.cleaned_data.get(name) if self.is_bound and self.form.is_valid() else None

    @property
    def day(self) -> dt.date:
        """The day on which the money is in force."""
        day: dt.date | None = self.said("on")
        return day or timezone.localdate()

    @property
    def threshold(self) -> Decimal:
        """Under how many pounds a grant is small."""
        return self.said("under") or UNDER


class OverlapFilter(_Compared, LeavesOutExamples):
    """The overlaps of the country: where and for what as well."""

    place = place_filter()
    topic = OnRelatedTopic(choices=_topics, rows=_topics_of_flows, link="flow", field="topic__slug")
    shown = ("place", "topic", "on", "under")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self  # the base class has no types
        others = [name for name in own.filters if name not in self.shown]
        own.filters = {name: own.filters[name] for name in (*self.shown, *others)}

    @property
    def asked(self) -> Asked:
        """What is looked for."""
        return self._asked(self.qs)

    def how_many(self, rows: QuerySet[Flow]) -> BoundedCount:
        """How many overlaps there are in these rows; more than one where they are too many to
        compare."""
        if is_too_many(rows, self.said("place")):
            return BoundedCount(1, more=True)
        return BoundedCount(find(self._asked(rows), most=1)[1])

    def _asked(self, rows: QuerySet[Flow]) -> Asked:
        topic = Topic.objects.filter(slug=self.said("topic") or "").first()
        place: Place | None = self.said("place")
        return Asked(rows, self.request.user, place, topic, under=self.threshold)


class OneOverlapFilter(_Compared):
    """The rows of one overlap; ``show`` leaves those of a kind.

    ``compared`` is the money at that place for that topic, whatever the list shows of it.
    """

    KINDS = (
        ("small", "small grants"),
        ("unknown", "amount not known"),
        ("undated", "period not fully known"),
        ("passed", "passed on to others, so not counted"),
    )
    show = Kinds("Show only", choices=KINDS)
    shown = ("on", "under", "meaning")

    def __init__(self, *args: Any, place: Place, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.topic = place, topic

    @cached_property
    def asked(self) -> Asked:
        """What is looked for, without what ``show`` leaves out."""
        user = self.request.user
        of_topic = FlowTopic.objects.filter(topic=self.topic, flow=OuterRef("pk"))
        here = Flow.objects.visible_to(user).in_place(self.place).filter(Exists(of_topic))
        if not self.errors:
            here = super().filter_queryset(here)
        return Asked(here, user, self.place, self.topic, under=self.threshold, exactly=True)

    @cached_property
    def is_too_much(self) -> bool:
        """Whether that is more than is compared at once."""
        return is_too_many(self.asked.flows, self.place)

    @cached_property
    def last(self) -> dict[int, bool]:
        """The flows that count, and whether each is small."""
        return {} if self.is_too_much else last_flows(self.asked)

    def filter_queryset(self, queryset: QuerySet[Flow]) -> QuerySet[Flow]:
        """The rows to be shown."""
        show = self.said("show")
        if show == "passed":
            passed = self.asked.flows.exclude(pk__in=self.last).order_by().values("pk")
            return queryset.filter(pk__in=passed)
        rows = queryset.filter(
            pk__in=[pk for pk, is_small in self.last.items() if is_small or show != "small"]
        )
        if show == "unknown":
            return rows.filter(amount_low=None)
        return rows.filter(Q(start=None) | Q(end=None)) if show == "undated" else rows


class SmallGrantFilter(OverlapFilter):
    """Small grants: money under the threshold, by the same filters.

    ``compared`` is all the money among which they are looked for, also of unknown amount.
    """

    compared: QuerySet[Flow]

    def filter_queryset(self, queryset: QuerySet[Flow]) -> QuerySet[Flow]:
        """Money of which the most that it can be lies under the threshold."""
        money = super().filter_queryset(queryset).filter(kind=Flow.Kind.MONEY)
        self.compared = money
        return money.filter(self.is_small)

    def how_many(self, rows: QuerySet[Flow]) -> BoundedCount:
        """How many of these rows there are."""
        return bounded_count(rows, MOST_SMALL)

    @property
    def is_small(self) -> Q:
        """What holds for a small grant."""
        low, high = Q(amount_low__lt=self.threshold), Q(amount_high__lt=self.threshold)
        return low & (Q(amount_high=None) | high) & ~Q(amount_qualifier__in=NO_UPPER_END)
