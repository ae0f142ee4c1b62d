"""Agreements to share data that were published, for others to start from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from barriers.barrier.loading import BARRIERS
from barriers.example_agreement.forms import AgreementForm
from barriers.example_agreement.permissions import can_keep_agreements
from barriers.models import ExampleAgreement
from interface.pages import Page
from interface.parts import Theme
from partnerships.place.examples import of_the_country
from registry.declared_kind import OfKind
from registry.kind_by_itself import KindInList

MOST = 200
IS_PUBLIC = "Everybody can read it: say only what its source says in public."


class Agreements(KindInList):
    """What was published, with its source and the places where it was made."""

    model, form, key = ExampleAgreement, AgreementForm, "example_agreement"
    title, noun, path = "Example agreements", "agreement", "data-requests/agreements"
    may_add = may_edit = can_keep_agreements
    add_message = edit_message = "Saved."
    draft_words, draft_field, with_rows = "Example agreement", "title", ("source",)
    menu = {
        "label": "Add an example agreement",
        "says": "An agreement that others can start from",
        "theme": Theme.BARRIERS,
        "order": 140,
        "words": "data sharing template new",
    }

    @classmethod
    def above(cls) -> list[tuple[str, str]]:
        return [BARRIERS, *super().above()]

    @staticmethod
    def write(by: Any, form: AgreementForm) -> None:  # noqa: ARG004
        form.save()
        form.instance.places.set(form.all_places)

    class List(OfKind, Page):
        public, template_name = True, "barriers/example_agreement/list.html"

        def get(self, request: HttpRequest) -> HttpResponseBase:
            agreements = of_the_country(self.get_queryset(), request.user).for_rows()[:MOST]
            may_add = can_keep_agreements(request.user)
            return self.render_page(agreements=list(agreements), may_add=may_add)

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return self.kind.above()

    class Add(KindInList.Add):
        lead = IS_PUBLIC

    class Edit(KindInList.Edit):
        lead = IS_PUBLIC
