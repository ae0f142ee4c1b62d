"""The first page: for anyone, or my work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What this is and a search for a place; signed in, what waits for me."""
    return render(request, "dashboards/home.html")
