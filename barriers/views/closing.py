"""Closing a barrier, and opening it again."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from barriers import closing, page, permissions
from barriers.forms.closing import CloseForm, ReopenForm
from barriers.models import Barrier
from barriers.views.change import draft_kind
from barriers.views.one import BARRIERS
from partnerships.views.form_page import FormPage, answer
from records.drafts import Kind

CLOSE = draft_kind("barrier-close", "How a barrier ended", "barrier_close", permissions.can_close)
REOPEN = draft_kind("barrier-reopen", "Open again", "barrier_reopen", permissions.can_close)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """How it ended, what unlocked it, what was learned."""
    barrier = _load(request, pk)
    shown = _page(barrier, CLOSE, "Close this barrier", "Close it", "Closed.")
    shown = replace(shown, template="barriers/close.html")

    def write(form: CloseForm) -> Barrier:
        closing.close_barrier(by=request.user, barrier=barrier, **form.cleaned_data)
        return barrier

    return answer(request, shown, CloseForm, write, barrier=barrier)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again; how it ended before stays on its page."""
    barrier = _load(request, pk)
    shown = _page(barrier, REOPEN, "Open this barrier again", "Open it again", "It is open again.")

    def write(form: ReopenForm) -> Barrier:
        return closing.reopen_barrier(by=request.user, barrier=barrier, **form.cleaned_data)

    return answer(request, shown, ReopenForm, write)


def _load(request: HttpRequest, pk: int) -> Barrier:
    found = get_object_or_404(page.load(request.user), pk=pk)
    if not permissions.can_close(request.user, found):
        raise PermissionDenied
    return found


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
        context={"example": page.is_example(barrier)},
    )
