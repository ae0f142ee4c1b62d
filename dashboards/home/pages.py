"""The first page: for anyone, or my work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dashboards.home import sections as for_anyone
from dashboards.my_work import page as my_work


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What this is and a search for a place; signed in, what waits for me."""
    if request.user.is_authenticated:
        work = my_work.build(request.user, timezone.now())
        return render(
            request, "dashboards/my_work.html", {"work": work, "example": work.is_example}
        )
    return render(request, "dashboards/home.html", {"home": for_anyone.build(request.user)})
