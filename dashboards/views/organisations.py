"""Organisations: the list, and a page for each."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from dashboards import organisation as one
from dashboards import organisations as many
from dashboards.organisation_frame import of_organisation
from dashboards.views.crumbs import trail
from interface import exports
from interface.exports import Column
from interface.forms.dates import Typed, parse_date
from partnerships.filters import OrganisationFilter
from partnerships.models import Organisation

EARLIEST, LATEST = 1800, 2100
COLUMNS = (
    Column("organisation", "Organisation", "The name of today", lambda row: row.name),
    Column(
        "also_called",
        "Also called",
        "Its abbreviation and its former names",
        lambda row: "; ".join(many.also_called(row)),
    ),
    Column("sector", "Sector", "What kind of body it is", lambda row: row.get_sector_display()),
    Column(
        "part_of",
        "Part of",
        "The body that this team belongs to",
        lambda row: row.parent.name if row.parent else None,
    ),
    Column(
        "pilots",
        "Pilots",
        "Number of pilots that it takes part in, of those that you can see",
        lambda row: row.pilot_count,
    ),
    Column("address", "Address", "Its page", lambda row: row.get_absolute_url()),
)


@login_not_required
def organisations(request: HttpRequest) -> HttpResponseBase:
    """All organisations, filtered and paged; as a file with ``?format=``."""
    if "format" in request.GET:
        chosen = OrganisationFilter(request.GET, many.listed(request.user))
        chosen.reader = request.user
        file = exports.respond(request, chosen, COLUMNS, many.SORTS, "organisations")
        if file is not None:
            return file
    context = {
        "list": many.build(request.user, request.GET),
        "crumbs": trail(request, ("Organisations", "")),
    }
    return render(request, "dashboards/organisations.html", context)


def day_asked(request: HttpRequest) -> tuple[dt.date | None, str]:
    """The day of ``?on=``, or what is wrong with it."""
    text = request.GET.get("on", "").replace("\x00", "").strip()
    if not text:
        return None, ""
    try:
        return parse_date(Typed(day=text), earliest=EARLIEST, latest=LATEST)[0], ""
    except ValidationError as problem:
        return None, " ".join(problem.messages)


@login_not_required
@of_organisation
def organisation(request: HttpRequest, record: Organisation) -> HttpResponse:
    """One organisation; with ``?on=`` also what it was called on that day."""
    on, problem = day_asked(request)
    context = {
        "page": one.build(request.user, record, on),
        "on": request.GET.get("on", ""),
        "problem": problem,
        "organisation": record,
        "example": record.is_example,
        "crumbs": trail(request, ("Organisations", reverse("organisations")), (record.name, "")),
    }
    return render(request, "dashboards/organisation.html", context)
