"""The timeline of a pilot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from interface import querystring
from pilots import loading, permissions
from pilots.models import Pilot
from pilots.timeline.entries import KINDS, MOST, Asked, Timeline, build


@login_not_required
def pilot_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Milestones, changes of approach, accepted updates and visits; ``?kind=`` leaves one kind,
    ``?before=`` a day what is older."""
    pilot = loading.pilot(request, slug)
    kind, before, problem = _asked(request.GET)
    timeline = build(Asked(request.user, pilot, timezone.localdate(), before), kind)
    if problem:
        timeline = Timeline([], [], timeline.counts)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Timeline", "")),
        "timeline": timeline,
        "tabs": _tabs(pilot, timeline, kind, before),
        "problem": problem,
        "older": timeline.older and querystring.replaced(request.GET, before=timeline.older),
        "newest": before and querystring.replaced(request.GET, before=None),
        "before": before,
        "may_log": permissions.can_log_progress(request.user, pilot),
    }
    return render(request, "pilots/course/timeline.html", context)


def _asked(params: Mapping[str, str]) -> tuple[str, dt.date | None, str]:
    """The kind, the day before which, and what is wrong with the address."""
    kind, day = params.get("kind", ""), params.get("before", "")
    if kind not in ("", *KINDS):
        return kind, None, "There is no such kind. Choose one above."
    try:
        before = dt.date.fromisoformat(day) if day else None
    except ValueError:
        return kind, None, "The day in this address is not one. Write it like 2027-03-31."
    return kind, before, ""


def _tabs(
    pilot: Pilot, timeline: Timeline, kind: str, before: dt.date | None
) -> list[dict[str, object]]:
    here = reverse("pilot_timeline", args=[pilot.slug])
    counts = timeline.counts
    whole = before is None and max(counts.values()) <= MOST
    shown = [("", "All", sum(counts.values()))]
    shown += [(key, label, counts[key]) for key, label in KINDS.items()]
    return [
        {
            "label": f"{label} ({count})" if whole else label,
            "url": f"{here}?kind={key}" if key else here,
            "current": key == kind,
        }
        for key, label, count in shown
    ]
