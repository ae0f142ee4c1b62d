"""Agreements to share data that were published, for others to start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from barriers.barrier.pages import BARRIERS
from barriers.data_request import permissions
from barriers.data_request.step_forms import AgreementForm
from barriers.models import ExampleAgreement
from interface.paging import LARGEST_ID
from partnerships.examples import of_the_country
from partnerships.form_page import FormPage, answer
from records import drafts

HERE = ("Example agreements", "/data-requests/agreements/")
MOST = 200


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.can_keep_agreements(user):
        return None
    return f"Example agreement: {typed.get('title', '').strip()}".rstrip(": ")


def _url(target: str) -> str:
    if target:
        return reverse("example_agreement_edit", args=[target])
    return reverse("example_agreement_add")


AGREEMENT = drafts.register("example-agreement", title=_title, url=_url)


@login_not_required
def example_agreements(request: HttpRequest) -> HttpResponse:
    """What was published, with its source and the places where it was made."""
    rows = of_the_country(ExampleAgreement.objects.visible_to(request.user), request.user)
    context = {
        "agreements": list(rows.for_rows()[:MOST]),
        "may_add": permissions.can_keep_agreements(request.user),
        "crumbs": [BARRIERS, HERE],
    }
    return render(request, "barriers/data_requests/agreements.html", context)


def example_agreement_add(request: HttpRequest) -> HttpResponse:
    """Add one that was published."""
    return _form(request, ExampleAgreement(created_by_id=request.user.pk), "Add an agreement")


def example_agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of it."""
    rows = ExampleAgreement.objects.visible_to(request.user).select_related("source")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _form(request, found, "Change an agreement")


def _form(request: HttpRequest, made: ExampleAgreement, heading: str) -> HttpResponse:
    if not permissions.can_keep_agreements(request.user):
        raise PermissionDenied
    shown = FormPage(
        kind=AGREEMENT,
        target=str(made.pk or ""),
        heading=heading,
        lead="Everybody can read it: say only what its source says in public.",
        back=HERE[1],
        crumbs=[BARRIERS, HERE, (heading, "")],
        context={"example": made.is_example},
    )

    def write(form: AgreementForm) -> str:
        form.instance.source = form.named_source(request.user)
        form.save()
        form.instance.places.set(form.all_places)
        return HERE[1]

    return answer(request, shown, AgreementForm, write, instance=made)
