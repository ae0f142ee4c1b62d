"""Which parts of Placebook this install uses, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from access.permissions import must_be_administrator
from people.switched_off import actions
from records.models import SwitchedOff
from records.subjects import registered
from records.switches import SwitchablePart

TITLE = "Parts in use"
SHOWN = 50


def parts_in_use(request: HttpRequest) -> HttpResponse:
    """Every part that can be switched off, and who switched which when."""
    must_be_administrator(request.user)
    periods = list(SwitchedOff.objects.select_related("off_by", "on_by")[:SHOWN])
    off = {one.part: one for one in SwitchedOff.objects.filter(on_at=None).select_related("off_by")}
    parts = registered(SwitchablePart)
    labels = {part.key: part.label for part in parts}
    context = {
        "title": TITLE,
        "parts": [(part, off.get(part.key)) for part in parts],
        "in_use": len(parts) - len(off),
        "periods": [(labels.get(one.part, one.part), one) for one in periods],
        "breadcrumbs": [(TITLE, "")],
    }
    return render(request, "people/switched_off/list.html", context)


@require_POST
def part_switch_off(request: HttpRequest, key: str) -> HttpResponse:
    """Switch one off."""
    must_be_administrator(request.user)
    part = _part(key)
    actions.switch_off(by=request.user, part=part)
    undo = reverse("part_switch_on", args=[key])
    words = f"{part.label}: switched off. Nobody can see it, and nothing was deleted."
    messages.success(request, words, extra_tags=undo)
    return redirect("parts_in_use")


@require_POST
def part_switch_on(request: HttpRequest, key: str) -> HttpResponse:
    """Switch one on again."""
    must_be_administrator(request.user)
    part = _part(key)
    actions.switch_on(by=request.user, part=part)
    messages.success(request, f"{part.label}: switched on, with everything that was recorded.")
    return redirect("parts_in_use")


def _part(key: str) -> SwitchablePart:
    part = next((one for one in registered(SwitchablePart) if one.key == key), None)
    if part is None:
        raise Http404
    return part
