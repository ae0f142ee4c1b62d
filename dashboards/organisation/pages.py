"""Organisations: the list, and a page for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from dashboards.organisation import joint_history
from dashboards.organisation import listing as many
from dashboards.organisation import record as one
from interface import exports, forms
from interface.crumbs import trail
from interface.exports import Column
from interface.forms.dates import Typed, parse_date
from partnerships.fields import organisation_field
from partnerships.filters import OrganisationFilter
from partnerships.form_page import FormPage, answer
from partnerships.models import Organisation
from partnerships.organisation.actions import save_organisation
from partnerships.organisation.forms import EditOrganisation
from partnerships.organisation.frame import of_organisation
from partnerships.permissions import can_edit_organisation
from records import drafts

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


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    found = Organisation.objects.visible_to(user).filter(slug=target).first()
    if found is None or not can_edit_organisation(user, found):
        return None
    return f"The page of {found.name}"


EDIT = drafts.register(
    "edit-organisation",
    title=_title,
    url=lambda target: reverse("organisation_edit", args=[target]),
)


class ChooseOther(forms.Form):
    """The body whose joint history is wanted."""

    body = organisation_field("Together with which body?")


@of_organisation
def edit(request: HttpRequest, record: Organisation) -> HttpResponse:
    """Change what is said of an organisation: its officers, administrators and connectors."""
    if not can_edit_organisation(request.user, record):
        raise PermissionDenied
    page = FormPage(
        kind=EDIT,
        target=record.slug,
        heading="Change the page of an organisation",
        lead=record.name,
        back=record.get_absolute_url(),
        crumbs=_crumbs(request, record, ("Change", "")),
        said="The page is changed.",
        context={"example": record.is_example},
    )
    return answer(
        request,
        page,
        EditOrganisation,
        lambda form: save_organisation(
            by=request.user, organisation=form.instance, said=form.cleaned_data
        ),
        instance=record,
    )


@login_not_required
@of_organisation
def together(request: HttpRequest, record: Organisation) -> HttpResponse:
    """Choose another body, or one of those with which it shares most."""
    form = ChooseOther(request.GET) if "body" in request.GET else ChooseOther()
    if form.is_bound and form.is_valid():
        other = form.cleaned_data["body"]
        if other.pk != record.pk:
            return redirect("organisations_together", record.slug, other.slug)
        form.add_error("body", "Name another body than this one")
    context = {
        "organisation": record,
        "example": record.is_example,
        "form": form,
        "often": joint_history.often_with(request.user, record),
        "crumbs": _crumbs(request, record, ("Together with", "")),
    }
    return render(request, "dashboards/organisation_together.html", context)


@login_not_required
@of_organisation
def joint(request: HttpRequest, record: Organisation, other: str) -> HttpResponse:
    """What two bodies did together, in order, as far as the reader may see it."""
    rows = Organisation.objects.visible_to(request.user).exclude(pk=record.pk)
    second = rows.filter(slug=other).first() or rows.filter(former_addresses__slug=other).first()
    if second is None:
        raise Http404("no such organisation")
    page = joint_history.build(request.user, record, second)
    above = ("Together with", reverse("organisation_together", args=[record.slug]))
    context = {
        "page": page,
        "example": record.is_example or second.is_example,
        "crumbs": _crumbs(request, record, above, (second.name, "")),
    }
    return render(request, "dashboards/joint_history.html", context)


def _crumbs(
    request: HttpRequest, record: Organisation, *below: tuple[str, str]
) -> list[tuple[str, str]]:
    above = [("Organisations", reverse("organisations")), (record.name, record.get_absolute_url())]
    return trail(request, *above, *below)
