"""Where the lists of places and their figures come from, for whoever reads."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from geography.data_load.permissions import can_load_data
from geography.data_load.releases import brought_to, releases
from geography.measure.page import attribution_lines
from partnerships.place.attribution import LISTS


@login_not_required
def about_data(request: HttpRequest) -> HttpResponse:
    """The lists and their figures: publishers, licences, days, and what is not known."""
    lists, measures = releases(request.user)
    context = {
        "breadcrumbs": [("About", "/about/"), ("About the data", "")],
        "list_lines": LISTS,
        "attributions": attribution_lines(),
        "lists": lists,
        "measures": measures,
        "brought_to": brought_to(request.user),
        "may_load": can_load_data(request.user),
    }
    return render(request, "geography/data_load/about_data.html", context)
