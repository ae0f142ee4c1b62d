"""The timeline of a pilot."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from pilots import permissions
from pilots.course.timeline import KINDS, MOST, Timeline, build
from pilots.models import Pilot
from pilots.views import load


@login_not_required
def pilot_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Milestones, changes of approach, accepted updates and visits; ``?kind=`` leaves one kind."""
    pilot = load.pilot(request, slug)
    kind = request.GET.get("kind", "")
    timeline = build(request.user, pilot, timezone.localdate(), kind)
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, ("Timeline", "")),
        "timeline": timeline,
        "tabs": _tabs(pilot, timeline, kind),
        "problem": "" if kind in ("", *KINDS) else "There is no such kind. Choose one above.",
        "is_cut": MOST in timeline.counts.values(),
        "most": MOST,
        "may_log": permissions.can_log_progress(request.user, pilot),
    }
    return render(request, "pilots/course/timeline.html", context)


def _tabs(pilot: Pilot, timeline: Timeline, kind: str) -> list[dict[str, object]]:
    here = reverse("pilot_timeline", args=[pilot.slug])
    shown = [("", "All", timeline.total)]
    shown += [(key, label, timeline.counts[key]) for key, label in KINDS.items()]
    return [
        {
            "label": f"{label} ({count})",
            "url": f"{here}?kind={key}" if key else here,
            "current": key == kind,
        }
        for key, label, count in shown
    ]
