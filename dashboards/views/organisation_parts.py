"""An organisation at addresses of its own: its edit form, and what it did together with another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dashboards import joint_history
from dashboards.organisation_frame import of_organisation
from dashboards.views.crumbs import trail
from interface import forms
from partnerships.actions.organisation_page import save_organisation
from partnerships.forms.fields import organisation_field
from partnerships.forms.organisations import EditOrganisation
from partnerships.models import Organisation
from partnerships.permissions import can_edit_organisation
from partnerships.views.form_page import FormPage, answer
from records import drafts


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
