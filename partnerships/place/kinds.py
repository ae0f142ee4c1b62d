"""A kind of record at a place, declared once: the place leads the addresses of its list and of the
form of a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from access.history import HistoryPage
from interface.articles import with_article
from interface.columns import Column, Type
from interface.pages import ListPage, Page, PageAction
from interface.paging import Sort
from interface.parts import RecordMenuItem
from interface.words import capitalised
from partnerships.place.frame import AddAtPlace, AtPlace, EditAtPlace, ListAtPlace, drafts_of
from partnerships.place.known_reach import know_reach_of
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


BY_NUMBER = (Sort("number", "pk", says=str),)


def with_ways(row: Any, said: Any = None) -> SafeString:
    """What a row is, with the ways to its form, for who may change it, and to its history."""
    ways = [(row.edit_url, "Change", row), (row.history_url, "History", row)]
    links = format_html_join(
        " · ", '<a href="{}">{}<span class="vh">: {}</span></a>', (way for way in ways if way[0])
    )
    return format_html('{} <span class="small noprint">{}</span>', said or row, links)


class KindInTable(KindAtPlace):
    """One whose list is a table with filters; each row leads to its form and its history.

    ``says`` stands below the heading. ``in_all`` counts what stands there, in sentences.
    """

    says: ClassVar[str] = ""
    filters: ClassVar[Any]
    empty: ClassVar[Any]
    is_counted_within: ClassVar[bool] = True
    routes = {
        **KindAtPlace.routes,
        "History": ("{kind.path}/<int:pk>/history/", "{kind.key}_history"),
    }

    @classmethod
    def in_all(cls, rows: Any) -> list[str]:  # noqa: ARG003 - those that count take them
        """What the rows of a place come to, each in a sentence."""
        return []

    @classmethod
    def with_ways(cls, user: Any, rows: Iterable[Any]) -> Iterator[Any]:
        """Rows that know the ways to their forms and histories; one query for all their places."""
        rows = list(rows)
        know_reach_of([row.place for row in rows], user)
        for row in rows:
            may = cls.may_edit(user, row.place)
            row.edit_url = reverse(cls.name_of("Edit"), args=[row.pk]) if may else ""
            row.history_url = reverse(cls.name_of("History"), args=[row.pk])
            yield row

    class List(KindAtPlace.List, ListPage):
        """Those of a place, and of places within it unless the kind says otherwise."""

        template_name = "partnerships/place/table.html"
        public, noun, lead = said("public"), said("noun"), said("says")
        filters, empty, sorts = said("filters"), said("empty"), BY_NUMBER

        @property
        def title(self) -> str:  # type: ignore[override]
            return f"{self.kind.title}, {with_article(self.place)}"

        @property
        def file(self) -> str:  # type: ignore[override]
            return f"{self.kind.path}-{self.place.slug}"

        def add(self) -> PageAction | None:
            may = self.kind.may_edit(self.request.user, self.place)
            at = reverse(self.kind.name_of("Add"), args=[self.place.slug])
            return PageAction(self.kind.add_title, at) if may else None

        def get_queryset(self) -> Any:
            rows: Any = super().get_queryset()
            if self.kind.is_counted_within:
                return rows.in_place(self.place)
            return rows.filter(place=self.place)

        def complete(self, rows: Iterable[Any]) -> Iterable[Any]:
            return self.kind.with_ways(self.request.user, rows)

        def get_context_data(self) -> dict[str, Any]:
            counted = {"in_all": self.kind.in_all(self.get_queryset())}
            return {**super().get_context_data(), **counted, "here": self.kind.name_of("List")}

    class History(KindAtPlace.History):
        public = said("public")
