"""The library: what works, and what doesn't, of every place."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.library.page_data import build
from interface import querystring


@login_not_required
def library(request: HttpRequest) -> HttpResponse:
    """Lessons, case studies, findings, guidance and the like in one list."""
    if clean := querystring.cleaned(request):
        return clean
    context = {"library": build(request.user, request.GET), "breadcrumbs": [("Library", "")]}
    return render(request, "dashboards/library/list.html", context)
