"""Reorganisation of places: choose, check your answers, carry out; what moved; the way back."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from interface.crumbs import trail
from partnerships.models import Place, Reorganisation
from partnerships.permissions import can_reorganise
from partnerships.place.frame import frame, of_place
from records import drafts
from records.form_draft import sheet, unjudged
from reorganise import actions, record
from reorganise.choices import choices_of
from reorganise.forms import FORMS
from reorganise.plan import Kind, Refused


def _title(user: Any, target: str, _typed: Any) -> str | None:
    place = Place.objects.filter(slug=target.partition("/")[0]).first()
    return f"Reorganisation of {place}" if place and can_reorganise(user) else None


REORGANISE = drafts.register(
    "reorganise",
    title=_title,
    url=lambda target: reverse(f"place_{target.split('/')[1]}", args=[target.split("/")[0]]),
)


@of_place
def choose(request: HttpRequest, place: Place) -> HttpResponse:
    """What happens to this place: merge, split, new name or new code."""
    _only_administrators(request)
    context = {**frame(place, "Reorganise"), "acts": record.ACTS, "kinds": record.kinds_of(place)}
    return render(request, "dashboards/reorganise/choose.html", context)


@of_place
def merge(request: HttpRequest, place: Place) -> HttpResponseBase:
    """It becomes another place, alone or together with others."""
    return _ask(request, place, Kind.MERGE)


@of_place
def split(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Two or more places take over from it."""
    return _ask(request, place, Kind.SPLIT)


@of_place
def rename(request: HttpRequest, place: Place) -> HttpResponseBase:
    """It has a new name."""
    return _ask(request, place, Kind.RENAME)


@of_place
def recode(request: HttpRequest, place: Place) -> HttpResponseBase:
    """It has a new official code."""
    return _ask(request, place, Kind.RECODE)


def _ask(request: HttpRequest, place: Place, kind: Kind) -> HttpResponseBase:
    """The questions of one act; then everything that it moves, to check; then it is done."""
    _only_administrators(request)
    page = sheet(request, REORGANISE, target=f"{place.slug}/{kind}")
    form = page.form(FORMS[kind], place=place, user=request.user)
    if page.answer:
        return page.answer
    said = record.said(kind)
    context: dict[str, Any] = {
        **frame(place, said.title),
        "form": form,
        "sheet": page,
        "said": said,
    }
    if not page.is_sent or not form.is_valid():
        return render(request, "dashboards/reorganise/form.html", context)
    if request.POST.get("step") == "form":
        context["form"] = unjudged(form)
        return render(request, "dashboards/reorganise/form.html", context)
    plan = dataclasses.replace(form.plan, choices=choices_of(request.POST, form.plan))
    check = record.checked(request.user, plan, request.POST)
    if check.may_go:
        return page.send(
            lambda: actions.reorganise(
                plan=plan,
                by=request.user,
                source=form.cleaned_data["source"],
                source_said=form.cleaned_data["source_said"],
            ),
            said=check.will_say,
        )
    context |= {"check": check, "carried": record.carried(request.POST)}
    return render(request, "dashboards/reorganise/check.html", context)


@login_not_required
def many(request: HttpRequest) -> HttpResponse:
    """Every reorganisation, the newest first."""
    context = {
        "list": record.listed(request.user, request.GET),
        "crumbs": trail(request, ("Places", reverse("places")), ("Reorganisations", "")),
    }
    return render(request, "dashboards/reorganise/list.html", context)


@login_not_required
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One reorganisation: what it was, and what moved with it, as far as the reader may see."""
    found = _found(request, pk)
    context = {**_frame(request, found), "page": record.one(request.user, found)}
    return render(request, "dashboards/reorganise/one.html", context)


def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What goes back where, and what stands in the way; then it is undone."""
    found = _found(request, pk)
    _only_administrators(request)
    if found.state != Reorganisation.State.DONE:
        messages.info(request, f"It is {found.get_state_display()} already.")
        return redirect(found)
    problems: list[str] = []
    if request.method == "POST":
        try:
            actions.take_back(reorganisation=found, by=request.user)
        except Refused as refused:
            problems = [one.text for one in refused.problems]
        else:
            messages.success(request, "It is undone. Everything is where it was before.")
            return redirect(found)
    context = {**_frame(request, found, "Undo"), "page": record.undoing(request.user, found)}
    context["refused"] = problems
    return render(request, "dashboards/reorganise/undo.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A plan is given up before its day."""
    found = _found(request, pk)
    _only_administrators(request)
    try:
        actions.withdraw(reorganisation=found, by=request.user)
    except Refused as refused:
        messages.info(request, f"{refused}.")
    else:
        messages.success(request, "The plan is withdrawn. Nothing moves.")
    return redirect(found)


def _found(request: HttpRequest, pk: int) -> Reorganisation:
    rows = Reorganisation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("source", "created_by", "undone_by"), pk=pk)


def _frame(request: HttpRequest, found: Reorganisation, *below: str) -> dict[str, Any]:
    steps = [("Places", reverse("places")), ("Reorganisations", reverse("reorganisations"))]
    last = [(found.title, found.get_absolute_url()), *((label, "") for label in below)]
    return {
        "reorganisation": found,
        "crumbs": trail(request, *steps, *last),
        "today": timezone.localdate(),
    }


def _only_administrators(request: HttpRequest) -> None:
    if not can_reorganise(request.user):
        raise PermissionDenied
