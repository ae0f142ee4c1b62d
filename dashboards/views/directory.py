"""The directory of places."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def places(request: HttpRequest) -> HttpResponse:
    """All places in the record."""
    return render(request, "dashboards/places.html")
