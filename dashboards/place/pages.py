"""The dashboard of a place, its brief, and the addresses that lead to it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from dashboards.place import before as place_before
from dashboards.place import brief as place_brief
from dashboards.place import overlap as place_overlap
from dashboards.place import page as dashboard
from dashboards.place.brief import Brief
from interface.site import absolute
from partnerships.models import Place
from partnerships.place.frame import frame, of_place
from pilots.pilot import similar_places


@login_not_required
@of_place
def place(request: HttpRequest, one: Place) -> HttpResponse:
    """Everything about a place: the public arrangement, and that for people who are signed in."""
    page = dashboard.build(request.user, one)
    template = "place" if request.user.is_authenticated else "place_public"
    context = {**frame(one), "page": page, "user_sees": _seen_by(request)}
    return render(request, f"dashboards/{template}.html", context)


@login_not_required
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The place that carries or carried an official code; 404 where none or several did."""
    found = list(Place.objects.visible_to(request.user).with_code(code)[:2])
    if len(found) != 1:
        raise Http404("no place has this code")
    return redirect(found[0])


@login_not_required
@of_place
def pilots(request: HttpRequest, one: Place) -> HttpResponse:
    """The pilots of a place are the list of pilots with that filter."""
    return redirect(f"{reverse('pilots')}?place={one.slug}")


@login_not_required
@of_place
def barriers(request: HttpRequest, one: Place) -> HttpResponse:
    """The barriers of a place are the list of barriers with that filter."""
    return redirect(f"{reverse('barriers')}?place={one.slug}")


@login_not_required
@of_place
def brief(request: HttpRequest, one: Place) -> HttpResponse:
    """The place on one page of plain text, to copy or print; as a file with ``?format=txt``."""
    found = place_brief.build(request.user, one, timezone.localdate())
    text = brief_text(request, found)
    if request.GET.get("format") == "txt" or "text/html" not in _accepts(request):
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        if request.GET.get("format") == "txt":
            response["Content-Disposition"] = f'attachment; filename="placebook-{one.slug}.txt"'
        response["Vary"] = "Accept, Cookie"
        return response
    context = {**frame(one, "Brief"), "brief": found, "page": found.page, "text": text}
    return render(request, "dashboards/place_brief.html", context)


def brief_text(request: HttpRequest, found: Brief) -> str:
    """The brief as plain text."""
    context = {
        "brief": found,
        "page": found.page,
        "address": absolute(found.page.place.get_absolute_url()),
        "seen_by": _seen_by(request),
    }
    return place_brief.tidy(render_to_string("dashboards/place_brief.txt", context))


def _accepts(request: HttpRequest) -> str:
    accept = request.headers.get("Accept", "text/html")
    return accept.replace("*/*", "text/html")


def _seen_by(request: HttpRequest) -> str:
    return "you, signed in" if request.user.is_authenticated else "everyone"


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
    context = {
        **frame(place, "Places like it"),
        "page": similar_places.places_like(request.user, place),
    }
    return render(request, "dashboards/place/like.html", context)
