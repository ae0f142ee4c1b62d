"""Who has not reported."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from interface import exports, paging
from pilots import reporting
from pilots.views.directory import BY_DUE, BY_NAME

LATE_SORTS = (BY_DUE, BY_NAME)
PAGE = 50


def updates_due(request: HttpRequest) -> HttpResponseBase:
    """Pilots that report to this reader or that they log, the longest late first; a file too."""
    user = request.user
    chosen = reporting.ReportingFilter(request.GET, request=request)
    expand = partial(reporting.in_parts, user)
    name = "reporting"
    if file := exports.respond(request, chosen, reporting.COLUMNS, LATE_SORTS, name, expand=expand):
        return file
    page = paging.page(chosen.qs, request.GET, LATE_SORTS, size=PAGE)
    context = {
        "crumbs": [("Updates to read", "/updates/"), ("Who has not reported", "")],
        "filter": chosen,
        "page": page,
        "rows": reporting.rows_of(user, page.rows, timezone.localdate()),
        "count": paging.bounded_count(chosen.qs).words("pilot"),
    }
    return render(request, "pilots/reporting.html", context)
