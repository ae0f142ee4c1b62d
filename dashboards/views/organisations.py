"""Organisations: the list, and a page for each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dashboards import organisation as one
from dashboards import organisations as many
from dashboards.views.crumbs import trail
from interface import exports
from interface.exports import Column
from partnerships.filters import OrganisationFilter
from partnerships.models import Organisation

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


@login_not_required
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation."""
    rows = Organisation.objects.visible_to(request.user).select_related("parent", "succeeded_by")
    record = get_object_or_404(rows, slug=slug)
    context = {
        "page": one.build(request.user, record),
        "organisation": record,
        "example": record.is_example,
        "crumbs": trail(request, ("Organisations", reverse("organisations")), (record.name, "")),
    }
    return render(request, "dashboards/organisation.html", context)
