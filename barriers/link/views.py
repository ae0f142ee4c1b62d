"""Joining a barrier to another, linking two, and taking that off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from barriers.barrier import loading
from barriers.barrier.permissions import can_link
from barriers.barrier.views import BarrierForm
from barriers.link import actions
from barriers.link.forms import LinkForm
from barriers.models import Barrier, BarrierLink
from interface.paging import LARGEST_ID


class AddLink(BarrierForm):
    """Say that another barrier is the same as this one, or like it."""

    form, permission, page_title = LinkForm, can_link, "Link"
    draft = loading.kind_about_barrier(
        "barrier-link", "Link of a barrier", "barrier_link_add", can_link
    )
    title = "Join or link another barrier"
    success_message = "Saved. Each now has a link to the other."

    def arguments(self) -> dict[str, Any]:
        query = self.request.GET
        initial = {"other": query.get("other", "")[:25], "kind": query.get("kind", "")}
        return {"user": self.request.user, "barrier": self.record, "initial": initial}

    def save(self, form: LinkForm) -> Barrier:
        join = form.cleaned_data["kind"] == BarrierLink.Kind.JOINED
        act = actions.join if join else actions.link
        act(by=self.request.user, barrier=self.record, other=form.cleaned_data["other"])
        return self.record


@require_POST
def end_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Take a link off."""
    barrier = get_object_or_404(loading.load(request.user), pk=min(pk, LARGEST_ID))
    rows = BarrierLink.objects.visible_to(request.user).of(barrier)
    match = get_object_or_404(rows, pk=min(link, LARGEST_ID))
    if not can_link(request.user, barrier):
        raise PermissionDenied
    actions.unlink(by=request.user, link=match)
    messages.success(request, "Taken off.")
    return redirect(barrier)
