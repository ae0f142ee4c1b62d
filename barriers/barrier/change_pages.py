"""Changing a barrier: its facts, what was tried, and checks of whether there is a rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from barriers import permissions
from barriers.barrier import loading
from barriers.barrier.actions import edit_barrier, record_check, record_tried
from barriers.barrier.after_saving import or_the_list
from barriers.barrier.forms import EditBarrier
from barriers.barrier.work_forms import CheckForm, TriedForm
from barriers.models import Barrier
from barriers.publication.context import warns_of
from records import conflicts, form_draft
from records.models import Visibility

NARROWED = (
    "It is now seen by everyone signed in: a barrier that names a body stays out of public view."
)


EDIT = loading.kind_about_barrier(
    "edit-barrier", "Change of a barrier", "barrier_edit", permissions.can_edit_barrier
)
TRIED = loading.kind_about_barrier(
    "barrier-tried", "What was tried", "barrier_tried_add", permissions.can_add_tried
)
CHECK = loading.kind_about_barrier(
    "barrier-check", "Check of a rule", "barrier_check_add", permissions.can_record_check
)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fact of a barrier; the second of two editors sees both versions."""
    barrier = loading.barrier(request.user, pk, permissions.can_edit_barrier)
    sheet = form_draft.sheet(request, EDIT, target=barrier.reference)
    seen_by = barrier.visibility
    form = sheet.form(EditBarrier, instance=barrier, user=request.user)
    if sheet.answer:
        return sheet.answer
    conflict = None
    if sheet.is_sent and form.is_valid():
        try:
            return sheet.send(lambda: _save(request, form), said="Barrier saved.")
        except conflicts.Conflict as found:
            conflict = found
    context = {
        "form": form,
        "sheet": sheet,
        "conflict": conflict,
        "lead_rows": [{"label": "Lead place", "value": permissions.lead_place(barrier)}],
        "seen_by_level": Visibility(seen_by),
        "warning": warns_of(barrier),
        "barrier": barrier,
        "example": barrier.is_example,
        "crumbs": _crumbs(barrier, "Edit"),
    }
    return render(request, "barriers/edit.html", context)


def _save(request: HttpRequest, form: EditBarrier) -> Any:
    def write() -> Barrier:
        return edit_barrier(
            by=request.user,
            barrier=form.instance,
            find_owner=form.find_owner,
            sub_types=form.cleaned_data.get("sub_types"),
            other_places=form.all_other_places(),
        )

    saved = conflicts.save(form, write)
    if form.was_narrowed:
        messages.info(request, NARROWED)
    return or_the_list(request, saved, saved)


def add_tried(request: HttpRequest, pk: int) -> HttpResponse:
    """What was tried, and what came of it."""
    barrier = loading.barrier(request.user, pk, permissions.can_add_tried)
    sheet = form_draft.sheet(request, TRIED, target=barrier.reference)
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
    barrier = loading.barrier(request.user, pk, permissions.can_record_check)
    sheet = form_draft.sheet(request, CHECK, target=barrier.reference)
    form = sheet.form(CheckForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> Barrier:
            source = form.named_source(request.user)
            record_check(by=request.user, barrier=barrier, source=source, **form.facts())
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
        "warning": warns_of(barrier),
        "example": barrier.is_example,
        "crumbs": _crumbs(barrier, heading),
    }
    return render(request, "barriers/add.html", context)


def _crumbs(barrier: Barrier, last: str) -> list[tuple[str, str]]:
    return [
        ("Barriers", reverse("barriers")),
        (barrier.reference, barrier.get_absolute_url()),
        (last, ""),
    ]
