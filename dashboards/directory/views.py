"""The directory of places."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from dashboards.directory import listing
from dashboards.directory.filters import PlaceFilter
from dashboards.directory.places_map import PlacesMap, map_of
from dashboards.directory.ranking import for_place
from dashboards.directory.tabs import tabs
from geography.measure.in_short import with_figures
from interface import exports, querystring
from interface.columns import ADDRESS, Column, Type
from interface.context import trail
from interface.programs import closed_to_programs, open_to_programs
from partnerships.models import Place
from partnerships.place.attribution import ATTRIBUTION, OF_PLACES
from partnerships.place.permissions import can_draw_areas

COLUMNS = (
    Column(
        "place",
        "Place",
        "Today’s name, or the name on the date of the list",
        lambda place: place.name_then or place.name,
    ),
    Column("kind", "Kind", "What kind of place it is", lambda place: place.get_kind_display()),
    Column("region", "Region", "The region that it is in", lambda place: place.region_name),
    Column(
        "gss_code",
        "GSS code",
        "Today’s official code, or the code on the date of the list; the last code, if the place "
        "has ended",
        lambda place: place.code,
    ),
    Column(
        "also_called",
        "Also called",
        "Its official, short and former names, and what else people call it",
        lambda place: "; ".join(dict.fromkeys(place.also_called)),
    ),
    Column(
        "population",
        "Population",
        "How many people live there, by the newest figure that is held",
        lambda place: place.in_short.population and int(place.in_short.population.people),
        type=Type.NUMBER,
    ),
    Column(
        "population_as_at",
        "Population as at",
        "The release and day of that figure",
        lambda place: place.in_short.population and place.in_short.population.when,
    ),
    Column(
        "most_deprived_tenth",
        "In the most deprived tenth, %",
        "Share of neighbourhoods that are among the most deprived tenth in England",
        lambda place: place.in_short.share,
    ),
    Column(
        "pilots",
        "Pilots",
        "Number of pilots you can see here or at a place within it",
        lambda place: place.pilot_count,
        type=Type.NUMBER,
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
        type=Type.NUMBER,
    ),
    Column(
        "open_barriers",
        "Open barriers",
        "Those that are known to be in the way",
        lambda place: place.open_count,
        type=Type.NUMBER,
    ),
    Column(
        "status_not_known",
        "Barriers whose status is not known",
        "Those where nobody has said whether they are still in the way",
        lambda place: place.not_known_count,
        type=Type.NUMBER,
    ),
)


# Those of the list of the map, before what colours it
COUNCILS = (
    Column("place", "Council", "Its name", lambda row: row.place.name),
    Column("region", "Region", "The region that it is in", lambda row: row.place.region),
    Column("gss_code", "GSS code", "Its official code of today", lambda row: row.place.code),
    Column(
        "rank",
        "Place among all",
        "1 is the highest figure or, for a rank, the lowest; councils with the same figure "
        "share it",
        lambda row: row.rank,
        blank="none",
    ),
    Column(
        "outlined",
        "Outlined",
        "Yes: it is one of the places that the map outlines, lies in one or holds one",
        lambda row: row.is_outlined,
    ),
)


@open_to_programs("Places")
@login_not_required
def places(request: HttpRequest) -> HttpResponseBase:
    """All places in the record, filtered and paged; as a file with ``?format=``."""
    if answer := querystring.cleaned(request) or _file(request):
        return answer
    directory = listing.build(request)
    context = {
        "directory": directory,
        "filter": directory.filter,
        "rows": directory.rows,
        "breadcrumbs": trail(request, ("Places", "")),
        "may_draw": can_draw_areas(request.user),
        "tabs": tabs("places"),
    }
    return render(request, "dashboards/directory/list.html", context)


@closed_to_programs("it draws what programs read in “Places”")
@login_not_required
def place_map(request: HttpRequest) -> HttpResponseBase:
    """Every council on a map, with their list; as a file with ``?format=``."""
    if answer := querystring.cleaned(request):
        return answer
    drawn = map_of(request.user, request.GET)
    if file := _file_of_map(request, drawn):
        return file
    context = {
        "map": drawn,
        "breadcrumbs": trail(request, ("Map", "")),
        "kind": "Places",
        "tabs": tabs("place_map"),
    }
    return render(request, "dashboards/directory/map.html", context)


def _licences(place: Place) -> str:
    return " ".join([*place.in_short.attributions, OF_PLACES])


def _file(request: HttpRequest) -> HttpResponseBase | None:
    """The list as a file, where the address asks for one."""
    if "format" not in request.GET:
        return None
    chosen = PlaceFilter(request.GET, Place.objects.none(), user=request.user)
    chosen.queryset = listing.taken_away(request.user, chosen.day)
    columns = (*COLUMNS, ADDRESS, replace(ATTRIBUTION, value=_licences))
    return exports.respond(request, chosen, columns, listing.SORTS, "places", expand=with_figures)


def _file_of_map(request: HttpRequest, drawn: PlacesMap) -> HttpResponseBase | None:
    """The whole list of the map with the figure that colours it, where the address asks for it."""
    lines = " ".join([*(line.line for line in drawn.picked.attributions), OF_PLACES])
    picked = drawn.picked
    figure = [for_place(column) for column in picked.columns()] or [
        Column(picked.key, picked.label, "How many you can see", lambda row: row.reading.words)
    ]
    columns = (*COUNCILS, *figure, for_place(ADDRESS), replace(ATTRIBUTION, value=lambda _: lines))
    return exports.of_rows(request, drawn.rows, columns, "councils", made_up=None)
