"""The dashboard of a place, its brief, and the addresses that lead to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from dashboards.place import brief as place_brief
from dashboards.place import head as place_head
from dashboards.place import page as dashboard
from dashboards.place.brief import Brief
from dashboards.views.crumbs import lead_on
from interface.site import absolute
from partnerships.models import Place


def of_place(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of one place: it is given the place, not its slug.

    An address that it had before leads on for good; a code, current or ended, and a former name
    lead on to the address of today; 404 for others.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> HttpResponseBase:
        place = place_head.load(slug)
        if place is not None:
            return view(request, place)
        rows = Place.objects.visible_to(request.user)
        if moved := rows.filter(former_addresses__slug=slug).first():
            return lead_on(request, moved.slug, for_good=True)
        if other := place_head.by_another_address(slug):
            return lead_on(request, other.slug)
        raise Http404("no such place")

    return wrapped


def crumbs(place: Place, *below: str) -> list[tuple[str, str]]:
    """Where a page of a place stands."""
    above = [("Places", reverse("places")), (place.name, place.get_absolute_url())]
    return [*above, *((label, "") for label in below)]


def frame(place: Place, *below: str) -> dict[str, Any]:
    """What every page of a place hands to its template."""
    return {"place": place, "example": place.is_example, "crumbs": crumbs(place, *below)}


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
