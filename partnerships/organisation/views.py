"""Adding a body, saying where it works and that it has ended; its history; taking it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.history import HistoryPage
from interface.paging import row_number
from partnerships.models import Organisation, OrganisationPlace, Place
from partnerships.organisation.actions import (
    PARTS,
    add_organisation,
    add_place,
    close,
    end_place,
)
from partnerships.organisation.add_forms import (
    AddOrganisation,
    AddOrganisationPlace,
    CloseOrganisation,
    EndOrganisationPlace,
)
from partnerships.organisation.frame import OfOrganisation
from partnerships.organisation.permissions import (
    can_add_organisations,
    can_edit_organisation,
    can_take_back,
)
from records import drafts
from records.form_views import AddPage, EditPage, TakeBackPage

PUBLIC = (
    "It will be in the public directory: everyone can read what you write here. Name the body, "
    "never a person."
)


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_add_organisations(user):
        return None
    name = " ".join(typed.get("name", "").split())[:100]
    return f"Organisation: {name}" if name else "A new organisation"


def _titled(words: str) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        record = Organisation.objects.visible_to(user).filter(slug=target).first()
        may = record is not None and can_edit_organisation(user, record)
        return f"{words} {record}" if may else None

    return title


def _of_link(user: Any, target: str) -> OrganisationPlace:
    rows = _links(user).filter(pk=row_number(target))
    link = get_object_or_404(rows)
    if not can_edit_organisation(user, link.organisation):
        raise Http404
    return link


def _links(user: Any) -> QuerySet[OrganisationPlace]:
    seen = Organisation.objects.visible_to(user)
    return OrganisationPlace.objects.filter(organisation__in=seen).select_related(
        "organisation", "place"
    )


ADD = drafts.register(
    "add-organisation", title=_title_of_new, url=lambda _: reverse("organisation_add")
)
CLOSE = drafts.register(
    "close-organisation",
    title=_titled("The end of"),
    url=lambda target: reverse("organisation_close", args=[target]),
)
PLACE = drafts.register(
    "organisation-place",
    title=_titled("A place of"),
    url=lambda target: reverse("organisation_place_add", args=[target]),
)
END_PLACE = drafts.register_one(
    "end-organisation-place", "A place that ends", "organisation_place_end", _of_link
)


class AddOrganisationPage(AddPage):
    """A new body; ``?parent=`` and ``?place=`` fill in what is known."""

    model, form, draft, permission = Organisation, AddOrganisation, ADD, can_add_organisations
    template_name = "records/lookalikes.html"
    title, lead, submit_label = "Add an organisation", PUBLIC, "Add the organisation"
    success_message = (
        "Organisation added. You can take it back within a week, while nothing depends on it."
    )
    form_takes_user = True

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Organisations", reverse("organisations"))]

    def arguments(self) -> dict[str, Any]:
        user, asked = self.request.user, self.request.GET
        initial = {
            "parent": Organisation.objects.visible_to(user).at_address(asked.get("parent", "")),
            "place": Place.objects.visible_to(user).at_address(asked.get("place", "")),
            "name": asked.get("name", "").replace("\x00", "")[:200],
        }
        if initial["parent"]:
            initial["sector"] = initial["parent"].sector
        return {**super().arguments(), "initial": initial}

    def save(self, form: AddOrganisation) -> Organisation:
        return add_organisation(
            by=self.request.user,
            organisation=form.instance,
            said=form.cleaned_data,
            check=form.ask_if_another,
        )


class BelowOrganisation(OfOrganisation):
    """A page below that of an organisation."""

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Organisations", reverse("organisations"))]


class CloseOrganisationPage(BelowOrganisation, EditPage):
    """It has ended; its page stays and says so."""

    form, draft, permission = CloseOrganisation, CLOSE, can_edit_organisation
    title, page_title, success_message = "Say that it has ended", "Say that it has ended", "Saved."

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """What becomes of the rest is said first."""
        super().setup(*args, **kwargs)
        self.lead = f"{self.record}. Its page stays, with all that it took part in."

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def save(self, form: CloseOrganisation) -> Organisation:
        after = form.successors
        return close(by=self.request.user, organisation=form.instance, after=after)


class AddPlacePage(BelowOrganisation, EditPage):
    """Another place at which it works."""

    form, draft, permission = AddOrganisationPlace, PLACE, can_edit_organisation
    title, page_title, success_message = "Add a place", "Add a place", "Place added."

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "body": self.record}

    def save(self, form: AddOrganisationPlace) -> Organisation:
        add_place(by=self.request.user, body=self.record, **form.cleaned_data)
        return self.record


def _may_end(user: Any, link: OrganisationPlace) -> bool:
    return can_edit_organisation(user, link.organisation)


class EndPlacePage(EditPage):
    """It works at a place no more."""

    model, form, draft, permission = OrganisationPlace, EndOrganisationPlace, END_PLACE, _may_end
    title, page_title, success_message = "It no longer works there", "A place that ends", "Saved."

    def get_queryset(self) -> QuerySet[OrganisationPlace]:
        return _links(self.request.user)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        body = self.record.organisation
        above = [("Organisations", reverse("organisations")), (str(body), self.cancel_url)]
        return [*above, (self.page_title, "")]

    @property
    def cancel_url(self) -> str:
        return str(self.record.organisation.get_absolute_url())

    def arguments(self) -> dict[str, Any]:
        return {}

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.organisation.is_example}

    def save(self, form: EndOrganisationPlace) -> str:
        end_place(link=self.record, on=form.cleaned_data["on"])
        return self.cancel_url


class OrganisationHistory(BelowOrganisation, HistoryPage):
    """Who changed what of the body: its names, numbers, places and what is said of it."""

    public = True


class TakeBackOrganisation(TakeBackPage, BelowOrganisation):
    """Take back a body that was added by mistake."""

    permission, noun, parts = can_take_back, "organisation", PARTS
