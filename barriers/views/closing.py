"""Closing a barrier, and opening it again."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from barriers import closing, permissions
from barriers.forms.closing import CloseForm, ReopenForm
from barriers.models import Barrier
from barriers.publishing.beside import warns_of
from barriers.views import load
from barriers.views.one import BARRIERS
from partnerships.views.form_page import FormPage, answer
from records.drafts import Kind

CLOSE = load.kind_about_barrier(
    "barrier-close", "How a barrier ended", "barrier_close", permissions.can_close
)
REOPEN = load.kind_about_barrier(
    "barrier-reopen", "Open again", "barrier_reopen", permissions.can_close
)


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """How it ended, what unlocked it, what was learned."""
    barrier = load.barrier(request.user, pk, permissions.can_close)
    shown = _page(barrier, CLOSE, "Close this barrier", "Close it", "Closed.")
    shown = replace(shown, template="barriers/close.html")

    def write(form: CloseForm) -> Barrier:
        closing.close_barrier(by=request.user, barrier=barrier, **form.cleaned_data)
        return barrier

    return answer(request, shown, CloseForm, write, barrier=barrier)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again; how it ended before stays on its page."""
    barrier = load.barrier(request.user, pk, permissions.can_close)
    shown = _page(barrier, REOPEN, "Open this barrier again", "Open it again", "It is open again.")

    def write(form: ReopenForm) -> Barrier:
        return closing.reopen_barrier(by=request.user, barrier=barrier, **form.cleaned_data)

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
