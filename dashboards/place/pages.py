"""The dashboard of a place, its brief, and the addresses that lead to it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from barriers.models import Category
from dashboards.place import brief as place_brief
from dashboards.place import record as dashboard
from dashboards.place.brief import as_text, seen_by
from funding.flow.columns import COLUMNS, SORTS
from funding.place import record as place_funding
from interface import exports
from interface.context import absolute
from interface.words import tidy
from partnerships.models import Place
from partnerships.partnership.sector_gaps import coverage
from partnerships.place.frame import frame, of_place
from partnerships.recognition.thanks import thanks_about
from pilots.pilot.succession import prompts_at
from pilots.place.notes import notes_of
from pilots.place.partners import partners_of
from pilots.place.pilots import pilots_here
from records.models import Finding


@login_not_required
@of_place
def place(request: HttpRequest, place: Place) -> HttpResponse:
    """Everything about a place: the public arrangement, and that for people who are signed in."""
    page = dashboard.build(request.user, place)
    template = "signed_in" if request.user.is_authenticated else "public"
    context = {**frame(place), "page": page, "user_sees": seen_by(request)}
    return render(request, f"dashboards/place/{template}.html", context)


@login_not_required
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The place that carries or carried an official code; 404 where none or several did."""
    places = list(Place.objects.visible_to(request.user).with_code(code)[:2])
    if len(places) != 1:
        raise Http404("no place has this code")
    return redirect(places[0])


@login_not_required
@of_place
def pilots(request: HttpRequest, place: Place) -> HttpResponse:
    """The pilots of a place are the list of pilots with that filter."""
    return redirect(f"{reverse('pilots')}?place={place.slug}")


@login_not_required
@of_place
def barriers(request: HttpRequest, place: Place) -> HttpResponse:
    """The barriers of a place are the list of barriers with that filter."""
    return redirect(f"{reverse('barriers')}?place={place.slug}")


@login_not_required
@of_place
def brief(request: HttpRequest, place: Place) -> HttpResponse:
    """The place on one page of plain text, to copy or print; as a file with ``?format=txt``."""
    made = place_brief.build(request.user, place, timezone.localdate())
    context = {
        "brief": made,
        "page": made.page,
        "address": absolute(place.get_absolute_url()),
        "seen_by": seen_by(request),
    }
    text = tidy(render_to_string("dashboards/place/brief.txt", context))
    if answer := as_text(request, text, place.slug):
        return answer
    context = {**frame(place, "Brief"), "brief": made, "page": made.page, "text": text}
    return render(request, "dashboards/place/brief.html", context)


@login_not_required
@of_place
def partners(request: HttpRequest, place: Place) -> HttpResponse:
    """Who works together here: every partner, with its part and its pilots."""
    partners_here = partners_of(place, pilots_here(request.user, place))
    context = {
        **frame(place, "Partners"),
        "partners": partners_here,
        "coverage": coverage(partners_here.partnerships, timezone.localdate()),
        "thanks": thanks_about(request.user, place),
    }
    context["prompts"] = prompts_at(request.user, place, timezone.localdate())
    return render(request, "dashboards/place/partners.html", context)


@login_not_required
@of_place
def gaps(request: HttpRequest, place: Place) -> HttpResponse:
    """What nobody knows yet about this place and its pilots."""
    notes = notes_of(place, pilots_here(request.user, place))
    context = {**frame(place, "Not known yet"), "known": notes}
    return render(request, "dashboards/place/gaps.html", context)


@login_not_required
@of_place
def funding(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The money of a place: from whom, through which fund, to whom; totals by meaning and year."""
    page = place_funding.build(request.user, place, request.GET, timezone.localdate())
    if "format" in request.GET:
        name = f"money-{place.slug}"
        if file := exports.respond(request, page.every, COLUMNS, SORTS, name):
            return file
    context = {**frame(place, "Money"), "page": page, "published": _published(place)}
    return render(request, "dashboards/place/funding.html", context)


def _published(place: Place) -> list[Finding]:
    """What was published of the money here: findings about the place that concern funding."""
    funding = Category.objects.filter(key="funding").first()
    return list(Finding.objects.about(place, funding)) if funding else []
