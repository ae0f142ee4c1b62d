"""Pauses in which nothing is published: the list, setting one, ending one early."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from barriers import permissions
from barriers.barrier.pages import BARRIERS
from barriers.models import PublishingPause
from barriers.publication.forms import PauseForm
from barriers.publication.pauses import end_pause
from interface.paging import LARGEST_ID
from partnerships.form_page import FormPage
from partnerships.form_page import answer as answer_form
from records import drafts

SHOWN = 100


def _title(user: Any, target: str, typed: Any) -> str | None:
    return "Pause of publishing" if permissions.can_set_pauses(user) else None


ADD = drafts.register(
    "publishing-pause", title=_title, url=lambda _target: reverse("publishing_pause_add")
)


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [BARRIERS, ("To be public", reverse("publications")), *last]


def pauses(request: HttpRequest) -> HttpResponse:
    """When nothing is published, where, and why; the last ones that are over below."""
    today = timezone.localdate()
    rows = PublishingPause.objects.visible_to(request.user)
    found = list(rows.select_related("programme", "place", "created_by")[:SHOWN])
    permissions.know_reach_of([one.place for one in found if one.place], request.user)
    shown = [(one, permissions.can_set_pause(request.user, one)) for one in found]
    context = {
        "current": [(one, may) for one, may in shown if not one.is_over(today)],
        "over": [one for one, _ in shown if one.is_over(today)],
        "may_set": permissions.can_set_pauses(request.user),
        "today": today,
        "crumbs": _crumbs(("Pauses", "")),
    }
    return render(request, "barriers/publishing/pauses.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Set a pause."""
    if not permissions.can_set_pauses(request.user):
        raise PermissionDenied
    shown = FormPage(
        kind=ADD,
        target="",
        heading="Pause publishing",
        lead="While a pause lasts, no barrier that names a body becomes public. What is public "
        "stays so, and places and bodies go on as before.",
        back=reverse("publishing_pauses"),
        crumbs=_crumbs(("Pauses", reverse("publishing_pauses")), ("Add", "")),
        verb="Set the pause",
        said="The pause is set.",
    )

    def write(form: PauseForm) -> str:
        form.instance.created_by = request.user
        form.save()
        return reverse("publishing_pauses")

    return answer_form(request, shown, PauseForm, write, user=request.user)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It holds nothing back from today on."""
    rows = PublishingPause.objects.visible_to(request.user)
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    if not permissions.can_set_pause(request.user, found):
        raise PermissionDenied
    if end_pause(pause=found):
        messages.success(request, "The pause is over. What waits goes out on the next working day.")
    else:
        messages.info(request, "This pause was over already.")
    return redirect("publishing_pauses")
