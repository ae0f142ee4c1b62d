"""Programmes: the list, and a page for each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes."""
    return render(request, "dashboards/programmes.html")


@login_not_required
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme."""
    return render(request, "dashboards/programme.html")
