"""One barrier: its page, its history, and as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from barriers import permissions
from barriers.barrier import closing_actions, columns, loading, record
from barriers.barrier.filters import BarrierFilter
from barriers.barrier.work_forms import CloseForm, ReopenForm
from barriers.models import Barrier
from barriers.publication.context import warns_of
from interface import exports, paging, words
from interface.paging import Sort
from interface.site import absolute
from partnerships.form_page import FormPage, answer
from partnerships.history import show as show_history
from records.drafts import Kind

# First in the trail of every page of a barrier
BARRIERS = ("Barriers", "/barriers/")


@login_not_required
def barrier(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in the way, who could move it, and what was tried and checked."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    context = {
        "page": record.build(found, request.user),
        "barrier": found,
        "example": found.is_example,
        "seen_by": found.get_visibility_display(),
        "crumbs": [BARRIERS, (found.reference, "")],
    }
    return render(request, "barriers/barrier.html", context)


@login_not_required
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one page of plain text, to copy or print; as a file with ``?format=txt``."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    shown = record.build(found, request.user, is_brief=True)
    return show_brief(request, found, shown, "barriers/brief.txt", [BARRIERS])


@login_not_required
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change that this reader may know of."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    crumbs = [BARRIERS, (found.reference, found.get_absolute_url()), ("History", "")]
    return show_history(
        request,
        found,
        also=record.told_to(request.user),
        title=found.reference,
        crumbs=crumbs,
        example=found.is_example,
    )


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


CLOSE = loading.kind_about_barrier(
    "barrier-close", "How a barrier ended", "barrier_close", permissions.can_close
)
REOPEN = loading.kind_about_barrier(
    "barrier-reopen", "Open again", "barrier_reopen", permissions.can_close
)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """How it ended, what unlocked it, what was learned."""
    barrier = loading.barrier(request.user, pk, permissions.can_close)
    shown = _page(barrier, CLOSE, "Close this barrier", "Close it", "Closed.")
    shown = replace(shown, template="barriers/close.html")

    def write(form: CloseForm) -> Barrier:
        closing_actions.close_barrier(by=request.user, barrier=barrier, **form.cleaned_data)
        return barrier

    return answer(request, shown, CloseForm, write, barrier=barrier)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again; how it ended before stays on its page."""
    barrier = loading.barrier(request.user, pk, permissions.can_close)
    shown = _page(barrier, REOPEN, "Open this barrier again", "Open it again", "It is open again.")

    def write(form: ReopenForm) -> Barrier:
        return closing_actions.reopen_barrier(by=request.user, barrier=barrier, **form.cleaned_data)

    return answer(request, shown, ReopenForm, write)


def _page(barrier: Barrier, kind: Kind, heading: str, verb: str, said: str) -> FormPage:
    return FormPage(
        kind=kind,
        target=barrier.reference,
        heading=heading,
        lead=barrier.title,
        back=barrier.get_absolute_url(),
        crumbs=[BARRIERS, (barrier.reference, barrier.get_absolute_url()), (heading, "")],
        verb=verb,
        said=said,
        seen_by=barrier,
        context={"example": barrier.is_example, "warning": warns_of(barrier)},
    )


def show_brief(
    request: HttpRequest, found: Any, page: Any, text: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    """What the template ``text`` says of a record; as a file with ``?format=txt``.

    The template is given the record as ``one``, its ``page``, and its full ``address``.
    """
    url = found.get_absolute_url()
    context = {"one": found, "page": page, "address": absolute(url)}
    said = render_to_string(text, context).strip() + "\n"
    if request.GET.get("format") == "txt":
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    context |= {
        "text": said,
        "crumbs": [*crumbs, (found.reference, url), ("Brief", "")],
        "example": found.is_example,
        "seen_by": found.get_visibility_display() if hasattr(found, "visibility") else "",
    }
    return render(request, "barriers/brief.html", context)
