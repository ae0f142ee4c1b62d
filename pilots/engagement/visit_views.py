"""Visits: who is about to go where, who was there lately, and what to see to before going."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from access.visibility import reader_of
from interface import exports, paging
from interface.filters import FilterSet
from interface.made_up import how_many, marked
from interface.pages import Page
from partnerships.models import Organisation
from partnerships.place.examples import sees_demo_data
from partnerships.place.forms import place_filter
from pilots.engagement import reading
from pilots.engagement.close_visits import close_to
from pilots.engagement.for_place import LATE
from pilots.engagement.models import Engagement, EngagementQuerySet
from pilots.engagement.permissions import can_visit_place
from pilots.engagement.views import SORTS

PAGE, COMING, BODIES = 25, 30, 5


class VisitFilter(FilterSet):
    """What narrows the visits."""

    place = place_filter(by="at_place")


class Visits(Page):
    """The planner, for everybody who is signed in."""

    api, api_title = True, "Visits"
    model = Engagement
    template_name = "pilots/engagement/visits.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Visits", "")]

    def get_queryset(self) -> EngagementQuerySet:
        return super().get_queryset().visits()

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user, today = request.user, timezone.localdate()
        chosen = VisitFilter(request.GET, self.get_queryset(), request=request)
        place = chosen.form.cleaned_data.get("place") if chosen.form.is_valid() else None
        if place is None and not sees_demo_data(user):
            chosen.queryset = chosen.queryset.exclude(place__is_example=True)
        if file := self.file(chosen):
            return file
        rows = marked(reading.with_all(chosen.qs))
        plans = rows.filter(state=Engagement.State.PLANNED, on_key__gte=today - LATE)
        planned: list[Any] = list(plans.order_by("on_key", "id")[: COMING + 1])
        coming = planned[:COMING]
        past = paging.page(rows.held(), request.GET, SORTS, size=PAGE)
        near = close_to(user, coming)
        read_visits = reading.read(user, [*coming, *past.rows], today)
        for visit, row in zip(read_visits, coming, strict=False):
            row.reading, row.near = visit, near.get(row.pk, [])
        return self.render_page(
            filter=chosen,
            place=place,
            coming=coming,
            more_coming=len(planned) > COMING,
            page=past,
            lately=read_visits[len(coming) :],
            example=how_many([*coming, *past.rows]),
            bodies=_own_bodies(user),
            may_plan=can_visit_place(user, place),
        )

    def file(self, chosen: VisitFilter) -> HttpResponseBase | None:
        """The visits as the file that is asked for, if one is."""
        if "format" not in self.request.GET:
            return None
        chosen.queryset = reading.with_all(chosen.queryset)
        expand = partial(reading.with_readings, self.request.user, timezone.localdate())
        columns = reading.COLUMNS
        return exports.respond(self.request, chosen, columns, SORTS, "visits", expand=expand)


def _own_bodies(user: Any) -> list[Organisation]:
    """The bodies of which this reader is an officer, each with a list of its visits."""
    reader = reader_of(user)
    if reader is None or not reader.organisations:
        return []
    rows = Organisation.objects.visible_to(user).filter(pk__in=sorted(reader.organisations))
    return list(rows.order_by("sort_key", "id")[:BODIES])
