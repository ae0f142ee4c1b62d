"""Learning events: those to come, those past, one of them, and putting one there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from interface import paging
from interface.paging import Sort
from interface.words import date_words
from partnerships.examples import of_the_country
from partnerships.form_page import FormPage, answer
from pilots import permissions
from pilots.learning_event.forms import CallOffForm, EditEvent
from pilots.models import LearningEvent
from records import drafts

HERE = ("Learning events", "/learning-events/")


def _said(one: LearningEvent) -> str:
    return date_words(one.day)


TO_COME = (Sort("day", "day", says=_said),)
PAST = (Sort("day", "day", says=_said, starts_descending=True),)


def _edited(user: Any, pk: int) -> LearningEvent:
    found = get_object_or_404(LearningEvent.objects.visible_to(user).listed(), pk=pk)
    if not permissions.can_edit_event(user, found):
        raise PermissionDenied
    return found


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "A learning event" if permissions.can_add_event(user) else None
    try:
        return f"Changes to an event: {_edited(user, int(target))}"
    except (Http404, PermissionDenied, ValueError):
        return None


def _url(target: str) -> str:
    return (
        reverse("learning_event_edit", args=[target]) if target else reverse("learning_event_add")
    )


EVENT = drafts.register("learning-event", title=_title, url=_url)


@login_not_required
def learning_events(request: HttpRequest) -> HttpResponse:
    """Those to come, the next first; ``?when=past`` the others, the latest first."""
    today = timezone.localdate()
    asked = request.GET.get("when", "")
    past = asked == "past"
    seen = LearningEvent.objects.visible_to(request.user).listed()
    rows = of_the_country(seen, request.user)
    rows = rows.past(today) if past else rows.upcoming(today)
    here = reverse("learning_events")
    context = {
        "crumbs": [("Learning events", "")],
        "page": paging.page(rows.order_by(), request.GET, PAST if past else TO_COME, size=30),
        "count": paging.bounded_count(rows).words("event"),
        "past": past,
        "tabs": [
            {"label": "To come", "url": here, "current": not past},
            {"label": "Past", "url": f"{here}?when=past", "current": past},
        ],
        "may_add": permissions.can_add_event(request.user),
    }
    return render(request, "pilots/learning/events.html", context)


@login_not_required
def learning_event(request: HttpRequest, pk: int) -> HttpResponse:
    """When, for whom, about what, and what was shared."""
    found = get_object_or_404(LearningEvent.objects.visible_to(request.user).listed(), pk=pk)
    return _page(request, found)


def _page(request: HttpRequest, found: LearningEvent, form: Any = None) -> HttpResponse:
    may = permissions.can_edit_event(request.user, found)
    to_come = found.called_off_at is None and found.day >= timezone.localdate()
    context = {
        "crumbs": [HERE, (found.title, "")],
        "event": found,
        "example": found.is_example,
        "is_past": found.day < timezone.localdate(),
        "may_edit": may,
        "form": (form or CallOffForm()) if may and to_come else None,
    }
    return render(request, "pilots/learning/event.html", context)


def learning_event_add(request: HttpRequest) -> HttpResponse:
    """Put an event there."""
    if not permissions.can_add_event(request.user):
        raise PermissionDenied
    page = FormPage(
        kind=EVENT,
        target="",
        heading="Add a learning event",
        back=reverse("learning_events"),
        crumbs=[HERE, ("Add", "")],
        said="The event is saved.",
    )
    new = LearningEvent(created_by_id=request.user.pk)
    return answer(request, page, EditEvent, instance=new, user=request.user)


def learning_event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an event, or say what was shared."""
    found = _edited(request.user, pk)
    page = FormPage(
        kind=EVENT,
        target=str(pk),
        heading="Change a learning event",
        lead=found.title,
        back=found.get_absolute_url(),
        crumbs=[HERE, (found.title, found.get_absolute_url()), ("Change", "")],
        said="The event is changed.",
        context={"example": found.is_example},
    )
    return answer(request, page, EditEvent, instance=found, user=request.user)


@require_POST
def learning_event_call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place; its page stays and says why."""
    found = _edited(request.user, pk)
    form = CallOffForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    if found.called_off_at is None:
        found.called_off_at = timezone.now()
        found.called_off_because = form.cleaned_data["because"]
        found.save()
    messages.success(request, "The event is called off. Its page says why.")
    return redirect(found)
