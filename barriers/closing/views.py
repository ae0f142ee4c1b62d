"""Saying how a barrier ended, and opening it again."""

from __future__ import annotations

from typing import Any

from barriers.barrier import loading
from barriers.barrier.permissions import can_close
from barriers.barrier.views import BarrierForm
from barriers.closing.actions import close_barrier, reopen_barrier
from barriers.closing.forms import CloseForm, ReopenForm
from barriers.models import Barrier
from barriers.publication.page_data import warns_of


class _ClosingForm(BarrierForm):
    permission = can_close

    @property
    def seen_by(self) -> Barrier:
        return self.record

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "warning": warns_of(self.record)}


class CloseBarrier(_ClosingForm):
    """How it ended, what unlocked it, what was learned."""

    form = CloseForm
    draft = loading.kind_about_barrier(
        "barrier-close", "How a barrier ended", "barrier_close", can_close
    )
    title, submit_label, success_message = "Close this barrier", "Close it", "Closed."

    def arguments(self) -> dict[str, Any]:
        return {"barrier": self.record}

    def save(self, form: CloseForm) -> Barrier:
        close_barrier(by=self.request.user, barrier=self.record, **form.cleaned_data)
        loading.say_if_narrowed(self.request, self.record)
        return self.record


class ReopenBarrier(_ClosingForm):
    """Open it again; how it ended before stays on its page."""

    form = ReopenForm
    draft = loading.kind_about_barrier("barrier-reopen", "Open again", "barrier_reopen", can_close)
    title, submit_label, success_message = (
        "Open this barrier again",
        "Open it again",
        "It is open again.",
    )

    def save(self, form: ReopenForm) -> Barrier:
        barrier = reopen_barrier(by=self.request.user, barrier=self.record, **form.cleaned_data)
        loading.say_if_narrowed(self.request, self.record)
        return barrier
