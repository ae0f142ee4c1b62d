"""Programmes: the list, and a page for each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from dashboards.programme import listing as many
from dashboards.programme import pilots as programme_pilots
from dashboards.programme import record as one
from interface import exports, paging
from interface.crumbs import trail
from interface.exports import Column
from partnerships.filters import ProgrammeFilter
from partnerships.models import Programme
from pilots import permissions
from pilots.engagement import of_programme
from pilots.indicator import of_programme as programme_figures
from pilots.models import Pilot
from pilots.pilot.pages import BY_DUE, BY_NAME
from records.dates import DateWithPrecision

COLUMNS = (
    Column("programme", "Programme", "Its name", lambda row: row.name),
    Column("short_name", "Short name", "What it is called for short", lambda row: row.short_name),
    Column(
        "lead",
        "Led by",
        "The body that leads it, by the name that it had when the programme began",
        many.lead_of,
    ),
    Column(
        "start",
        "Start",
        "When it began, as precisely as known",
        lambda row: str(DateWithPrecision.of(row, "start") or ""),
    ),
    Column(
        "end",
        "End",
        "When it ended or is to end, as precisely as known",
        lambda row: str(DateWithPrecision.of(row, "end") or ""),
    ),
    Column(
        "places_published",
        "Places, as published",
        "How many places it has, in the words of its source",
        lambda row: row.places_published,
    ),
    Column(
        "places",
        "Places in the record",
        "How many of its places are named here; sources often name only some",
        lambda row: row.place_count,
    ),
    Column(
        "pilots",
        "Pilots",
        "Number of its pilots, of those that you can see",
        lambda row: row.pilot_count,
    ),
    Column("source", "Source", "Where this is from", lambda row: row.source and row.source.title),
    Column("address", "Address", "Its page", lambda row: row.get_absolute_url()),
)


@login_not_required
def programmes(request: HttpRequest) -> HttpResponseBase:
    """All programmes, filtered and paged; as a file with ``?format=``."""
    if "format" in request.GET:
        chosen = ProgrammeFilter(request.GET, many.listed(request.user))
        chosen.reader = request.user
        file = exports.respond(request, chosen, COLUMNS, many.SORTS, "programmes")
        if file is not None:
            return file
    context = {
        "list": many.build(request.user, request.GET),
        "crumbs": trail(request, ("Programmes", "")),
    }
    return render(request, "dashboards/programmes.html", context)


@login_not_required
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme."""
    rows = Programme.objects.visible_to(request.user).select_related("lead", "source")
    record = get_object_or_404(rows.prefetch_related("lead__names"), slug=slug)
    context = {
        "page": one.build(request.user, record),
        "programme": record,
        "report_url": one.report_url(record),
        "may_plan": permissions.can_plan_evaluation_of(request.user, record),
        "example": record.is_example,
        "crumbs": trail(
            request,
            ("Programmes", reverse("programmes")),
            (record.short_name or record.name, ""),
        ),
    }
    return render(request, "dashboards/programme.html", context)


@login_not_required
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom the pilots of a programme met, each team and department counted once."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    context = {
        "programme": found,
        "page": of_programme.build(request.user, found),
        "example": found.is_example,
        "crumbs": trail(
            request,
            ("Programmes", reverse("programmes")),
            (found.short_name or found.name, found.get_absolute_url()),
            ("Whom the pilots met", ""),
        ),
    }
    return render(request, "dashboards/programme_meetings.html", context)


def programme_view(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All pilots of a programme side by side; as a file with ``?format=``."""
    user = request.user
    record = get_object_or_404(Programme.objects.visible_to(user), slug=slug)
    with_due = permissions.has_updates_due(user)
    rows = Pilot.objects.visible_to(user).filter(programme=record)
    rows = rows.with_due_key(user).with_places()
    chosen = programme_pilots.ProgrammePilotFilter(
        request.GET, rows, request=request, with_due=with_due
    )
    sorts = (BY_NAME, BY_DUE) if with_due else (BY_NAME,)
    name = f"pilots-{record.slug}"
    file = exports.respond(
        request,
        chosen,
        programme_pilots.COLUMNS,
        sorts,
        name,
        expand=lambda pilots: programme_pilots.in_parts(user, pilots),
    )
    if file is not None:
        return file
    page = paging.page(chosen.qs, request.GET, sorts, size=50)
    context = {
        "programme": record,
        "filter": chosen,
        "page": page,
        "rows": programme_pilots.rows_of(user, page.rows, timezone.localdate()),
        "count": paging.bounded_count(chosen.qs).words("pilot"),
        "with_due": with_due,
        "report_url": one.report_url(record),
        "example": record.is_example,
        "crumbs": trail(
            request,
            ("Programmes", reverse("programmes")),
            (record.short_name or record.name, record.get_absolute_url()),
            ("Pilots side by side", ""),
        ),
    }
    return render(request, "dashboards/programme_pilots.html", context)


@login_not_required
def figures(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What its pilots count alike, added up; as a file with ``?format=``."""
    user = request.user
    record = get_object_or_404(Programme.objects.visible_to(user), slug=slug)
    if "format" in request.GET:
        found = programme_figures.of_programme(user, record)
        name = f"figures-together-{record.slug}"
        file = exports.of_rows(request, found, programme_figures.COLUMNS, name)
        if file is not None:
            return file
    context = {
        "programme": record,
        "rows": programme_figures.rows(user, record),
        "unlinked": programme_figures.unlinked(user, record),
        "example": record.is_example,
        "crumbs": trail(
            request,
            ("Programmes", reverse("programmes")),
            (record.short_name or record.name, record.get_absolute_url()),
            ("Figures together", ""),
        ),
    }
    return render(request, "dashboards/programme_figures.html", context)
