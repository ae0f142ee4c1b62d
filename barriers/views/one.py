"""One barrier: its page, its history, and as text."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from barriers import page
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
        "example": page.is_example(found),
        "seen_by": found.get_visibility_display(),
        "crumbs": [BARRIERS, (found.reference, "")],
    }
    return render(request, "barriers/barrier.html", context)


@login_not_required
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one page of plain text, to copy or print; as a file with ``?format=txt``."""
    found = get_object_or_404(page.load(request.user), pk=pk)
    context = {
        "page": page.build(found, request.user, is_brief=True),
        "barrier": found,
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    text = render_to_string("barriers/brief.txt", context).strip() + "\n"
    if request.GET.get("format") == "txt":
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    crumbs = [BARRIERS, (found.reference, found.get_absolute_url()), ("Brief", "")]
    context |= {
        "text": text,
        "crumbs": crumbs,
        "example": page.is_example(found),
        "seen_by": found.get_visibility_display(),
    }
    return render(request, "barriers/brief.html", context)


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
        example=page.is_example(found),
    )
