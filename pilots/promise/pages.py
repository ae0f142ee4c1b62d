"""Something that was promised: who owes it, by when, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from partnerships import history
from partnerships.models import ActionItem, Post
from partnerships.past import Past, past_of
from pilots import permissions
from pilots.engagement.actions import close_promise
from pilots.engagement.reading import read_promise
from pilots.models import Engagement
from pilots.promise.forms import ClosePromise

LARGEST_ID = 2**63 - 1


def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Its page; whoever owes it, and whoever may change the meeting, says what became of it."""
    user = request.user
    found = _load(user, pk)
    may = permissions.can_close_promise(user, found)
    known = {"state": found.state, "outcome": found.outcome}
    form = ClosePromise(request.POST or None, initial=known) if may else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            close_promise(by=user, promise=found, **form.cleaned_data)
            messages.success(request, "Recorded.")
            return redirect(found)
    at = _promised_at(user, found)
    context = {
        "promise": found,
        "one": read_promise(found, timezone.localdate()),
        "owner": Post.objects.visible_to(user).filter(pk__in=[found.owner_id]).first(),
        "at": at,
        "form": form,
        "example": _is_example(at),
        "crumbs": [("Promised", "")],
        "tabs": _tabs(found, "promise"),
    }
    return render(request, "pilots/engagement/promise.html", context)


def promise_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of a promise: what it said, and when somebody said what became of it."""
    found = _load(request.user, pk)
    at = _promised_at(request.user, found)
    return history.show(
        request,
        found,
        past=_past(request.user, found, at),
        title=found.text,
        crumbs=[("Promised", found.get_absolute_url()), ("History", "")],
        tabs=_tabs(found, "promise_history"),
        example=_is_example(at),
    )


def _past(user: Any, found: ActionItem, at: Engagement | None) -> Past:
    """Whoever owes it or wrote it down read all of it; the others while the pilot was theirs."""
    owes = ActionItem.objects.owed_by(user).filter(pk=found.pk).exists()
    if owes or found.created_by_id == user.pk or at is None:
        return Past()
    return past_of(at.pilot, user)


def _load(user: Any, pk: int) -> ActionItem:
    rows = ActionItem.objects.visible_to(user).select_related("created_by")
    return get_object_or_404(rows, pk=min(pk, LARGEST_ID))


def _tabs(found: ActionItem, current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(name, args=[found.pk]), "current": name == current}
        for name, label in (("promise", "Promise"), ("promise_history", "History"))
    ]


def _is_example(at: Engagement | None) -> bool:
    return bool(at and at.pilot.lead_place and at.pilot.lead_place.is_example)


def _promised_at(user: Any, found: ActionItem) -> Engagement | None:
    """The meeting, where this reader sees it; whoever owes a promise may not."""
    rows = Engagement.objects.visible_to(user).select_related("pilot")
    if not isinstance(found.subject, Engagement):
        return None
    return rows.prefetch_related("pilot__place_links__place").filter(pk=found.subject_id).first()
