"""Saying who could unlock a barrier."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from barriers import permissions
from barriers.barrier import loading
from barriers.barrier.after_saving import loses_sight, or_the_list
from barriers.barrier.change_pages import NARROWED
from barriers.barrier.pages import BARRIERS
from barriers.owner import actions
from barriers.owner.candidates import candidates
from barriers.owner.forms import OwnerForm
from partnerships.form_page import FormPage, answer
from partnerships.models import Organisation, Post

OWNER = loading.kind_about_barrier(
    "barrier-owner", "Who could unlock a barrier", "barrier_owner", permissions.can_edit_barrier
)
HEADING = "Who could unlock it?"


def owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the body, from what was answered before and from the directory."""
    barrier = loading.barrier(request.user, pk, permissions.can_edit_barrier)
    shown = FormPage(
        kind=OWNER,
        target=barrier.reference,
        heading=HEADING,
        lead=barrier.title,
        back=barrier.get_absolute_url(),
        crumbs=[BARRIERS, (barrier.reference, barrier.get_absolute_url()), (HEADING, "")],
        verb="Save",
        seen_by=barrier,
        said="Saved.",
        context={
            "barrier": barrier,
            "candidates": candidates(barrier, request.user),
            "loses_sight": loses_sight(request.user, barrier),
            "example": barrier.is_example,
        },
        template="barriers/owner.html",
    )

    def write(form: OwnerForm) -> Any:
        made = actions.name_owner(by=request.user, barrier=barrier, **form.cleaned_data)
        if made.visibility != barrier.visibility:
            messages.info(request, NARROWED)
        return or_the_list(request, barrier, made)

    return answer(
        request,
        shown,
        OwnerForm,
        write,
        user=request.user,
        barrier=barrier,
        initial=_chosen(request),
    )


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """What a suggestion, or a barrier that names somebody already, fills in."""
    seen = Organisation.objects.visible_to(request.user).filter(merged_into=None)
    to = seen.filter(slug=request.GET.get("to", "").replace("\x00", "")).first()
    key = request.GET.get("post", "")
    posts = Post.objects.visible_to(request.user).open()
    post = posts.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    return {name: one for name, one in (("to", to), ("post", post)) if one is not None}
