"""What was tried in a place before, which programmes meet there, and places like it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dashboards.place import before as place_before
from dashboards.place import overlap as place_overlap
from dashboards.place.frame import frame, of_place
from partnerships.models import Place
from pilots import alike

LONGEST = 80


@login_not_required
@of_place
def before(request: HttpRequest, place: Place) -> HttpResponse:
    """What was tried here, on a topic with ``?topic=``."""
    topic = request.GET.get("topic", "").replace("\x00", "")[:LONGEST]
    page = place_before.build(request.user, place, topic, timezone.localdate())
    context = {**frame(place, "Tried before"), "page": page}
    return render(request, "dashboards/place/before.html", context)


@login_not_required
@of_place
def overlap(request: HttpRequest, place: Place) -> HttpResponse:
    """Programmes here by topic and time, and which of them meet."""
    context = {**frame(place, "Overlap"), "page": place_overlap.build(request.user, place)}
    return render(request, "dashboards/place/overlap.html", context)


@login_not_required
@of_place
def like(request: HttpRequest, place: Place) -> HttpResponse:
    """The places most like this one, and why."""
    context = {**frame(place, "Places like it"), "page": alike.places_like(request.user, place)}
    return render(request, "dashboards/place/like.html", context)
