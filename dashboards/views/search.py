"""Search over everything that the reader may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dashboards import search as found
from dashboards.views.crumbs import trail


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Places, pilots, barriers, organisations and programmes by words; a code goes straight on."""
    typed = request.GET.get("q", "")
    if straight := found.straight_to(request.user, typed):
        return redirect(straight)
    context = {"search": found.build(request.user, typed), "crumbs": trail(request, ("Search", ""))}
    return render(request, "dashboards/search.html", context)
