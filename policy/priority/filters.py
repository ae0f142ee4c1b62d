from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from interface.filters import AnyOf, FilterSet, OneOf, Words
from interface.forms.dates import Typed, parse_date
from interface.words import capitalised_choices
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.topic.filters import OnTopic
from partnerships.topic.models import Topic
from policy.priority.models import Priority

EARLIEST, LATEST = 1990, 2100


class _DayBox(forms.CharField):
    """A day in one box: 31 March 2027, 31/3/2027 or 2027-03-31."""

    def clean(self, value: Any) -> dt.date | None:
        text = super().clean(value)
        if not text:
            return None
        return parse_date(Typed(day=text), earliest=EARLIEST, latest=LATEST)[0]


class _AsAt(django_filters.Filter):
    """Priorities that held on a day."""

    field_class = _DayBox

    def filter(self, qs: QuerySet, value: dt.date | None) -> QuerySet:
        return qs.current(value) if value else qs


class PriorityFilter(LeavesOutExamples, FilterSet):
    """Priorities by whose they are, for where, about what, and when they hold."""

    q = Words("Words", by="found_by")
    tier = AnyOf(
        "Whose",
        field_name="tier",
        choices=capitalised_choices(Priority.Tier.choices),
    )
    owner = body_filter("Body that owns it", field_name="owner")
    place = place_filter()
    topic = OnTopic()
    when = OneOf(
        "When",
        choices=[
            ("current", "Holds today"),
            ("deciding", "Decisions are taken now"),
            ("over", "Ended or withdrawn"),
        ],
        method="at_time",
    )
    as_at = _AsAt(label="Held on", help_text="For example, 31 March 2025")

    def __init__(self, data: Mapping[str, Any], rows: QuerySet, *, request: Any) -> None:
        super().__init__(data, rows, request=request)
        topics = Topic.objects.visible_to(request.user).values_list("slug", "name")
        self.filters["topic"].extra["choices"] = list(topics)

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet:
        """Priorities about a topic or one below it."""
        return rows.on_topic(slug)

    def at_time(self, rows: Any, name: str, which: str) -> QuerySet:
        """Priorities that hold today, that are being decided, or that are over."""
        today = timezone.localdate()
        if which == "over":
            return rows.over(today)
        return rows.deciding(today) if which == "deciding" else rows.current(today)
