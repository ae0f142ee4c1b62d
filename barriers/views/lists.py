"""The list of barriers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from barriers import columns, permissions
from barriers.filters import BarrierFilter
from interface import exports, paging, words
from interface.paging import Sort

SORTS = (
    Sort(
        "changed",
        "updated_at",
        says=lambda barrier: f"{barrier.reference}, changed {words.date_words(barrier.updated_at)}",
        starts_descending=True,
    ),
    # References go up in the order of logging
    Sort("logged", "id", says=lambda barrier: barrier.reference),
)
PAGE = 50


@login_not_required
def barriers(request: HttpRequest) -> HttpResponseBase:
    """The barriers that the reader may see, filtered and paged; as a file with ``?format=``."""
    chosen = BarrierFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = columns.with_all(chosen.queryset, request.user)
        file = exports.respond(request, chosen, columns.COLUMNS, SORTS, "barriers")
        if file is not None:
            return file
    found = chosen.qs
    context = {
        "filter": chosen,
        "page": paging.page(found.for_rows(), request.GET, SORTS, size=PAGE),
        "count": paging.bounded_count(found).words("barrier"),
        "can_log": permissions.can_log_barriers(request.user),
        "crumbs": [("Barriers", "")],
    }
    return render(request, "barriers/list.html", context)
