"""Definitions that several pilots count by: the list, their history, writing one."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.text import Truncator

from interface.cells import called, linked
from interface.columns import Column
from interface.forms import suggestions
from interface.pages import Empty, PageAction
from interface.parts import Theme
from pilots.models import SharedDefinition
from pilots.shared_definition.actions import write_definition
from pilots.shared_definition.filters import COLUMNS, SORTS, DefinitionFilter, with_use
from pilots.shared_definition.forms import SharedDefinitionForm
from pilots.shared_definition.permissions import can_add_definition, can_write_definition
from registry.kind_by_itself import KindByItself

OFFERED = 8
LONGEST = 100


def _called(shared: SharedDefinition) -> Any:
    words = Truncator(shared.definition).words(12, truncate=" …")
    return linked(shared.name, shared.get_absolute_url(), words)


def _kept_by(shared: SharedDefinition) -> Any:
    return called(shared.owner)


def _used_by(shared: SharedDefinition) -> Any:
    if not shared.pilots:
        return "None that you can see"
    return str(shared.pilots)


@login_not_required
def shared_definition_suggest(request: HttpRequest) -> JsonResponse:
    """Definitions that hold what was typed."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    rows = SharedDefinition.objects.visible_to(request.user).found_by(typed)
    return suggestions(rows[:OFFERED], describe=lambda shared: f"in {shared.unit}")


class SharedDefinitions(KindByItself):
    """All of them, and how many pilots that the reader sees count by each."""

    api = True
    model, form, form_takes_user = SharedDefinition, SharedDefinitionForm, True
    key, path, noun = "shared_definition", "indicators", "shared definition"
    named_by, address = "slug", "<slug:slug>"
    title, filters, sorts, public = "Shared definitions", DefinitionFilter, SORTS, True
    may_add, may_edit = can_add_definition, can_write_definition
    add_message, edit_message = "Definition saved.", "Definition saved."
    draft_words = ("A shared definition", "Changes to a definition")
    without = ("Page", "TakeBack")  # its page is that of its total (pilots/total)
    columns = (
        *COLUMNS,
        Column("called", "Definition", cell=_called, head=True, sort="name"),
        Column("counted_in", "Unit", cell=attrgetter("unit")),
        Column("kept_by", "Looked after by", cell=_kept_by),
        Column("current", "Version", cell=attrgetter("edition")),
        Column("used_by", "Pilots that use it", cell=_used_by),
    )
    empty = Empty(
        "No shared definition is written yet.", "Programme leads and administrators write them."
    )
    menu = {
        "says": "A figure that several pilots should count in the same way",
        "theme": Theme.PILOTS,
        "order": 130,
        "words": "indicator figure new",
    }

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).listed()

    @staticmethod
    def write(by: Any, form: SharedDefinitionForm) -> SharedDefinition:
        topics, is_new = form.cleaned_data["topics"], form.is_new_edition
        return write_definition(shared=form.instance, by=by, topics=topics, new_edition=is_new)

    class List(KindByItself.List):
        template_name, noun = "pilots/shared_definition/list.html", "definition"
        file = "shared-definitions"
        lead = (
            "What a figure means, defined once. Figures from several pilots are added up only if "
            "they count exactly the same thing."
        )

        def complete(self, rows: Iterable[SharedDefinition]) -> Iterable[SharedDefinition]:
            return with_use(self.request.user, rows)

        def add(self) -> PageAction | None:
            action = super().add()
            return PageAction("Add a definition", action.url) if action else None

    class Add(KindByItself.Add):
        lead = "Everybody can read it. Pilots choose it when they add a figure."
        page_title = "Add"

    class History(KindByItself.History):
        """Every change of a definition: its words, its versions and why."""

        public = True
