"""The update of a pilot as a form on paper: printed, filled in by hand, typed in later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pilots import due
from pilots.models import Actual, Update
from pilots.views import load


def pilot_update_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions of *log progress* with room to write, and what was said last time."""
    pilot = load.pilot_for(request, slug)
    today = timezone.localdate()
    last, period = due.coming(request.user, pilot, today)
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, ("Paper form", "")),
        "period": period,
        "last": last,
        "measures": due.measures_due(request.user, pilot, today),
        "confidences": [said.capitalize() for said in Update.Confidence.labels],
        "reasons": [said.capitalize() for said in Actual.Missing.labels],
    }
    return render(request, "pilots/paper.html", context)
