"""The figures of a pilot: all of them with their definitions, and each one's series."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from interface import exports
from pilots import loading, permissions
from pilots.indicator import charts, codebook, measures
from pilots.indicator.funnels import funnels
from pilots.models import Actual, Indicator, Pilot, Remeasure


@login_not_required
def pilot_indicators(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every figure of a pilot, planned and actual; as a file with both definitions."""
    pilot = loading.pilot(request, slug)
    rows = codebook.prepared(request.user, Indicator.objects.filter(pilot=pilot))
    name = f"figures-{pilot.slug}"
    file = exports.respond(
        request, rows, codebook.COLUMNS, codebook.SORTS, name, expand=codebook.rows
    )
    if file is not None:
        return file
    found = measures.of_pilot(request.user, pilot, charts=0)
    may_log = permissions.can_log_progress(request.user, pilot)
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Figures", "")),
        "measures": found,
        "funnels": funnels(found),
        "again": measures.counted_again(found),
        "today": timezone.localdate(),
        "may_keep": may_log or permissions.can_edit_pilot(request.user, pilot),
        "may_log": may_log,
    }
    return render(request, "pilots/indicators.html", context)


@login_not_required
def indicator(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One figure: planned and actual, its series, its plans, and every value with corrections."""
    pilot = loading.pilot(request, slug)
    found = loading.indicator(request, pilot, number)
    measure = _measure(request.user, found, pilot)
    may_keep = permissions.can_keep_figures(request.user, pilot)
    plans = list(found.plans.select_related("source").shown_to(request.user))
    for plan in plans:
        plan.indicator = found
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, (found.name, "")),
        "indicator": found,
        "measure": measure,
        "line": charts.line(measure, plans, pilot.changes.all()),
        "bands": charts.bands(measure),
        "plans": plans,
        "actuals": _every_value(request.user, found),
        "earlier": found.earlier_definitions.order_by("-until"),
        "again": _again(request.user, found),
        "may_keep": may_keep,
        "may_propose": may_keep or permissions.can_propose_remeasure(request.user, pilot),
    }
    return render(request, "pilots/indicator.html", context)


def _measure(user: Any, found: Indicator, pilot: Pilot) -> measures.Measure:
    whole = [found.part_of] if found.part_of else []
    both = [found, *whole]
    for one in both:
        one.pilot = pilot
    return measures.measures(user, both)[0]


def _every_value(user: Any, found: Indicator) -> list[Actual]:
    """All values that the reader may see, the newest first; ``stands`` says which still count."""
    rows = Actual.objects.filter(indicator=found)
    standing = set(rows.standing_for(user).values_list("pk", flat=True))
    seen = rows.visible_to(user).with_definition()
    every = list(seen.select_related("source").latest_first())
    for one, older in zip(every, [*every, None][1:], strict=True):
        one.indicator = found
        one.stands = one.pk in standing
        one.change = one.definition_before = ""
        if older is not None and older.until is not None and older.until != one.until:
            one.change = charts.changed_words(older.until)
            one.definition_before = older.definition_then
    return every


def _again(user: Any, found: Indicator) -> list[Remeasure]:
    """When it is to be counted again, the newest day first, with how each stands."""
    today = timezone.localdate()
    rows = list(found.remeasures.with_done(user).order_by("-due", "-id"))
    for one in rows:
        one.said = one.words(today)
        one.shape = _SHAPES.get(one.said)
    return rows


_SHAPES = {"Done": "done", "Due": "some", "Proposed": "early"}
