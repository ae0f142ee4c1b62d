"""Search over everything that the reader may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Places, pilots, barriers, organisations and programmes by words."""
    return render(request, "dashboards/search.html")
