"""The directory of places."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from dashboards import directory
from dashboards.filters import PlaceFilter
from dashboards.views.crumbs import trail
from interface import exports
from interface.exports import Column

COLUMNS = (
    Column("place", "Place", "The name of today", lambda place: place.name),
    Column("kind", "Kind", "What kind of place it is", lambda place: place.get_kind_display()),
    Column("region", "Region", "The region that it lies in", lambda place: place.region_name),
    Column("gss_code", "GSS code", "The official code in force", lambda place: place.code),
    Column(
        "pilots",
        "Pilots",
        "Number of pilots here or at a place within it, of those that you can see",
        lambda place: place.pilot_count,
    ),
    Column(
        "pilot_names",
        "Names of pilots",
        "Their names; a pilot whose name is not known stands as that",
        lambda place: "; ".join(name or "Pilot, name not known" for name in place.pilot_names),
    ),
    Column(
        "topics",
        "Topics",
        "The topics of those pilots",
        lambda place: "; ".join(place.topic_names),
    ),
    Column(
        "barriers",
        "Barriers",
        "Number of barriers here or at a place within it, of those that you can see",
        lambda place: place.barrier_count,
    ),
    Column(
        "open_barriers",
        "Open barriers",
        "Those of them that still stand in the way",
        lambda place: place.open_count,
    ),
    Column("address", "Address", "Its page", lambda place: place.get_absolute_url()),
)


@login_not_required
def places(request: HttpRequest) -> HttpResponseBase:
    """All places in the record, filtered and paged; as a file with ``?format=``."""
    if "format" in request.GET:
        chosen = PlaceFilter(request.GET, directory.taken_away(request.user), user=request.user)
        file = exports.respond(request, chosen, COLUMNS, directory.SORTS, "places")
        if file is not None:
            return file
    context: dict[str, Any] = {
        "directory": directory.build(request.user, request.GET),
        "crumbs": trail(request, ("Places", "")),
    }
    return render(request, "dashboards/places.html", context)
