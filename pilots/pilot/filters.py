"""Filters of the list of pilots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from interface.filters import AnyOf, Chosen, FilterSet, Mine, OneOf, Words
from interface.words import capitalised_choices
from partnerships.models import Organisation, Place, Topic
from partnerships.organisation.forms import bodies
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.choices import programme_choices
from partnerships.topic.filters import OnTopic
from pilots.models import Pilot
from pilots.pilot.similar_places import places_like

SOON = dt.timedelta(days=14)


class LikePlace(Chosen):
    """Records at the places most like one, or within them; not those of that place itself."""

    def __init__(self) -> None:
        super().__init__(
            "In places like",
            rows=lambda request: Place.objects.visible_to(request.user),
            noun="place",
            suggest="place_suggest",
        )

    def filter(self, qs: QuerySet[Any], value: Place | None) -> QuerySet[Any]:
        if value is None:
            return qs
        likeness = places_like(self.parent.request.user, value)
        return qs.filter(reach_ids__overlap=[row.pk for row in likeness.rows])


class WithBody(Chosen):
    """Pilots in which a body, or a team within it, takes part."""

    def __init__(self) -> None:
        super().__init__(
            "With which organisation",
            rows=bodies,
            noun="organisation",
            suggest="organisation_suggest",
        )

    def filter(self, qs: QuerySet[Any], value: Organisation | None) -> QuerySet[Any]:
        if value is None:
            return qs
        among = Organisation.objects.of_bodies([value.pk]).order_by().values("pk")
        with_it = Pilot.objects.filter(partners__organisation__in=among)
        return qs.filter(pk__in=with_it.order_by().values("pk"))


class PilotFilter(LeavesOutExamples, FilterSet):
    """What narrows the list of pilots; ``due`` is for those who log or review updates."""

    saved_as = "pilots"

    q = Words("Name or challenge", by="found_by")
    mine = Mine(by="concerning")
    place = place_filter()
    region = OneOf("Region", method="in_region")
    programme = OneOf("Programme", field_name="programme__slug")
    topic = OnTopic()
    body = WithBody()
    status = AnyOf(
        "Status",
        field_name="status",
        choices=capitalised_choices(Pilot.Status.choices),
    )
    due = OneOf(
        "Updates that you log or review",
        choices=[("late", "Late"), ("soon", "Due in 14 days"), ("any", "Due at any time")],
        method="due_for_me",
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        queryset: QuerySet[Pilot],
        *,
        request: Any,
        with_due: bool,
    ) -> None:
        super().__init__(data, queryset, request=request)
        user = self.reader = request.user
        self.regions = dict(
            Place.objects.visible_to(user)
            .filter(kind=Place.Kind.REGION)
            .values_list("slug", "name")
        )
        self._offer("region", self.regions.items())
        self._offer("programme", programme_choices(user))
        self._offer("topic", Topic.objects.visible_to(user).values_list("slug", "name"))
        if not with_due:
            del self.filters["due"]

    def in_region(self, rows: Any, name: str, slug: str) -> QuerySet:
        return rows.in_place(Place.objects.get(slug=slug))

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet:
        """Pilots about a topic or one below it."""
        return rows.on_topic(slug)

    def due_for_me(self, rows: Any, name: str, which: str) -> QuerySet:
        """Pilots whose update is due, of those that the reader logs or reviews."""
        mine = rows.concerning(self.request.user).filter(update_due__isnull=False)
        today = timezone.localdate()
        if which == "late":
            return mine.filter(update_due__lt=today)
        return mine.filter(update_due__lte=today + SOON) if which == "soon" else mine

    def _offer(self, name: str, choices: Any) -> None:
        self.filters[name].extra["choices"] = list(choices)
