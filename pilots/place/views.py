"""What was tried in a place before, which programmes overlap there, and the places like it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from partnerships.models import Place
from partnerships.place.frame import for_place, frame
from pilots.pilot import similar_places
from pilots.place import overlap as place_overlap
from pilots.place import tried_before as place_before
from pilots.place.beside import NOTHING
from pilots.place.programmes_beside import programmes_beside

LONGEST = 80


@login_not_required
@for_place
def before(request: HttpRequest, place: Place) -> HttpResponse:
    """What was tried here, on a topic with ``?topic=``."""
    topic = request.GET.get("topic", "").replace("\x00", "")[:LONGEST]
    page = place_before.build(request.user, place, topic, timezone.localdate())
    from_others = NOTHING if topic else programmes_beside(request.user, place, page.programmes)
    context = {**frame(place, "Tried before"), "page": page, "from_others": from_others}
    return render(request, "pilots/place/tried_before.html", context)


@login_not_required
@for_place
def overlap(request: HttpRequest, place: Place) -> HttpResponse:
    """Programmes here by topic and time, and which of them meet."""
    context = {**frame(place, "Overlap"), "page": place_overlap.build(request.user, place)}
    return render(request, "pilots/place/overlap.html", context)


@login_not_required
@for_place
def like(request: HttpRequest, place: Place) -> HttpResponse:
    """The places most like this one, and why."""
    context = {
        **frame(place, "Places like it"),
        "page": similar_places.places_like(request.user, place),
    }
    return render(request, "pilots/place/like.html", context)
