"""Priorities: the register, the page of one, and writing, taking over and withdrawing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from interface import exports, paging
from partnerships import permissions
from partnerships.history import show as show_history
from partnerships.models import Place, Priority
from partnerships.priority import actions
from partnerships.priority import record as priority_page
from partnerships.priority.forms import EditPriority
from partnerships.priority.register import COLUMNS, SORTS, PriorityFilter
from partnerships.visibility import reader_of
from records import conflicts, drafts, form_draft

PRIORITIES = ("Priorities", "/priorities/")
PAGE = 50


def _load(user: Any, slug: str) -> Priority:
    return get_object_or_404(priority_page.load(user), slug=slug)


def _edited(user: Any, slug: str) -> Priority:
    priority = _load(user, slug)
    if not permissions.can_edit_priority(user, priority):
        raise PermissionDenied
    return priority


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.can_add_priority(user):
        return None
    return f"New priority: {typed.get('title', '').strip() or 'without a title yet'}"


def _title_of_taken(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    wider = Priority.objects.visible_to(user).filter(slug=target).first()
    if wider is None or not permissions.can_take_over(user, wider):
        return None
    return f"Taking over: {wider.title}"


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    found = Priority.objects.visible_to(user).filter(slug=target).first()
    if found is None or not permissions.can_edit_priority(user, found):
        return None
    return f"Change of a priority: {found.title}"


ADD = drafts.register("add-priority", title=_title_of_new, url=lambda _: reverse("priority_add"))
TAKE_OVER = drafts.register(
    "take-over-priority",
    title=_title_of_taken,
    url=lambda target: reverse("priority_take_over", args=[target]),
)
EDIT = drafts.register(
    "edit-priority",
    title=_title_of_change,
    url=lambda target: reverse("priority_edit", args=[target]),
)


@login_not_required
def priorities(request: HttpRequest) -> HttpResponseBase:
    """The register that the reader may see, filtered and paged; as a file with ``?format=``."""
    chosen = PriorityFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = chosen.queryset.for_rows()
        if file := exports.respond(request, chosen, COLUMNS, SORTS, "priorities"):
            return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs.for_rows(), request.GET, SORTS, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("priority"),
        "can_add": permissions.can_add_priority(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "partnerships/priorities.html", context)


@login_not_required
def priority(request: HttpRequest, slug: str) -> HttpResponse:
    """What a priority says, for whom, until when, and how it stands to others."""
    found = _load(request.user, slug)
    page = priority_page.build(found, request.user, timezone.localdate())
    context = {**_frame(found), "page": page, "tabs": _tabs(found, "priority")}
    return render(request, "partnerships/priority.html", context)


@login_not_required
def priority_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of a priority that this reader may know of."""
    found = _load(request.user, slug)
    frame = {**_frame(found, "History"), "tabs": _tabs(found, "priority_history")}
    return show_history(request, found, title=found.title, **frame)


def priority_add(request: HttpRequest) -> HttpResponse:
    """A new priority; ``?place=`` fills in the place."""
    if not permissions.can_add_priority(request.user):
        raise PermissionDenied
    place = Place.objects.visible_to(request.user).at_address(request.GET.get("place", ""))
    sheet = form_draft.sheet(request, ADD)
    initial = {"add_place": place} if place else {}
    form = sheet.form(EditPriority, instance=Priority(), user=request.user, initial=initial)
    return _write(request, sheet, form, "Add a priority", None)


def priority_take_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a wider priority our place's own: it begins with the wider words."""
    wider = _load(request.user, slug)
    if not permissions.can_take_over(request.user, wider):
        raise PermissionDenied
    sheet = form_draft.sheet(request, TAKE_OVER, target=wider.slug)
    initial = {
        **{name: getattr(wider, name) for name in _TAKEN},
        **{name: (day, getattr(wider, f"{name}_precision")) for name, day in _days(wider)},
        "topics": [link.topic for link in wider.topic_links.all()],
        "add_place": Place.objects.filter(pk__in=_own_places(request.user)).first(),
    }
    new = Priority(parent=wider, tier=Priority.Tier.LOCAL, programme_id=wider.programme_id)
    form = sheet.form(EditPriority, instance=new, user=request.user, initial=initial)
    return _write(request, sheet, form, "Take over for our place", wider)


