"""The register of priorities as a list: its filters, orders and files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from interface.exports import Column
from interface.filters import AnyOf, Chosen, FilterSet, OneOf, Words
from interface.forms.dates import Typed, parse_date
from interface.paging import Sort
from partnerships.examples import LeavesOutExamples
from partnerships.models import Organisation, Place, Priority, Topic
from records.dates import DateWithPrecision

SORTS = (
    Sort("title", "sort_key", says=str),
    Sort("changed", "updated_at", starts_descending=True),
)
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
    """``PriorityFilter(request.GET, request=request)`` over the priorities that the reader sees."""

    q = Words("Words", by="found_by")
    tier = AnyOf(
        "Whose",
        field_name="tier",
        choices=[(key, said.capitalize()) for key, said in Priority.Tier.choices],
    )
    owner = Chosen(
        "Body that owns it",
        rows=lambda request: Organisation.objects.visible_to(request.user),
        noun="organisation",
        field_name="owner",
        suggest="organisation_suggest",
    )
    place = Chosen(
        "Place",
        rows=lambda request: Place.objects.visible_to(request.user),
        noun="place",
        by="in_place",
        suggest="place_suggest",
        help_text="With the places within it",
    )
    topic = OneOf("Topic", method="on_topic")
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

    def __init__(self, data: Mapping[str, Any], *, request: Any) -> None:
        super().__init__(data, Priority.objects.visible_to(request.user), request=request)
        self.reader = request.user
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


def _date(name: str) -> Any:
    return lambda one: str(DateWithPrecision.of(one, name) or "")


COLUMNS = (
    Column("priority", "Priority", "What it is, in one line", lambda one: one.title),
    Column("text", "Text", "What it says", lambda one: one.text),
    Column("tier", "Whose", "National, regional or local", lambda one: one.get_tier_display()),
    Column("owner", "Owner", "The body that owns it, by its name of today", lambda o: o.owner.name),
    Column(
        "places",
        "Places",
        "The places that it is for; a national one without any is for all of England",
        lambda one: "; ".join(link.place.name for link in one.place_links.all()),
    ),
    Column(
        "topics",
        "Topics",
        "What it is about",
        lambda one: "; ".join(link.topic.name for link in one.topic_links.all()),
    ),
    Column("from", "From", "When it begins to hold, as exactly as known", _date("start")),
    Column("until", "Until", "The last day or period for which it holds", _date("end")),
    Column(
        "decide_from", "Decisions from", "First day of decisions on it", lambda o: o.decide_from
    ),
    Column("decide_to", "Decisions until", "Last day of decisions", lambda one: one.decide_to),
    Column("withdrawn", "Withdrawn", "The day it was withdrawn", lambda one: one.withdrawn_on),
    Column("may_vary", "May vary", "What places may do their own way", lambda one: one.may_vary),
    Column(
        "must_not_vary", "Must not vary", "What is the same everywhere", lambda o: o.must_not_vary
    ),
)
