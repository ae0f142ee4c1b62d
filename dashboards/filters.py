"""Filters of lists that ask several apps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from barriers.models import Barrier
from dashboards.subqueries import at_each_place
from interface.filters import AnyOf, FilterSet, OneOf, Words
from interface.forms import Switch
from partnerships.examples import LeavesOutExamples
from partnerships.models import (
    PartnershipPlace,
    Place,
    PlaceReach,
    Programme,
    ProgrammePlace,
    Topic,
)
from pilots.models import Pilot, PilotPlace, PilotTopic


class Everywhere(django_filters.Filter):
    """A box to tick: also places that only frame others."""

    field_class = forms.BooleanField


class PlaceFilter(LeavesOutExamples, FilterSet):
    """The filters of the directory.

    Without a name typed, and without the box ticked, only places in the record are listed: those
    in a programme or a partnership, or leading a pilot that the reader may see.
    """

    q = Words("Name or code", by="found_by", help_text="Former and short names work too")
    region = OneOf("Region", method="in_region")
    programme = OneOf("Programme", method="in_programme")
    topic = OneOf("Topic of a pilot", method="on_topic")
    barriers = OneOf(
        "Barriers you can see",
        choices=[("open", "With an open barrier"), ("any", "With any barrier")],
        method="with_barriers",
    )
    kind = AnyOf("Kind of place", choices=())
    all = Everywhere(
        label="Also places outside the record",
        widget=Switch,
        method="anywhere",
        help_text="Regions, combined authorities, districts, wards and others that only frame them",
    )

    def __init__(self, data: Mapping[str, Any], queryset: QuerySet[Place], *, user: Any) -> None:
        super().__init__(data, queryset)
        self.user = self.reader = user
        self._offer("region", places_of_kind(user, Place.Kind.REGION))
        self._offer("programme", Programme.objects.visible_to(user).values_list("slug", "name"))
        self._offer("topic", Topic.objects.visible_to(user).values_list("slug", "name"))
        self._offer("kind", kinds_in_use(user))

    @property
    def qs(self) -> QuerySet[Place]:
        rows = super().qs
        if not self.form.is_valid():
            return rows
        return rows if self.is_whole else rows.filter(in_the_record(self.user))

    @property
    def is_whole(self) -> bool:
        """Whether places outside the record are listed as well."""
        return bool(self.form.is_valid() and (self.form.cleaned_data["all"] or self.typed_name))

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
        """Places within a region."""
        return rows.filter(
            Exists(PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__slug=slug))
        )

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
        """Read by ``qs``: the box widens the list, it narrows nothing."""
        return rows

    def _offer(self, name: str, choices: Any) -> None:
        self.filters[name].extra["choices"] = list(choices)


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


def places_of_kind(user: Any, kind: str) -> QuerySet:
    """Slug and name of every place of a kind that has few."""
    return Place.objects.visible_to(user).filter(kind=kind).values_list("slug", "name")


def kinds_in_use(user: Any) -> list[tuple[str, str]]:
    """The kinds of place that the record has, with a capital, as the filter lists them."""
    used = set(Place.objects.visible_to(user).order_by().values_list("kind", flat=True).distinct())
    return [(key, said[:1].upper() + said[1:]) for key, said in Place.Kind.choices if key in used]
