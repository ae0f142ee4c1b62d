"""Change a pilot, or record that its plan changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from pilots import permissions
from pilots.forms.edit import AddChange, EditPilot
from pilots.models import Change
from pilots.views import load
from records import conflicts, drafts, sheets

EDIT = drafts.register(
    "edit-pilot",
    title=load.draft_title("Changes to a pilot", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_edit", args=[target]),
)
CHANGE = drafts.register(
    "pilot-change",
    title=load.draft_title("Change of plan", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_change_add", args=[target]),
)


def pilot_edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pilot's form; of two who change it at once the second sees both versions."""
    pilot = load.pilot_for(request, slug, permissions.can_edit_pilot)
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
    stored = load.pilot(request, slug) if sheet.is_sent else pilot  # the form wrote on this one
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
    pilot = load.pilot_for(request, slug, permissions.can_edit_pilot)
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
