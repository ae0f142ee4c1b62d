"""Sources: where figures and claims are from, and what rests on each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dashboards import sources as found
from dashboards.views.crumbs import trail


@login_not_required
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, by title."""
    context = {
        "list": found.listed(request.user, request.GET),
        "crumbs": trail(request, ("Sources", "")),
    }
    return render(request, "dashboards/sources.html", context)


@login_not_required
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source, and one kind of what rests on it."""
    page = found.cited(request.user, slug, request.GET)
    if page is None:
        raise Http404
    context = {
        "cited": page,
        "source": page.source,
        "crumbs": trail(request, ("Sources", reverse("sources")), (page.source.title, "")),
    }
    return render(request, "dashboards/source.html", context)
