"""Agreements to share data that were published, for others to start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from barriers.barrier.loading import BARRIERS
from barriers.example_agreement.forms import AgreementForm
from barriers.example_agreement.permissions import can_keep_agreements
from barriers.models import ExampleAgreement
from interface.pages import Page
from partnerships.place.examples import of_the_country
from records import drafts
from records.form_views import AddPage, EditPage, FormPage

AGREEMENTS = ("Example agreements", "/data-requests/agreements/")
MOST = 200


def _keeps(user: Any, agreement: ExampleAgreement) -> bool:
    """Whoever keeps agreements keeps each."""
    return can_keep_agreements(user)


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_keep_agreements(user):
        return None
    return f"Example agreement: {typed.get('title', '').strip()}".rstrip(": ")


def _draft_url(target: str) -> str:
    if target:
        return reverse("example_agreement_edit", args=[target])
    return reverse("example_agreement_add")


class ExampleAgreements(Page):
    """What was published, with its source and the places where it was made."""

    public = True
    model = ExampleAgreement
    template_name = "barriers/example_agreement/list.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        agreements = of_the_country(self.get_queryset(), request.user).for_rows()[:MOST]
        may_add = can_keep_agreements(request.user)
        return self.render_page(agreements=list(agreements), may_add=may_add)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, AGREEMENTS]


class _AgreementForm(FormPage):
    """What adding an agreement and changing one share."""

    model, form = ExampleAgreement, AgreementForm
    draft = drafts.register("example-agreement", title=_draft_title, url=_draft_url)
    cancel_url = AGREEMENTS[1]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = "Everybody can read it: say only what its source says in public."

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, AGREEMENTS, (self.title, "")]

    def save(self, form: AgreementForm) -> str:
        super().save(form)
        form.instance.places.set(form.all_places)
        return AGREEMENTS[1]


class AddAgreement(_AgreementForm, AddPage):
    """Add one that was published."""

    permission = can_keep_agreements
    title = "Add an agreement"


class EditAgreement(_AgreementForm, EditPage):
    """Put right what is said of it."""

    permission = _keeps
    title = "Change an agreement"

    def get_queryset(self) -> QuerySet[ExampleAgreement]:
        return super().get_queryset().select_related("source")

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}
