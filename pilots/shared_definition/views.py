"""Definitions that several pilots count by: the list, their history, writing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.text import Truncator

from access.history import HistoryPage
from interface.cells import linked, not_known
from interface.forms import suggestions
from interface.pages import Column, Empty, ListPage, PageAction, RecordPage
from pilots.models import SharedDefinition
from pilots.shared_definition.actions import write_definition
from pilots.shared_definition.filters import COLUMNS, SORTS, DefinitionFilter, with_use
from pilots.shared_definition.forms import SharedDefinitionForm
from pilots.shared_definition.permissions import can_add_definition, can_write_definition
from records import drafts
from records.form_views import AddPage, EditPage, FormPage

OFFERED = 8
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


def _called(shared: SharedDefinition) -> Any:
    words = Truncator(shared.definition).words(24, truncate=" …")
    return linked(shared.name, shared.get_absolute_url(), words)


def _kept_by(shared: SharedDefinition) -> Any:
    owner = shared.owner
    return linked(str(owner), owner.get_absolute_url()) if owner else not_known(None)


def _used_by(shared: SharedDefinition) -> Any:
    if not shared.pilots:
        return "None that you can see"
    return linked(str(shared.pilots), f"{shared.get_absolute_url()}#used")


class SharedDefinitions(ListPage):
    """All of them, and how many pilots that the reader sees count by each."""

    public = True
    model, filters, sorts = SharedDefinition, DefinitionFilter, SORTS
    template_name = "pilots/shared_definition/list.html"
    columns = (
        *COLUMNS,
        Column("called", "Definition", cell=_called, head=True, sort="name"),
        Column("counted_in", "Unit", cell=attrgetter("unit")),
        Column("kept_by", "Looked after by", cell=_kept_by),
        Column("current", "Version", cell=attrgetter("edition")),
        Column("used_by", "Pilots that use it", cell=_used_by),
    )
    title, noun, file, size = "Shared definitions", "definition", "shared-definitions", 30
    lead = (
        "What a figure means, defined once. Figures from several pilots are added up only if they "
        "count exactly the same thing."
    )
    empty = Empty(
        "No shared definition is written yet.", "Programme leads and administrators write them."
    )

    def get_queryset(self) -> QuerySet[SharedDefinition]:
        return super().get_queryset().listed()

    def complete(self, rows: Iterable[SharedDefinition]) -> Iterable[SharedDefinition]:
        return with_use(self.request.user, rows)

    def add(self) -> PageAction | None:
        may = can_add_definition(self.request.user)
        return PageAction("Add a definition", reverse("shared_definition_add")) if may else None


class OneDefinition(RecordPage):
    """What every page about one definition loads, and the trail to it."""

    model = SharedDefinition
    key = "slug"
    page_title = ""

    def get_queryset(self) -> QuerySet[SharedDefinition]:
        return super().get_queryset().listed()

    def breadcrumbs(self) -> list[tuple[str, str]]:
        trail = [("Shared definitions", reverse("shared_definitions"))]
        if not self.page_title:
            return [*trail, (self.record.name, "")]
        return [*trail, (self.record.name, self.record.get_absolute_url()), (self.page_title, "")]

    def get_context_data(self) -> dict[str, Any]:
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
    form_takes_user = True

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

    model, permission = SharedDefinition, can_add_definition
    title = "Add a shared definition"
    lead = "Everybody can read it. Pilots choose it when they add a figure."
    success_message = "The definition is saved."

    @property
    def cancel_url(self) -> str:
        return reverse("shared_definitions")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Shared definitions", self.cancel_url), ("Add", "")]


class EditDefinition(_DefinitionForm, EditPage, OneDefinition):
    """Put its words right, or give it a new version."""

    permission = can_write_definition
    title, page_title = "Change a shared definition", "Change"
    success_message = "The definition is changed."

    @property
    def target(self) -> str:
        return str(self.record.slug)
