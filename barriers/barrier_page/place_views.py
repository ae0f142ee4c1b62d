"""The page on which the place of a barrier is put right."""

from __future__ import annotations

from typing import Any

from barriers.barrier import loading
from barriers.barrier.permissions import can_set_level, lead_place
from barriers.barrier.views import BarrierForm
from barriers.barrier_page.place_actions import move_barrier
from barriers.barrier_page.work_forms import MoveForm
from barriers.models import Barrier


class MoveBarrier(BarrierForm):
    """It was logged at the wrong place."""

    form, permission = MoveForm, can_set_level
    draft = loading.kind_about_barrier(
        "barrier-place", "The place of a barrier", "barrier_place", can_set_level
    )
    template_name = "barriers/barrier_page/place.html"
    title, submit_label = "Change the place of a barrier", "Change the place"
    success_message = "Moved. The barrier is at its new place."

    def arguments(self) -> dict[str, Any]:
        return {"barrier": self.record}

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "place": lead_place(self.record)}

    def save(self, form: MoveForm) -> Barrier:
        to, seen = form.cleaned_data["place"], form.cleaned_data["seen"]
        return move_barrier(by=self.request.user, barrier=self.record, to=to, seen=seen)
