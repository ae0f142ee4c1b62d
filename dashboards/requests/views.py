"""Requests: what others ask of us, and what we ask of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.requests.page_data import build
from interface import querystring


def requests(request: HttpRequest) -> HttpResponse:
    """All that waits for an answer, in two parts, late first."""
    if clean := querystring.cleaned(request):
        return clean
    context = {"requests": build(request.user, request.GET), "breadcrumbs": [("Requests", "")]}
    return render(request, "dashboards/requests/list.html", context)
