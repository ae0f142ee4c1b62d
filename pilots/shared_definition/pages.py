"""Definitions that several pilots count by: the list, their history, writing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse

from interface import exports, paging
from interface.forms import suggestions
from interface.pages import Page, RecordPage
from partnerships.history import HistoryPage
from pilots.models import SharedDefinition
from pilots.shared_definition import filters
from pilots.shared_definition.actions import write_definition
from pilots.shared_definition.forms import SharedDefinitionForm
from pilots.shared_definition.permissions import can_add_definition, can_write_definition
from records import drafts
from records.pages import AddPage, EditPage, FormPage

OFFERED = 8
PAGE = 30
LONGEST = 100


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "A shared definition" if can_add_definition(user) else None
    shared = SharedDefinition.objects.visible_to(user).filter(slug=target).first()
    may = shared is not None and can_write_definition(user, shared)
    return f"Changes to a definition: {shared}" if may else None


def _url(target: str) -> str:
    name = "shared_definition_edit" if target else "shared_definition_add"
    return reverse(name, args=[target] if target else [])


DEFINITION = drafts.register("shared-definition", title=_title, url=_url)


class SharedDefinitions(Page):
    """All of them, filtered and paged; as a file with ``?format=``."""

    public = True
    template_name = "pilots/shared_definition/list.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Shared definitions", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        chosen = filters.DefinitionFilter(request.GET, request=request)
        if file := exports.respond(
            request,
            chosen,
            filters.COLUMNS,
            filters.SORTS,
            "shared-definitions",
            expand=lambda some: filters.with_use(user, some),
        ):
            return file
        page = paging.page(chosen.qs, request.GET, filters.SORTS, size=PAGE)
        return self.shown(
            filter=chosen,
            page=page,
            definitions=list(filters.with_use(user, page.rows)),
            count=paging.bounded_count(chosen.qs).words("definition"),
            may_add=can_add_definition(user),
        )


class OneDefinition(RecordPage):
    """What every page about one definition loads, and the trail to it."""

    model = SharedDefinition
    key = "slug"
    here = ""

    def rows(self) -> QuerySet[SharedDefinition]:
        return super().rows().listed()

    def crumbs(self) -> list[tuple[str, str]]:
        trail = [("Shared definitions", reverse("shared_definitions"))]
        if not self.here:
            return [*trail, (self.record.name, "")]
        return [*trail, (self.record.name, self.record.get_absolute_url()), (self.here, "")]

    def context(self) -> dict[str, Any]:
        return {"example": self.record.is_example}


class DefinitionHistory(HistoryPage, OneDefinition):
    """Every change of a definition: its words, its versions and why."""

    public = True


@login_not_required
def shared_definition_suggest(request: HttpRequest) -> JsonResponse:
    """Definitions that hold what was typed."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    rows = SharedDefinition.objects.visible_to(request.user).found_by(typed)
    return suggestions(rows[:OFFERED], describe=lambda shared: f"in {shared.unit}")


class _DefinitionForm(FormPage):
    form, draft = SharedDefinitionForm, DEFINITION

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "user": self.request.user}

    def save(self, form: SharedDefinitionForm) -> SharedDefinition:
        form.instance.source = form.named_source(self.request.user)
        return write_definition(
            shared=form.instance,
            by=self.request.user,
            topics=form.cleaned_data["topics"],
            new_edition=form.is_new_edition,
        )


class AddDefinition(_DefinitionForm, AddPage):
    """Write one."""

    model, may = SharedDefinition, can_add_definition
    heading = "Add a shared definition"
    lead = "Everybody can read it. Pilots choose it when they add a figure."
    said = "The definition is saved."

    @property
    def back(self) -> str:
        return reverse("shared_definitions")

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Shared definitions", self.back), ("Add", "")]


class EditDefinition(_DefinitionForm, EditPage, OneDefinition):
    """Put its words right, or give it a new version."""

    may = can_write_definition
    heading, here = "Change a shared definition", "Change"
    said = "The definition is changed."

    @property
    def target(self) -> str:
        return str(self.record.slug)
