"""Where the lists of places and their figures come from, for whoever reads."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships.measure.page import attribution_lines


@login_not_required
def about_data(request: HttpRequest) -> HttpResponse:
    """The lists and their figures: publishers, licences, days, and what is not known."""
    context = {
        "crumbs": [("About", "/about/"), ("About the data", "")],
        "attributions": attribution_lines(),
    }
    return render(request, "partnerships/england/about_data.html", context)
