"""Equality monitoring of a pilot: who took part, in ranges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.equality.tables import write_equality
from pilots.models import EqualityQuestion, Pilot
from pilots.you_said.forms import EditEquality
from records import drafts


def _pilot_of(user: Any, slug: str) -> Pilot | None:
    pilot = Pilot.objects.visible_to(user).with_places().filter(slug=slug).first()
    return pilot if pilot and permissions.can_log_progress(user, pilot) else None


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    pilot = _pilot_of(user, target)
    return f"Equality monitoring: {pilot.title}" if pilot else None


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = EqualityQuestion.objects.visible_to(user).select_related("pilot")
    found = rows.filter(pk=target).first() if target.isdecimal() else None
    return _title_of_new(user, found.pilot.slug, typed) if found else None


ADD = drafts.register(
    "equality",
    title=_title_of_new,
    url=lambda target: reverse("pilot_equality_add", args=[target]),
)
EDIT = drafts.register(
    "edit-equality",
    title=_title_of_change,
    url=lambda target: reverse("equality_edit", args=[target]),
)


@login_not_required
def pilot_equality(request: HttpRequest, slug: str) -> HttpResponse:
    """Each question with its answers, who was asked, how many answered, and the source."""
    pilot = loading.pilot(request, slug)
    rows = EqualityQuestion.objects.visible_to(request.user).filter(pilot=pilot)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Who took part", "")),
        "questions": rows.select_related("source").prefetch_related("answers"),
        "may_write": permissions.can_log_progress(request.user, pilot),
    }
    return render(request, "pilots/learning/equality.html", context)


def pilot_equality_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a question with its answers in ranges."""
    pilot = loading.pilot(request, slug)
    return _write(request, ADD, slug, pilot, EqualityQuestion(pilot=pilot))


def equality_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a question or its answers."""
    rows = EqualityQuestion.objects.visible_to(request.user).select_related("pilot", "source")
    found = get_object_or_404(rows, pk=pk)
    return _write(request, EDIT, str(pk), loading.pilot(request, found.pilot.slug), found)


def _write(
    request: HttpRequest, kind: drafts.Kind, target: str, pilot: Pilot, question: EqualityQuestion
) -> HttpResponse:
    if not permissions.can_log_progress(request.user, pilot):
        raise PermissionDenied

    def write(form: EditEquality) -> EqualityQuestion:
        form.instance.source = form.named_source(request.user)
        return write_equality(by=request.user, question=form.instance, answers=form.all_answers())

    page = FormPage(
        kind=kind,
        target=target,
        heading="Who took part",
        lead="Ranges only, so that nobody can be found out by counting. "
        "Everyone who can see the pilot can see them.",
        back=reverse("pilot_equality", args=[pilot.slug]),
        crumbs=loading.crumbs(pilot, ("Who took part", "")),
        said="The answers are saved.",
        context={"example": loading.frame(pilot)["example"]},
    )
    return answer(request, page, EditEquality, write, instance=question)