_TAKEN = ("title", "text", "decide_from", "decide_to", "may_vary", "must_not_vary")


def _days(wider: Priority) -> list[tuple[str, Any]]:
    return [(name, day) for name in ("start", "end") if (day := getattr(wider, name))]


def _own_places(user: Any) -> list[int]:
    """The one place of somebody who edits one; nothing to fill in for others."""
    reader = reader_of(user)
    own = sorted(reader.edited_places) if reader else []
    return own if len(own) == 1 else []


def _write(
    request: HttpRequest, sheet: Any, form: Any, title: str, wider: Priority | None
) -> HttpResponse:
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> Priority:
            return actions.add_priority(
                by=request.user,
                priority=form.instance,
                topics=form.cleaned_data["topics"],
                places=form.all_places(),
            )

        return sheet.send(write, said="The priority is saved.")
    below = [(wider.title, wider.get_absolute_url())] if wider else []
    context = {
        "form": form,
        "sheet": sheet,
        "title": title,
        "wider": wider,
        "back": wider.get_absolute_url() if wider else reverse("priorities"),
        "crumbs": [PRIORITIES, *below, (title, "")],
        "example": wider is not None and priority_page.is_example(wider),
    }
    return render(request, "partnerships/priority_form.html", context)


def priority_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Every fact of a priority; the second of two editors sees both versions."""
    found = _edited(request.user, slug)
    frame, named = _frame(found, "Edit"), found.title
    sheet = form_draft.sheet(request, EDIT, target=found.slug)
    form = sheet.form(EditPriority, instance=found, user=request.user)
    if sheet.answer:
        return sheet.answer
    conflict = None
    if sheet.is_sent and form.is_valid():

        def write() -> Priority:
            return actions.edit_priority(
                by=request.user,
                priority=form.instance,
                topics=form.cleaned_data["topics"],
                places=form.all_places(),
            )

        try:
            return sheet.send(lambda: conflicts.save(form, write), said="The priority is saved.")
        except conflicts.Conflict as news:
            conflict = news
    context = {
        **frame,
        "named": named,
        "form": form,
        "sheet": sheet,
        "conflict": conflict,
        "title": "Edit this priority",
        "back": found.get_absolute_url(),
    }
    return render(request, "partnerships/priority_form.html", context)


@require_POST
def priority_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """It holds no longer, or holds again where that was a mistake. Both are kept in its history."""
    found = _edited(request.user, slug)
    if found.withdrawn_on:
        actions.restore_priority(by=request.user, priority=found)
        messages.success(request, "The priority holds again.")
    else:
        actions.withdraw_priority(by=request.user, priority=found, on=timezone.localdate())
        messages.success(
            request, "The priority is withdrawn from today. It stays here, with its history."
        )
    return redirect(found)


@require_POST
def priority_seen(request: HttpRequest, slug: str) -> HttpResponse:
    """The change of the wider priority was looked at; the local words stay as they are."""
    found = _edited(request.user, slug)
    parent = Priority.objects.visible_to(request.user).filter(taken_over=found).first()
    if parent is not None:
        found.parent = parent
        actions.note_parent_seen(by=request.user, priority=found)
        messages.success(request, "Noted: your words were held against the wider priority today.")
    return redirect(found)


def _frame(found: Priority, *below: str) -> dict[str, Any]:
    """What every page of a priority hands to its template."""
    last = [(found.title, found.get_absolute_url()), *((label, "") for label in below)]
    return {
        "priority": found,
        "example": priority_page.is_example(found),
        "seen_by": found.get_visibility_display(),
        "crumbs": [PRIORITIES, *(last if below else [(found.title, "")])],
    }


def _tabs(found: Priority, current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(name, args=[found.slug]), "current": name == current}
        for name, label in (("priority", "Priority"), ("priority_history", "History"))
    ]
