"""Joining a barrier to another, linking two, and taking that off."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from barriers import permissions
from barriers.barrier import loading
from barriers.barrier import record as barrier_page
from barriers.barrier.pages import BARRIERS
from barriers.link import actions
from barriers.link.forms import LinkForm
from barriers.models import Barrier, BarrierLink
from interface.paging import LARGEST_ID
from partnerships.form_page import FormPage
from partnerships.form_page import answer as answer_form

LINK = loading.kind_about_barrier(
    "barrier-link", "Link of a barrier", "barrier_link_add", permissions.can_link
)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that another barrier is the same as this one, or like it."""
    barrier = loading.barrier(request.user, pk, permissions.can_link)
    shown = FormPage(
        kind=LINK,
        target=barrier.reference,
        heading="Join or link another barrier",
        lead=barrier.title,
        back=barrier.get_absolute_url(),
        crumbs=[BARRIERS, (barrier.reference, barrier.get_absolute_url()), ("Link", "")],
        verb="Save",
        said="Saved. It stands under “Other places have this too”.",
        context={"example": barrier.is_example},
    )

    def write(form: LinkForm) -> Barrier:
        join = form.cleaned_data["kind"] == BarrierLink.Kind.JOINED
        act = actions.join if join else actions.link
        act(by=request.user, barrier=barrier, other=form.cleaned_data["other"])
        return barrier

    initial = {"other": request.GET.get("other", "")[:25], "kind": request.GET.get("kind", "")}
    return answer_form(
        request, shown, LinkForm, write, user=request.user, barrier=barrier, initial=initial
    )


@require_POST
def end(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Take a link off."""
    barrier = get_object_or_404(barrier_page.load(request.user), pk=pk)
    rows = BarrierLink.objects.visible_to(request.user).of(barrier)
    found = get_object_or_404(rows, pk=min(link, LARGEST_ID))
    if not permissions.can_link(request.user, barrier):
        raise PermissionDenied
    actions.unlink(by=request.user, link=found)
    messages.success(request, "Taken off.")
    return redirect(barrier)
