"""Who takes part in a pilot."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pilots.views import load


@login_not_required
def pilot_partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Every partner with its part, its dates and the source; those who left as well."""
    pilot = load.pilot(request, slug)
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, ("Partners", "")),
        "partners": pilot.partners.in_order().select_related("organisation", "source"),
    }
    return render(request, "pilots/partners.html", context)
