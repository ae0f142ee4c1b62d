"""The practice library as people read it: kinds, steps, guidance, examples."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from barriers.models import Category, Guidance, Practice, PracticeExample
from barriers.practice import listing, pages, use
from barriers.practice.rights import can_keep_library
from barriers.views.one import BARRIERS
from interface import exports, paging
from interface.paging import LARGEST_ID
from partnerships.history import show as show_history

PAGE = 50
# First in the trail of every page of the library
LIBRARY = ("Practice library", "/practice/")
GUIDANCE = ("Guidance", "/practice/guidance/")
EXAMPLES = ("Examples", "/practice/examples/")


@login_not_required
def library(request: HttpRequest) -> HttpResponseBase:
    """All kinds of barrier with their steps; the steps as a file with ``?format=``."""
    if "format" in request.GET:
        steps = use.with_opened(Practice.objects.select_related("category", "source"))
        if file := exports.of_rows(request, steps, listing.STEPS, "practice-steps"):
            return file
    context = {
        "kinds": pages.kinds(request.user),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, (LIBRARY[0], "")],
    }
    return render(request, "barriers/practice/library.html", context)


@login_not_required
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind: steps, guidance, examples, and what is often believed."""
    found = get_object_or_404(Category.objects.select_related("source"), key=slug)
    context = {
        "kind": found,
        "page": pages.on_kind(found, request.user),
        "origin": use.origin_of(request, ""),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, LIBRARY, (found.name, "")],
    }
    return render(request, "barriers/practice/kind.html", context)


@login_not_required
def step(request: HttpRequest, code: str) -> HttpResponse:
    """One step: whose it is, what in Placebook does it, guidance and examples of it."""
    rows = Practice.objects.visible_to(request.user).select_related("category", "source")
    found = get_object_or_404(rows, code=code)
    context = {
        "step": found,
        "page": pages.of_step(found, request.user),
        "opened": use.opened(found) if request.user.is_authenticated else None,
        "crumbs": [
            BARRIERS,
            LIBRARY,
            (found.category.name, f"/practice/kinds/{found.category.key}/"),
            (f"Step {found.code}", ""),
        ],
    }
    use.count(request, found)
    return render(request, "barriers/practice/step.html", context)


@login_not_required
def guidance_list(request: HttpRequest) -> HttpResponseBase:
    """Guidance, filtered and paged; as a file with ``?format=``."""
    rows = use.with_opened(Guidance.objects.visible_to(request.user).for_rows())
    chosen = listing.GuidanceFilter(request.GET, rows, request=request)
    sorts = listing.GUIDANCE_SORTS
    if file := exports.respond(request, chosen, listing.GUIDANCE, sorts, "guidance"):
        return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, sorts, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("piece of guidance", "pieces of guidance"),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, LIBRARY, (GUIDANCE[0], "")],
    }
    return render(request, "barriers/practice/guidance_list.html", context)


@login_not_required
def guidance(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of guidance: what it is about, for whom, and when it was last looked at."""
    found = _guidance(request, pk)
    context = {
        "one": found,
        "may_keep": can_keep_library(request.user),
        "opened": use.opened(found) if request.user.is_authenticated else None,
        "example": found.is_example,
        "crumbs": [BARRIERS, LIBRARY, GUIDANCE, (found.title, "")],
    }
    use.count(request, found)
    return render(request, "barriers/practice/guidance.html", context)


@login_not_required
def guidance_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of it."""
    found = _guidance(request, pk)
    crumbs = [BARRIERS, LIBRARY, GUIDANCE, (found.title, found.get_absolute_url()), ("History", "")]
    return show_history(request, found, crumbs=crumbs, example=found.is_example)


def _guidance(request: HttpRequest, pk: int) -> Guidance:
    rows = Guidance.objects.visible_to(request.user).for_rows()
    return get_object_or_404(rows, pk=min(pk, LARGEST_ID))


@login_not_required
def examples(request: HttpRequest) -> HttpResponseBase:
    """Examples that the reader may see, filtered and paged; as a file with ``?format=``."""
    rows = PracticeExample.objects.visible_to(request.user).for_rows()
    chosen = listing.ExampleFilter(request.GET, rows, request=request)
    sorts = listing.EXAMPLE_SORTS
    if file := exports.respond(request, chosen, listing.EXAMPLES, sorts, "practice-examples"):
        return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, sorts, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("example"),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, LIBRARY, (EXAMPLES[0], "")],
    }
    return render(request, "barriers/practice/examples.html", context)
