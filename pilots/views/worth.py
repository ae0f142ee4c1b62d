"""Writing down what a pilot cost and was worth, and who else took it up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.views.form_page import FormPage, answer
from pilots import permissions
from pilots.forms.worth import CostForm, SpreadForm
from pilots.models import CostLine, Pilot, Spread
from pilots.views import load
from records import drafts

LARGEST = 2**63 - 1


def _kind(key: str, name: str) -> drafts.Kind:
    def url(target: str) -> str:
        slug, _, pk = target.partition("/")
        return reverse(f"{key}_edit", args=[slug, pk]) if pk else reverse(f"{key}_add", args=[slug])

    title = load.draft_title(name, permissions.can_draw_theory)
    return drafts.register(key.replace("_", "-"), title=title, url=url)


COST = _kind("cost_line", "A cost or benefit")
TAKEN_UP = _kind("spread", "Who took it up")


def cost_line_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A cost or a benefit in pounds, or that it is not known."""
    pilot = load.pilot_for(request, slug, permissions.can_draw_theory)
    made = CostLine(pilot=pilot, side="", basis="", created_by_id=request.user.pk)
    return _form(request, pilot, made, CostForm, "Add a cost or benefit")


def cost_line_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put one right."""
    pilot = load.pilot_for(request, slug, permissions.can_draw_theory)
    rows = pilot.cost_lines.select_related("organisation", "source")
    found = get_object_or_404(rows, pk=min(pk, LARGEST))
    return _form(request, pilot, found, CostForm, "Change a cost or benefit")


def spread_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody else took up what was tried."""
    pilot = load.pilot_for(request, slug, permissions.can_draw_theory)
    made = Spread(pilot=pilot, created_by_id=request.user.pk)
    return _form(request, pilot, made, SpreadForm, "Add who took it up")


def spread_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put right who took up what."""
    pilot = load.pilot_for(request, slug, permissions.can_draw_theory)
    rows = pilot.spread.select_related("place", "organisation", "source")
    found = get_object_or_404(rows, pk=min(pk, LARGEST))
    return _form(request, pilot, found, SpreadForm, "Change who took it up")


def _form(request: HttpRequest, pilot: Pilot, record: Any, form: Any, heading: str) -> HttpResponse:
    listed = reverse("pilot_evaluation", args=[pilot.slug])
    page = FormPage(
        kind=COST if form is CostForm else TAKEN_UP,
        target=f"{pilot.slug}/{record.pk}" if record.pk else pilot.slug,
        heading=heading,
        lead=pilot.title,
        back=listed,
        crumbs=load.crumbs(pilot, ("Evaluation", listed), (heading, "")),
        said="Recorded.",
        seen_by=pilot,
        context=load.frame(pilot),
    )

    def write(filled: Any) -> Any:
        filled.instance.source = filled.named_source(request.user)
        return filled.save()

    return answer(request, page, form, write, instance=record, user=request.user)
