"""A pilot: its page, its barriers, its brief."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from dashboards.pilot import record as pages
from dashboards.place.brief import tidy
from dashboards.templatetags.pilots import tabs_of
from interface import paging
from interface.paging import Sort
from interface.site import absolute
from partnerships import history
from pilots import loading, permissions
from pilots.models import (
    Change,
    Engagement,
    Indicator,
    Legacy,
    Milestone,
    Phase,
    Pilot,
    Referral,
    Risk,
    StartStep,
    StatusChange,
)

_OPEN = (Change, Milestone, Indicator, StatusChange, Phase, Legacy)
# The history of the next tells small counts, what is planned and what could go wrong, which the
# public does not read.
_SIGNED_IN = (Engagement, Referral, Risk, StartStep)
BARRIER_SORTS = (Sort("changed", "updated_at", says=str, starts_descending=True),)


@login_not_required
def pilot(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a pilot."""
    found = loading.pilot(request, slug)
    context = {
        **loading.frame(found),
        "crumbs": [*loading.crumbs(found)[:-1], ("Pilot", "")],
        "page": pages.build(request.user, found),
    }
    return render(request, "pilots/pilot.html", context)


@login_not_required
def pilot_barriers(request: HttpRequest, slug: str) -> HttpResponse:
    """The barriers of a pilot that the reader sees."""
    found = loading.pilot(request, slug)
    rows = pages.barriers_of(request.user, found).order_by()
    context = {
        **loading.frame(found),
        "crumbs": loading.crumbs(found, ("Barriers", "")),
        "page": paging.page(rows, request.GET, BARRIER_SORTS, size=30),
        "may_log": permissions.can_log_progress(request.user, found),
    }
    return render(request, "pilots/barriers.html", context)


@login_not_required
def pilot_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what, as far as it was this reader’s to read at the time."""
    found = loading.pilot(request, slug)
    return history.show(
        request,
        found,
        also=(*_OPEN, *(_SIGNED_IN if request.user.is_authenticated else ())),
        title=found.title,
        crumbs=loading.crumbs(found, ("History", "")),
        tabs=tabs_of(request.user, found, "history")["tabs"],
        **loading.frame(found),
    )


@login_not_required
def pilot_brief(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pilot on one page of plain text, to copy or print; as a file with ``?format=txt``."""
    found = loading.pilot(request, slug)
    text = _brief(request, found)
    is_file = request.GET.get("format") == "txt"
    accept = request.headers.get("Accept", "text/html").replace("*/*", "text/html")
    if is_file or "text/html" not in accept:
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        if is_file:
            name = f"placebook-{found.slug}.txt"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Vary"] = "Accept, Cookie"
        return response
    context = {**loading.frame(found), "crumbs": loading.crumbs(found, ("Brief", "")), "text": text}
    return render(request, "pilots/brief.html", context)


def _brief(request: HttpRequest, found: Pilot) -> str:
    context = {
        "page": pages.build(request.user, found),
        "pilot": found,
        "legacy": found.legacy.for_rows(request.user),
        "address": absolute(found.get_absolute_url()),
        "seen_by": "you, signed in" if request.user.is_authenticated else "everyone",
        "today": timezone.localdate(),
    }
    return tidy(render_to_string("pilots/brief.txt", context))
