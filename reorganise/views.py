"""Reorganisation of places: choose, check your answers, carry out; what moved; the way back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import can_reorganise
from interface.articles import with_article
from interface.context import trail
from partnerships.models import Place, Reorganisation
from partnerships.place.frame import for_place, frame
from records import drafts, form_draft
from reorganise import actions, page_data
from reorganise.choices import choices_of
from reorganise.forms import FORMS
from reorganise.plan import Kind, Refused


def _title(user: Any, target: str, _typed: Any) -> str | None:
    place = Place.objects.filter(slug=target.partition("/")[0]).first()
    return f"Reorganisation of {with_article(place)}" if place and can_reorganise(user) else None


REORGANISE = drafts.register(
    "reorganise",
    title=_title,
    url=lambda target: reverse(f"place_{target.split('/')[1]}", args=[target.split("/")[0]]),
)


@for_place
def choose(request: HttpRequest, place: Place) -> HttpResponse:
    """What happens to this place: merge, split, new name or new code."""
    _only_administrators(request)
    acts = {"acts": page_data.ACTS, "kinds": page_data.acts_on(place)}
    context = {**frame(place, "Reorganise"), **acts}
    return render(request, "reorganise/choose.html", context)


def act(kind: Kind) -> Callable[..., HttpResponseBase]:
    """The view of one act: its questions, everything that it moves, to check; then it is done."""

    @for_place
    def view(request: HttpRequest, place: Place) -> HttpResponseBase:
        return _answer(request, place, kind)

    return view


def _answer(request: HttpRequest, place: Place, kind: Kind) -> HttpResponseBase:
    _only_administrators(request)
    draft = form_draft.FormDraft(request, REORGANISE, target=f"{place.slug}/{kind}")
    form = draft.form(FORMS[kind], place=place, user=request.user)
    if draft.answer:
        return draft.answer
    words = page_data.act_of(kind)
    context = {**frame(place, words.title), "form": form, "sheet": draft, "act": words}
    context["leave"] = place.get_absolute_url()
    if not draft.is_sent or not form.is_valid():
        return render(request, "reorganise/form.html", context)
    if request.POST.get("step") == "form":
        context["form"] = form_draft.unjudged(form)
        return render(request, "reorganise/form.html", context)
    plan = dataclasses.replace(form.plan, choices=choices_of(request.POST, form.plan))
    check = page_data.checked(request.user, plan, request.POST)
    if check.may_go:
        source = {name: form.cleaned_data[name] for name in ("source", "source_said")}
        return draft.send(
            lambda: actions.reorganise(plan=plan, by=request.user, **source), said=check.will_say
        )
    context |= {"check": check, "carried": page_data.carried(request.POST)}
    return render(request, "reorganise/check.html", context)


@login_not_required
def reorganisations(request: HttpRequest) -> HttpResponse:
    """Every reorganisation, the newest first."""
    context = {
        "list": page_data.listed(request.user, request.GET),
        "breadcrumbs": trail(request, ("Places", reverse("places")), ("Reorganisations", "")),
    }
    return render(request, "reorganise/list.html", context)


@login_not_required
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One reorganisation: what it was, and what moved with it, as far as the reader may see."""
    row = _load(request, pk)
    context = {**_frame(request, row), "page": page_data.page_of(request.user, row)}
    return render(request, "reorganise/record.html", context)


def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What goes back where, and what stands in the way; then it is undone."""
    row = _load(request, pk)
    _only_administrators(request)
    if row.state != Reorganisation.State.DONE:
        messages.info(request, f"It is {row.get_state_display()} already.")
        return redirect(row)
    problems: list[str] = []
    if request.method == "POST":
        try:
            actions.take_back(reorganisation=row, by=request.user)
        except Refused as refused:
            problems = [problem.text for problem in refused.problems]
        else:
            messages.success(request, "Undone. Everything is where it was before.")
            return redirect(row)
    context = {**_frame(request, row, "Undo"), "page": page_data.undoing(request.user, row)}
    context["refused"] = problems
    return render(request, "reorganise/undo.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A plan is given up before its day."""
    row = _load(request, pk)
    _only_administrators(request)
    try:
        actions.withdraw(reorganisation=row, by=request.user)
    except Refused as refused:
        messages.info(request, f"{refused}.")
    else:
        messages.success(request, "Plan withdrawn. Nothing moves.")
    return redirect(row)


def _load(request: HttpRequest, pk: int) -> Reorganisation:
    rows = Reorganisation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("source", "created_by", "undone_by"), pk=pk)


def _frame(request: HttpRequest, row: Reorganisation, *below: str) -> dict[str, Any]:
    steps = [("Places", reverse("places")), ("Reorganisations", reverse("reorganisations"))]
    last = [(row.title, row.get_absolute_url()), *((label, "") for label in below)]
    return {
        "reorganisation": row,
        "breadcrumbs": trail(request, *steps, *last),
        "today": timezone.localdate(),
    }


def _only_administrators(request: HttpRequest) -> None:
    if not can_reorganise(request.user):
        raise PermissionDenied
