"""What a pilot cost and was worth, and who else took it up: the lists, and writing it down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from interface import exports, paging
from interface.exports import Column
from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.models import CostLine, Pilot, Spread
from pilots.worth import columns as worth_list
from pilots.worth import record as worth
from pilots.worth.forms import CostForm, SpreadForm
from records import drafts

LARGEST = 2**63 - 1
PAGE = 50


def _kind(key: str, name: str) -> drafts.Kind:
    def url(target: str) -> str:
        slug, _, pk = target.partition("/")
        return reverse(f"{key}_edit", args=[slug, pk]) if pk else reverse(f"{key}_add", args=[slug])

    title = loading.draft_title(name, permissions.can_draw_theory)
    return drafts.register(key.replace("_", "-"), title=title, url=url)


COST = _kind("cost_line", "A cost or benefit")
TAKEN_UP = _kind("spread", "Who took it up")


@login_not_required
def pilot_costs(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All costs and benefits of a pilot, paged; as a file with ``?format=``."""
    pilot = loading.pilot(request, slug)
    rows = worth.costs_of(request.user, pilot)
    return _list(request, pilot, rows, worth_list.COST_COLUMNS, "costs")


@login_not_required
def pilot_taken_up(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All who took up what a pilot tried, paged; as a file with ``?format=``."""
    pilot = loading.pilot(request, slug)
    rows = worth.spread_of(request.user, pilot)
    return _list(request, pilot, rows, worth_list.SPREAD_COLUMNS, "taken_up")


_TITLES = {"costs": "Costs and benefits", "taken_up": "Taken up elsewhere"}


def _list(
    request: HttpRequest, pilot: Pilot, rows: QuerySet[Any], columns: Sequence[Column], name: str
) -> HttpResponseBase:
    titled = f"{name.replace('_', '-')}-{pilot.slug}"
    if file := exports.respond(request, rows, columns, worth_list.SORTS, titled):
        return file
    whole = ("Evaluation", reverse("pilot_evaluation", args=[pilot.slug]))
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, whole, (_TITLES[name], "")),
        "page": paging.page(rows, request.GET, worth_list.SORTS, size=PAGE),
        "may_draw": permissions.can_draw_theory(request.user, pilot),
    }
    return render(request, f"pilots/evaluation/{name}.html", context)


def cost_line_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A cost or a benefit in pounds, or that it is not known."""
    pilot = loading.pilot_for(request, slug, permissions.can_draw_theory)
    made = CostLine(pilot=pilot, side="", basis="", created_by_id=request.user.pk)
    return _form(request, pilot, made, CostForm, "Add a cost or benefit")


def cost_line_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put one right."""
    pilot = loading.pilot_for(request, slug, permissions.can_draw_theory)
    rows = pilot.cost_lines.select_related("organisation", "source")
    found = get_object_or_404(rows, pk=min(pk, LARGEST))
    return _form(request, pilot, found, CostForm, "Change a cost or benefit")


def spread_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody else took up what was tried."""
    pilot = loading.pilot_for(request, slug, permissions.can_draw_theory)
    made = Spread(pilot=pilot, created_by_id=request.user.pk)
    return _form(request, pilot, made, SpreadForm, "Add who took it up")


def spread_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put right who took up what."""
    pilot = loading.pilot_for(request, slug, permissions.can_draw_theory)
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
        crumbs=loading.crumbs(pilot, ("Evaluation", listed), (heading, "")),
        said="Recorded.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )

    def write(filled: Any) -> Any:
        filled.instance.source = filled.named_source(request.user)
        return filled.save()

    return answer(request, page, form, write, instance=record, user=request.user)
