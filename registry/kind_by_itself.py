"""Kinds with a list of their own, declared once (``registry.declared_kind``): each of their records
has a page, or is read in the list alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse

from access.history import HistoryPage
from interface.pages import ListPage, PageAction, PlainPage, RecordPage
from interface.parts import MenuItem
from interface.words import capitalised
from records import drafts
from records.form_views import AddPage, EditPage, TakeBackPage
from records.taking_back import is_just_added
from registry.declared_kind import AddOfKind, EditOfKind, Kind, OfKind, said


class KindByItself(Kind):
    """A kind with a list of its own and a page for each.

    ``named_by`` says whether addresses name one by its number (``pk``) or its ``slug``.
    Drafts are called by the record, or by what is typed into ``draft_field``.
    """

    menu_item = MenuItem
    draft_field: ClassVar[str] = ""
    named_by: ClassVar[str] = "pk"
    address: ClassVar[str] = "<int:pk>"
    edit_message = "{noun} saved."
    filters: ClassVar[Any]
    sorts: ClassVar[Any]
    empty: ClassVar[Any]
    routes = {
        "List": ("{kind.path}/", "{kind.key}s"),
        "Add": ("{kind.path}/add/", "{kind.key}_add"),
        "Page": ("{kind.path}/{kind.address}/", "{kind.key}"),
        "Edit": ("{kind.path}/{kind.address}/edit/", "{kind.key}_edit"),
        "History": ("{kind.path}/{kind.address}/history/", "{kind.key}_history"),
        "TakeBack": ("{kind.path}/{kind.address}/take-back/", "{kind.key}_take_back"),
    }
    without: ClassVar[Sequence[str]] = ("TakeBack",)

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        if cls.draft_field:
            words = (cls.draft_words, cls.draft_field)
            return drafts.register_typed(cls.draft_key, *words, cls.may_add, address=cls.key)
        new, changed = cls.draft_words or (capitalised(cls.one()), f"Changes to {cls.one()}")
        return drafts.register_record(
            cls.draft_key,
            cls.model,
            new=new,
            changed=changed,
            may_add=cls.may_add,
            may_edit=cls.may_edit,
            address=cls.key,
            by=cls.named_by,
        )

    @classmethod
    def above(cls) -> list[tuple[str, str]]:
        """The list, as what stands above each in the trail."""
        return [(cls.title, reverse(cls.name_of("List")))]

    class List(OfKind, ListPage):
        """The list; who may add one is led to the form."""

        public, title, noun = said("public"), said("title"), said("noun")
        api, closed_because = said("api"), said("closed_because")
        filters, columns = said("filters"), said("columns")
        sorts, empty = said("sorts"), said("empty")

        def add(self) -> PageAction | None:
            may = self.kind.may_add(self.request.user)
            return (
                PageAction(self.kind.add_title, reverse(self.kind.name_of("Add"))) if may else None
            )

    class One(OfKind, RecordPage):
        """What every page about one of them loads, and the trail to it."""

        key = said("named_by")

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return self.kind.above()

        def get_context_data(self) -> dict[str, Any]:
            return {
                **super().get_context_data(),
                "example": getattr(self.record, "is_example", False),
            }

    class Page(PlainPage, One):
        """One of them; who may is led to change it, and to take back what was just added."""

        public = said("public")

        @property
        def history(self) -> str:  # type: ignore[override]
            return self.kind.name_of("History") if "History" in self.kind.made() else ""

        def get_actions(self) -> Sequence[PageAction]:
            kind, args = self.kind, [self.kwargs[self.key]]
            if not kind.may_edit(self.request.user, self.record):
                return []
            ways = [PageAction("Change", reverse(kind.name_of("Edit"), args=args))]
            if "TakeBack" in kind.made() and is_just_added(self.record):
                ways.append(PageAction("Take back", reverse(kind.name_of("TakeBack"), args=args)))
            return ways

    class Add(AddOfKind, AddPage):
        """A new one."""

        permission, page_title = said("may_add"), ""

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return self.kind.above()

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return [*self.parent_breadcrumbs(), (self.page_title or self.title, "")]

    class Edit(EditOfKind, EditPage, One):
        """One of them changed; the second of two editors sees both versions."""

        permission, page_title = said("may_edit"), "Change"

        @property
        def target(self) -> str:
            return str(self.kwargs[self.key])

    class History(HistoryPage, One):
        """Every change of one of them."""

    class TakeBack(TakeBackPage, One):
        """Take back one that was added by mistake."""

        permission, noun = said("may_edit"), said("noun")


class KindInList(KindByItself):
    """A kind that is read in its list alone: one has no page of its own."""

    without = ("Page", "History", "TakeBack")

    class Add(KindByItself.Add):
        def save(self, form: Any) -> str:
            super().save(form)
            return self.cancel_url

    class Edit(KindByItself.Edit):
        @property
        def cancel_url(self) -> str:
            return self.parent_breadcrumbs()[-1][1]

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return [*self.parent_breadcrumbs(), (self.title, "")]

        def save(self, form: Any) -> str:
            super().save(form)
            return self.cancel_url
