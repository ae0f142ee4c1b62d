"""Saying who could unlock a barrier."""

from __future__ import annotations

from typing import Any

from django.contrib import messages

from barriers.barrier import loading
from barriers.barrier.pages import BarrierForm
from barriers.barrier.permissions import can_edit_barrier
from barriers.models import Barrier
from barriers.owner.actions import name_owner
from barriers.owner.candidates import candidates
from barriers.owner.forms import OwnerForm
from partnerships.models import Organisation, Post


class NameOwner(BarrierForm):
    """Name the body, from what was answered before and from the directory."""

    form, may = OwnerForm, can_edit_barrier
    draft = loading.kind_about_barrier(
        "barrier-owner", "Who could unlock a barrier", "barrier_owner", can_edit_barrier
    )
    template_name = "barriers/owner/form.html"
    heading = "Who could unlock it?"

    @property
    def seen_by(self) -> Barrier:
        return self.record

    def context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().context(),
            "candidates": candidates(self.record, user),
            "loses_sight": loading.loses_sight(user, self.record),
        }

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "barrier": self.record, "initial": self._chosen()}

    def _chosen(self) -> dict[str, Any]:
        """What a suggestion, or a barrier that names somebody already, fills in."""
        user, asked = self.request.user, self.request.GET
        seen = Organisation.objects.visible_to(user).filter(merged_into=None)
        to = seen.filter(slug=asked.get("to", "").replace("\x00", "")).first()
        key = asked.get("post", "")
        posts = Post.objects.visible_to(user).open()
        post = posts.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
        return {name: row for name, row in (("to", to), ("post", post)) if row is not None}

    def save(self, form: OwnerForm) -> Any:
        before = self.record
        barrier = name_owner(by=self.request.user, barrier=before, **form.cleaned_data)
        if barrier.visibility != before.visibility:
            messages.info(self.request, loading.NARROWED)
        return loading.or_the_list(self.request, before, barrier)
