"""Visits: who is about to go where, who was there lately, and what to see to before going."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from interface import exports, paging
from interface.filters import Chosen, FilterSet
from interface.paging import Sort
from partnerships.examples import works_with_examples
from partnerships.models import Place
from pilots.engagement import file as taken_away
from pilots.engagement import reading
from pilots.models import Engagement
from pilots.visit import clashes as close

SORTS = (Sort("day", "on_key", says=lambda row: str(row.day or "no date"), starts_descending=True),)
PAGE, COMING = 25, 30
# A plan whose day is over is shown for so long, for somebody to say whether it took place.
LATE = dt.timedelta(days=30)


class VisitFilter(FilterSet):
    """What narrows the visits."""

    place = Chosen(
        "Place",
        rows=lambda request: Place.objects.visible_to(request.user),
        noun="place",
        by="at_place",
        suggest="place_suggest",
        help_text="With the places within it",
    )


def visits(request: HttpRequest) -> HttpResponseBase:
    """The planner, for everybody who is signed in."""
    user, today = request.user, timezone.localdate()
    seen = Engagement.objects.visible_to(user).visits()
    chosen = VisitFilter(request.GET, seen, request=request)
    place = chosen.form.cleaned_data.get("place") if chosen.form.is_valid() else None
    if place is None and not works_with_examples(user):
        chosen.queryset = seen.exclude(place__is_example=True)
    if "format" in request.GET:
        chosen.queryset = reading.with_all(chosen.queryset)
        expand = partial(taken_away.told, user, today)
        columns = taken_away.columns()
        if file := exports.respond(request, chosen, columns, SORTS, "visits", expand=expand):
            return file
    found: Any = chosen.qs
    rows = reading.with_all(found)
    planned = rows.filter(state=Engagement.State.PLANNED, on_key__gte=today - LATE)
    planned = planned.order_by("on_key", "id")[: COMING + 1]
    coming = list(planned)
    past = paging.page(rows.held(), request.GET, SORTS, size=PAGE)
    near = close.close_to(user, coming[:COMING])
    told = reading.read(user, [*coming[:COMING], *past.rows], today)
    for one, row in zip(told, coming[:COMING], strict=False):
        row.told, row.near = one, near.get(row.pk, [])
    context = {
        "crumbs": [("Visits", "")],
        "filter": chosen,
        "place": place,
        "coming": coming[:COMING],
        "more_coming": len(coming) > COMING,
        "page": past,
        "lately": told[len(coming[:COMING]) :],
        "example": bool(place and place.is_example),
    }
    return render(request, "pilots/engagement/visits.html", context)
