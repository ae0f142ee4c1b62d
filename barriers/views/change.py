"""Changing a barrier: its facts, what was tried, and checks of whether there is a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from barriers import page, permissions
from barriers.actions import edit_barrier, record_check, record_tried
from barriers.forms import CheckForm, EditBarrier, TriedForm
from barriers.models import Barrier
from barriers.models.querysets import REFERENCE
from records import conflicts, drafts, sheets
from records.models import Visibility

Asked = Callable[[Any, Barrier], bool]


def _load(user: Any, pk: int, may: Asked) -> Barrier:
    """A barrier that this user sees and may do this to; 404 or 403 where not."""
    barrier = get_object_or_404(page.load(user), pk=pk)
    if not may(user, barrier):
        raise PermissionDenied
    return barrier


def _title_of(verb: str, may: Asked) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        reference = REFERENCE.fullmatch(target)
        try:
            barrier = _load(user, int(reference[1]), may) if reference else None
        except (Http404, PermissionDenied):
            return None
        return f"{verb}: {barrier.title}" if barrier else None

    return title


def draft_kind(key: str, verb: str, name: str, may: Asked) -> drafts.Kind:
    """What was typed into a form of one barrier, at the address of this name."""
    return drafts.register(
        key, title=_title_of(verb, may), url=lambda target: reverse(name, args=[target])
    )


EDIT = draft_kind(
    "edit-barrier", "Change of a barrier", "barrier_edit", permissions.can_edit_barrier
)
TRIED = draft_kind(
    "barrier-tried", "What was tried", "barrier_tried_add", permissions.can_add_tried
)
CHECK = draft_kind(
    "barrier-check", "Check of a rule", "barrier_check_add", permissions.can_record_check
)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fact of a barrier; the second of two editors sees both versions."""
    barrier = _load(request.user, pk, permissions.can_edit_barrier)
    sheet = sheets.sheet(request, EDIT, target=barrier.reference)
    seen_by = barrier.visibility
    form = sheet.form(EditBarrier, instance=barrier, user=request.user)
    if sheet.answer:
        return sheet.answer
    conflict = None
    if sheet.is_sent and form.is_valid():
        try:
            return _after(request, barrier, sheet.send(lambda: _save(request.user, form)), form)
        except conflicts.Conflict as found:
            conflict = found
    context = {
        "form": form,
        "sheet": sheet,
        "conflict": conflict,
        "lead_rows": [{"label": "Lead place", "value": permissions.lead_place(barrier)}],
        "seen_by_level": Visibility(seen_by),
        "barrier": barrier,
        "example": page.is_example(barrier),
        "crumbs": _crumbs(barrier, "Edit"),
    }
    return render(request, "barriers/edit.html", context)


def _save(user: Any, form: EditBarrier) -> Barrier:
    def write() -> Barrier:
        return edit_barrier(
            by=user,
            barrier=form.instance,
            find_owner=form.find_owner,
            sub_types=form.cleaned_data.get("sub_types"),
            other_places=form.all_other_places(),
        )

    return conflicts.save(form, write)


def _after(
    request: HttpRequest, barrier: Barrier, answer: HttpResponse, form: EditBarrier
) -> HttpResponse:
    """Say what was saved; people who read it only until it had an owner may have lost sight."""
    if form.was_narrowed:
        messages.info(
            request,
            "It is now seen by everyone signed in: a barrier that names a body stays out of "
            "public view.",
        )
    if Barrier.objects.visible_to(request.user).filter(pk=barrier.pk).exists():
        messages.success(request, "Barrier saved.")
        return answer
    messages.success(
        request,
        f"{barrier.reference} saved. It has an owner now, so you can no longer read it: it is "
        f"seen by {barrier.get_visibility_display()}.",
    )
    return redirect("barriers")


def add_tried(request: HttpRequest, pk: int) -> HttpResponse:
    """What was tried, and what came of it."""
    barrier = _load(request.user, pk, permissions.can_add_tried)
    sheet = sheets.sheet(request, TRIED, target=barrier.reference)
    form = sheet.form(TriedForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> Barrier:
            record_tried(by=request.user, barrier=barrier, **form.facts())
            return barrier

        return sheet.send(write, said="Added to what was tried.")
    return _short_form(request, barrier, sheet, form, "Add what you tried")


def add_check(request: HttpRequest, pk: int) -> HttpResponse:
    """A check of whether there really is a rule; it decides the nature."""
    barrier = _load(request.user, pk, permissions.can_record_check)
    sheet = sheets.sheet(request, CHECK, target=barrier.reference)
    form = sheet.form(CheckForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> Barrier:
            record_check(by=request.user, barrier=barrier, **form.facts())
            return barrier

        try:
            return sheet.send(write, said="Check added.")
        except ValidationError as problem:
            form.add_error(None, problem)
    return _short_form(request, barrier, sheet, form, "Add a check")


def _short_form(
    request: HttpRequest, barrier: Barrier, sheet: Any, form: Any, heading: str
) -> HttpResponse:
    context = {
        "form": form,
        "sheet": sheet,
        "barrier": barrier,
        "heading": heading,
        "example": page.is_example(barrier),
        "crumbs": _crumbs(barrier, heading),
    }
    return render(request, "barriers/add.html", context)


def _crumbs(barrier: Barrier, last: str) -> list[tuple[str, str]]:
    return [
        ("Barriers", reverse("barriers")),
        (barrier.reference, barrier.get_absolute_url()),
        (last, ""),
    ]
