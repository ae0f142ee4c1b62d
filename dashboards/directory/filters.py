"""Filters of lists that ask several apps."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.urls import reverse_lazy
from django.utils import timezone

from access.subqueries import at_each_place
from barriers.models import Barrier
from interface.filters import AnyOf, Chosen, FilterSet, OnDay, OneOf, Words
from interface.forms import Switch
from partnerships.models import PartnershipPlace, Place, PlaceReach, ProgrammePlace, Topic
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import kinds_and_regions
from partnerships.programme.choices import programme_choices
from partnerships.topic.filters import OnTopic
from pilots.models import Pilot, PilotPlace, PilotTopic

NO_REGION = "none"


class Everywhere(django_filters.Filter):
    """A box to tick: also places that only frame others."""

    field_class = forms.BooleanField


class PlaceFilter(LeavesOutExamples, FilterSet):
    """The filters of the directory.

    By itself it lists the places in the record: those in a programme or a partnership, or leading
    a pilot that the reader may see. A name, a kind, an area or a day looks among all places.
    """

    shown = ("q", "region", "programme")

    q = Words(
        "Name, code or postcode",
        by="found_by",
        suggest=reverse_lazy("place_suggest", query={"go": "1"}),
        help_text="Also former and short names, towns, villages, wards and constituencies",
    )
    region = OneOf("Region", method="in_region")
    programme = OneOf("Programme", method="in_programme")
    topic = OnTopic("Topic of a pilot")
    barriers = OneOf(
        "Barriers",
        choices=[("open", "With an open barrier"), ("any", "With any barrier")],
        method="with_barriers",
    )
    within = Chosen(
        "Within",
        rows=lambda _: Place.objects.all(),
        noun="place",
        suggest="place_suggest",
        method="inside",
        help_text="A region, county, combined authority or other area",
    )
    kind = AnyOf("Kind of place", choices=())
    on = OnDay(
        "As at",
        method="anywhere",
        help_text="Places, names and codes as they stood on a day, such as 1 June 2022",
    )
    all = Everywhere(
        label="All of England",
        widget=Switch,
        method="anywhere",
        help_text="Also places where nothing is recorded",
    )
    ended = Everywhere(
        label="Also councils that have ended",
        widget=Switch,
        method="anywhere",
    )

    def __init__(self, data: Mapping[str, Any], queryset: Any, *, user: Any) -> None:
        super().__init__(data, queryset)
        self.user = self.reader = user
        kinds, regions = kinds_and_regions(user)
        self._offer("region", [*regions, (NO_REGION, "In no region")])
        self._offer("programme", programme_choices(user))
        self._offer("topic", Topic.objects.visible_to(user).values_list("slug", "name"))
        self._offer("kind", kinds)

    def of(self, rows: QuerySet[Place]) -> QuerySet[Place]:
        """The places that match, out of these: for what counts them in another way."""
        other = copy.copy(self)
        other.queryset = rows
        other.__dict__.pop("_qs", None)
        return other.qs

    @property
    def qs(self) -> QuerySet[Place]:
        rows = super().qs
        if not self.form.is_valid() or self.typed_name:
            return rows if self.day is None else rows.standing(self.day)
        if not self.is_whole:
            return rows.filter(in_the_record(self.user))
        if self._given("ended") and self.day is None:
            return rows
        return rows.standing(self.day or timezone.localdate())

    @property
    def is_whole(self) -> bool:
        """Whether places outside the record are listed as well."""
        return any(self._given(name) for name in ("all", "ended", "q", "kind", "within", "on"))

    @property
    def day(self) -> dt.date | None:
        """The day as at which places are listed; None for today."""
        return self._given("on")

    def _given(self, name: str) -> Any:
        return self.form.cleaned_data.get(name) if self.form.is_valid() else None

    @property
    def asks_each_place(self) -> bool:
        """Whether each place must be asked about its pilots or barriers, which takes its time."""
        cleaned = self.form.cleaned_data if self.form.is_valid() else {}
        return bool(cleaned.get("topic") or cleaned.get("barriers"))

    @property
    def typed_name(self) -> str:
        """The name that was typed; empty where it is not one that can be looked for."""
        return str(self.form.cleaned_data.get("q") or "").strip() if self.form.is_valid() else ""

    def in_region(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Places within a region, or in none."""
        if slug == NO_REGION:
            return rows.filter(in_no_region())
        if self.day is not None:
            return rows.within_on(Place.objects.get(slug=slug), self.day)
        return rows.filter(
            Exists(PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__slug=slug))
        )

    def inside(self, rows: QuerySet, name: str, area: Place) -> QuerySet:
        """Places within an area, without the area itself."""
        places = rows.within(area) if self.day is None else rows.within_on(area, self.day)
        return places.exclude(pk=area.pk)

    def in_programme(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Places of a programme."""
        links = ProgrammePlace.objects.filter(place=OuterRef("pk"), programme__slug=slug)
        return rows.filter(Exists(links))

    def on_topic(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Places with a visible pilot on a topic or on one below it."""
        topics = Topic.objects.filter(Q(slug=slug) | Q(parent__slug=slug))
        about = PilotTopic.objects.filter(pilot=OuterRef("pk"), topic__in=topics)
        pilots = Pilot.objects.visible_to(self.user).filter(Exists(about))
        return rows.filter(Exists(at_each_place(pilots)))

    def with_barriers(self, rows: QuerySet, name: str, which: str) -> QuerySet:
        """Places with a barrier that the reader may see."""
        seen = Barrier.objects.visible_to(self.user)
        return rows.filter(Exists(at_each_place(seen.open() if which == "open" else seen)))

    def anywhere(self, rows: QuerySet, name: str, ticked: bool) -> QuerySet:
        """Read by ``qs``: it widens the list, or says as at which day."""
        return rows

    def _offer(self, name: str, choices: Any) -> None:
        self.filters[name].extra["choices"] = list(choices)


def in_no_region() -> Q:
    """Places that lie in no region today, and are none: those that run across several too."""
    above = PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__kind=Place.Kind.REGION)
    return ~Q(Exists(above))


def in_the_record(user: Any) -> Q:
    """Places that take part in something, as against those that only frame others."""
    seen = Pilot.objects.visible_to(user)
    leading = PilotPlace.objects.filter(
        Exists(seen.filter(pk=OuterRef("pilot"))), role=PilotPlace.Role.LEAD, place=OuterRef("pk")
    )
    return (
        Q(Exists(ProgrammePlace.objects.filter(place=OuterRef("pk"))))
        | Q(Exists(PartnershipPlace.objects.filter(place=OuterRef("pk"))))
        # The last question, and for the few places that are left: EXISTS would read every pilot
        | Q(IsNull(Subquery(leading.values("pk")[:1]), False))
    )
