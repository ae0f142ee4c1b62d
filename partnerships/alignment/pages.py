"""How priorities stand to each other: the matrix of a place, and the reasoning of one pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from interface import exports, paging
from interface.site import absolute
from partnerships import permissions
from partnerships.alignment import matrix
from partnerships.alignment.actions import set_alignment
from partnerships.alignment.differences import (
    COLUMNS,
    SORTS,
    DifferenceFilter,
    counts,
    in_the_country,
)
from partnerships.alignment.forms import ChooseMatrix, SayAlignment
from partnerships.models import Alignment, Place, Priority
from partnerships.priority import record as priority_page
from partnerships.priority.comparison import compare
from partnerships.priority.pages import PRIORITIES
from records import conflicts, drafts, form_draft
from records.events import last_change


def _pair(user: Any, narrower: str, wider: str) -> tuple[Priority, Priority]:
    """Two visible priorities of which the second is the wider one; 404 for others."""
    rows = priority_page.load(user)
    found = {one.slug: one for one in rows.filter(slug__in=[narrower, wider])}
    if set(found) != {narrower, wider} or narrower == wider:
        raise Http404
    if not Priority.Tier(found[wider].tier).is_wider_than(found[narrower].tier):
        raise Http404
    return found[narrower], found[wider]


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        narrower, wider = _pair(user, *target.split("/", 1))
    except (Http404, TypeError):
        return None
    if not permissions.can_set_alignment(user, narrower, wider):
        return None
    return f"{narrower.title} against {wider.title}"


SAY = drafts.register(
    "say-alignment",
    title=_title,
    url=lambda target: reverse("priority_alignment", args=target.split("/", 1)),
)


@login_not_required
def priority_alignment(request: HttpRequest, narrower: str, wider: str) -> HttpResponse:
    """How two priorities stand to each other and why; those who keep either may say so."""
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    here, there = _pair(request.user, narrower, wider)
    may = permissions.can_set_alignment(request.user, here, there)
    known = Alignment.objects.filter(narrower=here, wider=there).first()
    context: dict[str, Any] = {
        "narrower": here,
        "wider": there,
        "cell": matrix.pairs([here], [there])[here.pk, there.pk],
        "note": known.note if known else "",
        "last": _last(request.user, known),
        "rows": compare(there, here),
        "example": priority_page.is_example(here) or priority_page.is_example(there),
        "crumbs": [PRIORITIES, (here.title, here.get_absolute_url()), (f"Against {there}", "")],
    }
    if request.method == "POST" and not may:
        raise PermissionDenied
    if may:
        sheet = form_draft.sheet(request, SAY, target=f"{here.slug}/{there.slug}")
        new = Alignment(wider=there, narrower=here, verdict=Alignment.Verdict.UNKNOWN)
        form = sheet.form(SayAlignment, instance=known or new)
        if sheet.answer:
            return sheet.answer
        if sheet.is_sent and form.is_valid():
            try:
                return sheet.send(
                    lambda: set_alignment(by=request.user, form=form), said="Your answer is saved."
                )
            except conflicts.Conflict as news:
                context["conflict"] = news
        context |= {"form": form, "sheet": sheet}
    return render(request, "partnerships/alignment.html", context)


def _last(user: Any, known: Alignment | None) -> dict[str, Any] | None:
    """Who said it last and when; a name only to people who are signed in."""
    change = last_change(known) if known else None
    if change is None:
        return None
    return {"who": change.who if user.is_authenticated else "", "at": change.at}


@login_not_required
def priority_matrix(request: HttpRequest) -> HttpResponseBase:
    """The priorities of a place against national or regional ones; as a file with ``?format=``."""
    form = ChooseMatrix(request.GET or None)
    place = None
    if form.is_bound and form.is_valid():
        place = form.cleaned_data["place"]
    context: dict[str, Any] = {"form": form, "crumbs": [PRIORITIES, ("Matrix", "")]}
    if place is not None:
        today = timezone.localdate()
        chosen = form.cleaned_data
        wanted = (request.user, place, chosen["against"], chosen["topic"], today)
        if "format" in request.GET:
            return _file(request, place, matrix.all_cells(*wanted))
        found = matrix.build(*wanted)
        context |= {"matrix": found, "place": place, "example": place.is_example}
        context |= {"against": chosen["against"]}
    return render(request, "partnerships/matrix.html", context)


def _file(request: HttpRequest, place: Place, cells: Iterator[matrix.Cell]) -> HttpResponseBase:
    wanted = request.GET["format"]
    if wanted not in exports.FORMATS:
        raise Http404
    about = exports.About(title="priorities matrix", address=absolute(request.get_full_path()))
    name = f"priorities-matrix-{place.slug}"
    return exports.export(cells, matrix.COLUMNS, wanted, name, about)


@login_not_required
def priority_differences(request: HttpRequest) -> HttpResponseBase:
    """Where priorities were found to differ, in content, time or geography, newest first."""
    chosen = DifferenceFilter(request.GET, request=request)
    if file := exports.respond(request, chosen, COLUMNS, SORTS, "differences"):
        return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, SORTS, size=50),
        "counts": counts(in_the_country(chosen.queryset, request.user)),
        "crumbs": [PRIORITIES, ("Differences found", "")],
    }
    return render(request, "partnerships/differences.html", context)
