"""A pilot: its page, its barriers, its brief."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from access import history
from access.sharing import Sharing, as_text, readers_of
from dashboards.pilot import page_data as views
from dashboards.pilot.about_data import all_pages, background_of
from dashboards.pilot.brief import brief_of
from dashboards.pilot.in_numbers import in_numbers
from dashboards.pilot.tags import tabs
from interface import paging
from interface.pages import PageAction
from interface.pages.base import fact
from interface.paging import Sort
from pilots.models import Pilot
from pilots.pilot import loading, permissions
from pilots.pilot.columns import FACTS

BARRIER_SORTS = (Sort("changed", "updated_at", says=str, starts_descending=True),)


@login_not_required
def pilot(request: HttpRequest, slug: str) -> HttpResponse:
    """A pilot in one screen, with the ways to all else."""
    record = loading.pilot(request, slug)
    context = {
        **loading.frame(record),
        "breadcrumbs": loading.breadcrumbs(record),
        "kind": loading.KIND,
        "page": views.build(request.user, record),
    }
    return render(request, "pilots/pilot/record.html", context)


@login_not_required
def pilot_about(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of a pilot besides, and every other page of it."""
    record, user = loading.pilot(request, slug), request.user
    numbers = in_numbers(user, record, timezone.localdate())
    context = {
        **loading.frame(record),
        "breadcrumbs": loading.breadcrumbs(record),
        "kind": loading.KIND,
        "page": background_of(user, record, numbers.topics),
        "also": all_pages(user, record, numbers),
        "counts": numbers.counts,
        "logs": permissions.can_log_progress(user, record),
        "facts": [fact(column, record) for column in FACTS],
    }
    return render(request, "pilots/pilot/about.html", context)


@login_not_required
def pilot_barriers(request: HttpRequest, slug: str) -> HttpResponse:
    """The barriers of a pilot that the reader sees."""
    record = loading.pilot(request, slug)
    rows = views.barriers_of(request.user, record).order_by()
    context = {
        **loading.frame(record),
        "breadcrumbs": loading.breadcrumbs(record),
        "kind": loading.KIND,
        "page": paging.page(rows, request.GET, BARRIER_SORTS, size=30),
        "button": _log_barrier(request.user, record),
    }
    return render(request, "pilots/barriers.html", context)


def _log_barrier(user: Any, record: Pilot) -> PageAction | None:
    if not permissions.can_log_progress(user, record):
        return None
    return PageAction("Log a barrier", f"{reverse('barrier_log')}?pilot={record.slug}")


@login_not_required
def pilot_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what, as far as it was this reader’s to read at the time."""
    record = loading.pilot(request, slug)
    return history.show(
        request,
        record,
        title=record.title,
        breadcrumbs=loading.breadcrumbs(record, ("History", "")),
        tabs=tabs(request.user, record, "")["tabs"],
        path=request.path,
        **loading.frame(record),
    )


@login_not_required
def pilot_brief(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pilot on one page of plain text, to copy, print or save; as a file with
    ``?format=txt``."""
    record = loading.pilot(request, slug)
    framed = loading.frame(record)
    sharing = Sharing(request, readers_of(record.visibility))
    text = brief_of(sharing, record)
    if answer := as_text(request, text, record.slug):
        return answer
    context = {
        **framed,
        "sharing": sharing,
        "breadcrumbs": loading.breadcrumbs(record, ("Brief", "")),
        "called": record.title,
        "text": text,
        "seen_by": sharing.seen_by,
        "whole": reverse("pilot_dossier", args=[slug]) if request.user.is_authenticated else "",
    }
    return render(request, "pages/brief.html", context)
