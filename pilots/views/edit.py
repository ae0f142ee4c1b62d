"""Change a pilot, or record that its plan changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from pilots import permissions
from pilots.forms.edit import AddChange, EditPilot
from pilots.models import Change, Pilot
from pilots.views import load
from records import conflicts, drafts, sheets


def _titled(what: str) -> Any:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        pilot = Pilot.objects.visible_to(user).with_places().filter(slug=target).first()
        if pilot is None or not permissions.can_edit_pilot(user, pilot):
            return None
        return f"{what}: {pilot.title}"

    return title


EDIT = drafts.register(
    "edit-pilot",
    title=_titled("Changes to a pilot"),
    url=lambda target: reverse("pilot_edit", args=[target]),
)
CHANGE = drafts.register(
    "pilot-change",
    title=_titled("Change of plan"),
    url=lambda target: reverse("pilot_change_add", args=[target]),
)


def pilot_edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pilot's form; of two who change it at once the second sees both versions."""
    pilot = _edited(request, slug)
    sheet = sheets.sheet(request, EDIT, target=pilot.slug)
    publishes = permissions.can_publish_pilot(request.user, pilot)
    form = sheet.form(EditPilot, instance=pilot, publishes=publishes)
    if sheet.answer:
        return sheet.answer
    conflict = None
    if sheet.is_sent and form.is_valid():
        try:
            return sheet.send(lambda: conflicts.save(form), said="The pilot is changed.")
        except conflicts.Conflict as found:
            conflict = found
    stored = load.pilot(request, slug)
    context = {
        **load.frame(stored),
        "crumbs": load.crumbs(stored, ("Edit", "")),
        "form": form,
        "sheet": sheet,
        "conflict": conflict,
        "title": "Edit this pilot",
    }
    return render(request, "pilots/edit.html", context)


def pilot_change_add(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A change of plan: from what, to what, why, who agreed and when."""
    pilot = _edited(request, slug)
    sheet = sheets.sheet(request, CHANGE, target=pilot.slug)
    form = sheet.form(AddChange, instance=Change(pilot=pilot, created_by_id=request.user.pk))
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():
        back = f"{pilot.get_absolute_url()}#changes"
        return sheet.send(lambda: form.save() and back, said="The change of plan is recorded.")
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, ("Change of plan", "")),
        "form": form,
        "sheet": sheet,
        "title": "Record a change of plan",
    }
    return render(request, "pilots/edit.html", context)


def _edited(request: HttpRequest, slug: str) -> Pilot:
    pilot = load.pilot(request, slug)
    if not permissions.can_edit_pilot(request.user, pilot):
        raise PermissionDenied
    return pilot
