"""A kind of record at a place, declared once: the place leads the addresses of its list and of the
form of a new one."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import Any, ClassVar

from access.history import HistoryPage
from interface.columns import Column, Type
from interface.pages import Page
from interface.parts import RecordMenuItem
from interface.words import capitalised
from partnerships.place.frame import AddAtPlace, AtPlace, EditAtPlace, ListAtPlace, drafts_of
from records import drafts
from registry.declared_kind import AddOfKind, EditOfKind, Kind, OfKind, said

NUMBER = Column(
    "number", "Number", "Its number in Placebook, which stays", attrgetter("pk"), type=Type.NUMBER
)


class OfKindAtPlace(OfKind, AtPlace):
    """Mixed into a page class: the list is the page above it."""

    @property
    def listed(self) -> tuple[str, str]:  # type: ignore[override]
        return (self.kind.title, self.kind.name_of("List"))


class KindAtPlace(Kind):
    """``may_edit`` asks the right at the place, also to add one."""

    menu_item = partial(RecordMenuItem, of="place")
    add_draft: ClassVar[drafts.Kind]
    routes = {
        "List": ("places/<slug:slug>/{kind.path}/", "place_{kind.path}"),
        "Add": ("places/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
        "Edit": ("{kind.path}/<int:pk>/edit/", "{kind.key}_edit"),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        cls.may_add = cls.may_edit
        words = cls.draft_words or capitalised(cls.one())
        cls.add_draft, edit_draft = drafts_of(cls.draft_key, words, cls.rows, cls.may_edit)
        return edit_draft

    class List(OfKindAtPlace, ListAtPlace, Page):
        """The list of a place; ``sorts`` are the orders of its file."""

        api, api_title, closed_because = said("api"), said("title"), said("closed_because")
        columns: ClassVar[Any] = said("columns")
        sorts: ClassVar[Any] = ()

    class Add(AddOfKind, OfKindAtPlace, AddAtPlace):
        """A new one."""

        place_permission, draft = said("may_edit"), said("add_draft")

    class Edit(EditOfKind, OfKindAtPlace, EditAtPlace):
        """One of them changed."""

        place_permission = said("may_edit")

    class History(OfKindAtPlace, HistoryPage):
        """Every change of one of them."""

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return [self.up, (str(self.record), "")]
