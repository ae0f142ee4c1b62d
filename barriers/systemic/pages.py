"""Systemic barriers: the list, the register of asked changes of law, one, as text, its history."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from barriers import permissions
from barriers.barrier.pages import BARRIERS, show_brief
from barriers.systemic import record
from barriers.systemic.filters import COLUMNS, SORTS, SystemicFilter, with_all
from interface import exports, paging
from partnerships.history import show as show_history

PAGE = 50
# First in the trail of every page of a systemic barrier
SYSTEMIC = ("Systemic barriers", "/barriers/systemic/")


@login_not_required
def systemic_barriers(request: HttpRequest) -> HttpResponseBase:
    """Those that the reader may see, filtered and paged; as a file with ``?format=``."""
    return _list(request, laws=False)


@login_not_required
def systemic_laws(request: HttpRequest) -> HttpResponseBase:
    """The register of asked changes of law: those for which the law would have to change."""
    return _list(request, laws=True)


def _list(request: HttpRequest, *, laws: bool) -> HttpResponseBase:
    chosen = SystemicFilter(request.GET, request=request, laws=laws)
    if "format" in request.GET:
        chosen.queryset = with_all(chosen.queryset, request.user)
        name = "asked-changes-of-law" if laws else "systemic-barriers"
        if file := exports.respond(request, chosen, COLUMNS, SORTS, name):
            return file
    rows = chosen.qs.for_rows().with_places(request.user)
    noun = "asked change of law,asked changes of law" if laws else "systemic barrier"
    crumbs = [BARRIERS, SYSTEMIC, ("Changes of law", "")] if laws else [BARRIERS, (SYSTEMIC[0], "")]
    context = {
        "filter": chosen,
        "laws": laws,
        "page": paging.page(rows, request.GET, SORTS, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words(*noun.split(",")),
        "can_keep": permissions.can_keep_systemic(request.user),
        "crumbs": crumbs,
    }
    return render(request, "barriers/systemic/list.html", context)


@login_not_required
def systemic(request: HttpRequest, pk: int) -> HttpResponse:
    """The shared cause, who could change it, what was said, and which barriers have it."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    context = {
        "one": found,
        "page": record.build(found, request.user),
        "example": found.is_example,
        "crumbs": [BARRIERS, SYSTEMIC, (found.reference, "")],
    }
    return render(request, "barriers/systemic/one.html", context)


@login_not_required
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one page of plain text; as a file with ``?format=txt``."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    shown = record.build(found, request.user)
    crumbs = [BARRIERS, SYSTEMIC]
    return show_brief(request, found, shown, "barriers/systemic/brief.txt", crumbs)


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of it, for those who are signed in. Members are not told here."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    return show_history(
        request,
        found,
        also=record.TOLD,
        title=found.reference,
        crumbs=[BARRIERS, SYSTEMIC, (found.reference, found.get_absolute_url()), ("History", "")],
        example=found.is_example,
    )
