"""Requests for data: the list, the tracker by body, one request, as text, its history."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from barriers import permissions
from barriers.barrier.pages import BARRIERS, show_brief
from barriers.data_request import record, tracker
from barriers.data_request.filters import COLUMNS, SORTS, DataRequestFilter, with_all
from interface import exports, paging
from partnerships.history import show as show_history

PAGE = 50
# First in the trail of every page of a request
REQUESTS = ("Data requests", "/data-requests/")


def data_requests(request: HttpRequest) -> HttpResponseBase:
    """The requests that the reader may see, filtered and paged; as a file with ``?format=``."""
    chosen = DataRequestFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = with_all(chosen.queryset, request.user)
        if file := exports.respond(request, chosen, COLUMNS, SORTS, "data-requests"):
            return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs.for_rows(), request.GET, SORTS, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("data request"),
        "may_ask": permissions.can_log_barriers(request.user),
        "crumbs": [BARRIERS, ("Data requests", "")],
    }
    return render(request, "barriers/data_requests/list.html", context)


def data_request_tracker(request: HttpRequest) -> HttpResponseBase:
    """How each body answers, and in how many days; as a file with ``?format=``."""
    chosen = DataRequestFilter(request.GET, request=request)
    lines = tracker.build(chosen.qs, request.user, request.GET)
    name = "data-request-tracker"
    if file := exports.of_rows(request, lines, tracker.COLUMNS, name, source=chosen):
        return file
    context = {
        "filter": chosen,
        "lines": lines,
        "crumbs": [BARRIERS, REQUESTS, ("Tracker", "")],
    }
    return render(request, "barriers/data_requests/tracker.html", context)


def data_request(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked for, of whom, on what ground, and what became of it."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    context = {
        "one": found,
        "page": record.build(found, request.user),
        "example": found.is_example,
        "seen_by": found.get_visibility_display(),
        "crumbs": [BARRIERS, REQUESTS, (found.reference, "")],
    }
    return render(request, "barriers/data_requests/one.html", context)


def data_request_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one page of plain text; as a file with ``?format=txt``."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    shown = record.build(found, request.user)
    return show_brief(
        request, found, shown, "barriers/data_requests/brief.txt", [BARRIERS, REQUESTS]
    )


def data_request_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change that this reader may know of."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    return show_history(
        request,
        found,
        also=record.TOLD,
        title=found.reference,
        crumbs=[BARRIERS, REQUESTS, (found.reference, found.get_absolute_url()), ("History", "")],
        example=found.is_example,
    )
