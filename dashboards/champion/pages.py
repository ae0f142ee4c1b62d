"""Champions and connectors: the list, and the brief of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dashboards.champion import filters as pages
from partnerships.models import Place
from partnerships.permissions import keeps_anything
from partnerships.visibility import reader_of


@login_not_required
def champions(request: HttpRequest) -> HttpResponse:
    """By department and place, vacancies said; ``?place=`` for those who speak for a place."""
    reader_of(request.user)
    slug = request.GET.get("place", "")
    place = Place.objects.visible_to(request.user).at_address(slug)
    if slug and place is None:
        raise Http404("no such place")
    context = {
        "found": pages.champions(request.user, timezone.localdate(), place),
        "place": place,
        "may_add": keeps_anything(request.user),
        "example": place is not None and place.is_example,
        "crumbs": [("Champions and connectors", "")],
    }
    return render(request, "dashboards/champions.html", context)


@login_not_required
def champion_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """One page to print: for whom they speak and what waits for them."""
    found = pages.brief(request.user, pk, timezone.localdate())
    if found is None:
        raise Http404
    context = {
        "brief": found,
        "post": found.seat.post,
        "example": found.seat.post.organisation.is_example,
        "seen_by": "you, signed in" if request.user.is_authenticated else "everyone",
        "crumbs": [("Champions and connectors", reverse("champions")), (str(found.seat.post), "")],
    }
    return render(request, "dashboards/champion_brief.html", context)
