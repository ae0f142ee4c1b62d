"""The directory of places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from dashboards.directory import listing
from dashboards.directory.choice import colouring
from dashboards.directory.filters import PlaceFilter
from dashboards.directory.places_map import map_of
from geography.area.permissions import can_draw_areas
from interface import exports, querystring
from interface.columns import ADDRESS, Column
from interface.context import trail
from partnerships.models import Place
from partnerships.place.attribution import ATTRIBUTION, OF_PLACES

COLUMNS = (
    Column(
        "place",
        "Place",
        "The name of today, or of the day that the list is as at",
        lambda place: place.name_then or place.name,
    ),
    Column("kind", "Kind", "What kind of place it is", lambda place: place.get_kind_display()),
    Column("region", "Region", "The region that it lies in", lambda place: place.region_name),
    Column(
        "gss_code",
        "GSS code",
        "The official code of today, or of the day that the list is as at",
        lambda place: place.code,
    ),
    Column(
        "pilots",
        "Pilots",
        "Number of pilots you can see here or at a place within it",
        lambda place: place.pilot_count,
    ),
    Column(
        "pilot_names",
        "Names of pilots",
        "Their names; a pilot whose name is not known says so",
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
        "Number of barriers you can see here or at a place within it",
        lambda place: place.barrier_count,
    ),
    Column(
        "open_barriers",
        "Open barriers",
        "Those that are known to be in the way",
        lambda place: place.open_count,
    ),
    Column(
        "status_not_known",
        "Barriers whose status is not known",
        "Those where nobody has said whether they are still in the way",
        lambda place: place.not_known_count,
    ),
)


@login_not_required
def places(request: HttpRequest) -> HttpResponseBase:
    """All places in the record, filtered and paged; as a file with ``?format=``."""
    if answer := querystring.cleaned(request) or _file(request):
        return answer
    return render(request, "dashboards/directory/list.html", _list(request, "places"))


@login_not_required
def place_map(request: HttpRequest) -> HttpResponseBase:
    """The same places on a map, with their list."""
    if answer := querystring.cleaned(request) or _file(request):
        return answer
    context = _list(request, "place_map")
    context["map"] = drawn = map_of(request.user, context["directory"], request.GET)
    context["rows"] = drawn.rows
    return render(request, "dashboards/directory/list.html", context)


def _file(request: HttpRequest) -> HttpResponseBase | None:
    """The list as a file, where the address asks for one."""
    if "format" not in request.GET:
        return None
    chosen = PlaceFilter(request.GET, Place.objects.none(), user=request.user)
    chosen.queryset = listing.taken_away(request.user, chosen.day)
    columns = _columns(request, chosen)
    return exports.respond(request, chosen, columns, listing.SORTS, "places")


def _columns(request: HttpRequest, chosen: PlaceFilter) -> tuple[Column, ...]:
    """Those of the list, and after them those of the figure that colours the map."""
    asked = request.GET.get("by", "")
    if not asked or chosen.errors:
        return (*COLUMNS, ADDRESS, ATTRIBUTION)
    places = chosen.of(Place.objects.visible_to(request.user)).order_by()
    picked = colouring(request.user, asked).of(set(places.values_list("pk", flat=True)))
    lines = " ".join([*(line.line for line in picked.attributions), OF_PLACES])
    attribution = replace(ATTRIBUTION, value=lambda _: lines)
    return (*COLUMNS, *picked.columns(), ADDRESS, attribution)


def _list(request: HttpRequest, shown: str) -> dict[str, Any]:
    asked = querystring.replaced(request.GET).removesuffix("?")
    step = ("Places", "") if shown == "places" else ("Map", "")
    above = () if shown == "places" else (("Places", reverse("places")),)
    directory = listing.build(request.user, request.GET)
    return {
        "directory": directory,
        "filter": directory.filter,
        "rows": directory.rows,
        "breadcrumbs": trail(request, *above, step),
        "may_draw": can_draw_areas(request.user),
        "is_map": shown == "place_map",
        "tabs": [
            {"label": label, "url": reverse(name) + asked, "current": name == shown}
            for name, label in (("places", "List"), ("place_map", "Map"))
        ],
    }
