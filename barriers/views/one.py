"""One barrier: its page, its history, and as text."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from barriers import page
from barriers.views.brief import show_brief
from partnerships.history import show as show_history

# First in the trail of every page of a barrier
BARRIERS = ("Barriers", "/barriers/")


@login_not_required
def barrier(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in the way, who could move it, and what was tried and checked."""
    found = get_object_or_404(page.load(request.user), pk=pk)
    context = {
        "page": page.build(found, request.user),
        "barrier": found,
        "example": found.is_example,
        "seen_by": found.get_visibility_display(),
        "crumbs": [BARRIERS, (found.reference, "")],
    }
    return render(request, "barriers/barrier.html", context)


@login_not_required
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one page of plain text, to copy or print; as a file with ``?format=txt``."""
    found = get_object_or_404(page.load(request.user), pk=pk)
    shown = page.build(found, request.user, is_brief=True)
    return show_brief(request, found, shown, "barriers/brief.txt", [BARRIERS])


@login_not_required
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change that this reader may know of."""
    found = get_object_or_404(page.load(request.user), pk=pk)
    crumbs = [BARRIERS, (found.reference, found.get_absolute_url()), ("History", "")]
    return show_history(
        request,
        found,
        also=page.told_to(request.user),
        title=found.reference,
        crumbs=crumbs,
        example=found.is_example,
    )
