"""Change a pilot."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from pilots import permissions
from pilots.forms.edit import EditPilot
from pilots.views import load
from records import conflicts, drafts, sheets

EDIT = drafts.register(
    "edit-pilot",
    title=load.draft_title("Changes to a pilot", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_edit", args=[target]),
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
        "shows_status": True,
    }
    return render(request, "pilots/edit.html", context)
