"""A kind of record of a pilot, declared once: its list, its forms, its file in the programme's zip,
and the day by which one is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from access.permissions import wrote
from interface import exports
from interface.pages import Page
from interface.paging import Sort
from interface.parts import RecordMenuItem, everyone_of, signed_in_of
from interface.words import capitalised
from pilots.due import Due
from pilots.pilot import loading
from pilots.pilot.page import AddToPilot, EditOfPilot, OfPilot, TakeBackOfPilot
from pilots.pilot.permissions import can_log_progress
from records import drafts
from records.taking_back import is_just_added
from registry import programme_files
from registry.declared_kind import AddOfKind, EditOfKind, Kind, OfKind, said
from registry.programme_files import ProgrammeFile, Scope

MOST = 200
BY_NUMBER = (Sort("id", "pk"),)


def edit_link(row: Any, words: str = "Change") -> SafeString:
    """The ways to the form and to taking it back, at the end of a cell of the list of a pilot, for
    who may."""
    ways = [(row.edit_url, words, row), (row.take_back_url, "Take back", row)]
    return format_html_join(
        "",
        ' <a class="small noprint" href="{}">{}<span class="vh">: {}</span></a>',
        (way for way in ways if way[0]),
    )


def _split(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    """Those that stand in the table of a list, and those that are over; all of a kind of which none
    is ever over."""
    if not rows or not hasattr(rows[0], "is_open"):
        return rows, []
    return [row for row in rows if row.is_open], [row for row in rows if not row.is_open]


class FormOfKindOfPilot(OfKind):
    """Mixed into the class of a form."""

    right, listed, anchor = said("may_add"), said("listed"), said("anchor")
    says_readers, about = said("says_readers"), said("about")

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "who_reads": self.kind.who_reads}  # type: ignore[misc]


class KindOfPilot(Kind):
    """``listed`` is where they stand, if in no list of their own; ``anchor`` on the pilot's page.

    Its list is a page of each pilot, called ``title`` or a shorter ``page_label``; ``tab`` is its
    place among the tabs, each of which counts something of ``counts_of`` (dashboards/pilot).

    ``unanswered`` are fields with a default of which a new one has none. The list draws those that
    are open by their ``columns``, below a ``caption``, and the others (not ``is_open``) in a line
    (``closed``); ``who_reads`` is said above. ``file`` says what a row of its file in the zip is,
    of the columns that the list's file has.
    """

    may_add = may_edit = can_log_progress
    menu_item = partial(RecordMenuItem, of="pilot")
    listed: ClassVar[tuple[str, str] | None] = None
    anchor: ClassVar[str] = ""
    about: ClassVar[str] = ""
    says: ClassVar[str] = ""
    tab: ClassVar[int] = 0
    page_label: ClassVar[str] = ""
    within: ClassVar[str] = ""
    says_readers: ClassVar[bool] = True
    unanswered: ClassVar[Sequence[str]] = ()
    who_reads: ClassVar[str] = ""
    none: ClassVar[str] = "None is recorded."
    caption: ClassVar[str] = "Open"
    file: ClassVar[str] = ""
    zip_order: ClassVar[int] = 0
    due: ClassVar[Due | None] = None
    routes = {
        "List": ("pilots/<slug:slug>/{kind.path}/", "pilot_{kind.path}"),
        "Add": ("pilots/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
        "Edit": ("pilots/<slug:slug>/{kind.path}/<int:pk>/edit/", "{kind.key}_edit"),
        "TakeBack": ("pilots/<slug:slug>/{kind.path}/<int:pk>/take-back/", "{kind.key}_take_back"),
    }
    without: ClassVar[Sequence[str]] = ("TakeBack",)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        plain = cls.columns and "List" in cls.made() and cls.List.get is KindOfPilot.List.get
        if plain and not any(column.cell for column in cls.columns):
            raise TypeError(f"{cls.__qualname__} shows no column in its list: give one a cell")
        super().__init_subclass__(**kwargs)

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        if "List" in cls.made():
            cls.listed = cls.listed or (cls.name_of("List"), cls.page_label or cls.title)
        pages, words = (
            (f"{cls.key}_add", f"{cls.key}_edit"),
            cls.draft_words or capitalised(cls.noun),
        )
        return loading.draft(cls.draft_key, words, *pages, may=cls.may_add)

    @staticmethod
    def counts(counted: Any) -> str:  # noqa: ARG004 - those that count some take it
        """How many there are, of what the page of its pilot counted; empty where it counts none."""
        return ""

    @classmethod
    def page_item(cls) -> RecordMenuItem:
        """Its list among the pages of a pilot."""
        return RecordMenuItem(
            page=cls.name_of("List"),
            label=cls.page_label or cls.title,
            says=cls.says,
            of="pilot",
            order=100 + cls.order,
            tab=cls.tab,
            permission=everyone_of if cls.public else signed_in_of,
            counts=cls.counts,
            within=cls.within,
        )

    @classmethod
    def registrations(cls) -> tuple[Any, ...]:
        made = list(super().registrations())
        if "List" in cls.made():
            made.append(cls.page_item())
        if cls.file:
            number = programme_files.text(cls.key, "Its number; it stays the same", "pk")
            written = (column for column in cls.columns if column.in_file)
            columns = (number, programme_files.pilot(), *written)
            name = f"{cls.key}s"
            made.append(ProgrammeFile(name, cls.file, cls.in_zip, columns, order=cls.zip_order))
        return (*made, *(cls.due.registrations(cls) if cls.due else ()))

    @classmethod
    def in_zip(cls, scope: Scope) -> QuerySet[Any]:
        """The rows of its file in a programme's zip."""
        return cls.rows(scope.user).filter(pilot__in=scope.ids).select_related("pilot")

    @classmethod
    def may_take_back(cls, user: Any, record: Any) -> bool:
        """Whether somebody may take back one that was added of late."""
        if "TakeBack" not in cls.made() or not is_just_added(record):
            return False
        return bool(cls.TakeBack.permission(user, record))

    @staticmethod
    def closed(record: Any) -> Any:
        """One that is no longer open, in a line."""
        return str(record)

    class List(OfKind, OfPilot, Page):
        """Those that are open in a table, the others below; as a file as well."""

        template_name = "pilots/kind/list.html"
        page_title, public = said("title"), said("public")
        api, api_title, closed_because = said("api"), said("title"), said("closed_because")
        columns, sorts = said("columns"), BY_NUMBER
        is_tab = said("tab")

        def get_queryset(self) -> QuerySet[Any]:
            return super().get_queryset().filter(pilot=self.pilot)

        def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
            kind: Any = self.kind
            rows, name = self.get_queryset(), f"{kind.path}-{self.pilot.slug}"
            columns = [column for column in kind.columns if column.in_file]
            if file := exports.respond(request, rows.order_by(), columns, self.sorts, name):
                return file
            may, found = kind.may_add(request.user, self.pilot), list(rows[:MOST])
            for row in found:
                args, row.pilot = [self.pilot.slug, row.pk], self.pilot
                row.edit_url = reverse(kind.name_of("Edit"), args=args) if may else ""
                row.take_back_url = ""
                if kind.may_take_back(request.user, row):
                    row.take_back_url = reverse(kind.name_of("TakeBack"), args=args)
            stand, over = _split(found)
            return self.render_page(
                declared=kind,
                tab=kind.name_of("List") if kind.tab else "",
                rows=stand,
                columns=kind.columns,
                closed=[(kind.closed(row), edit_link(row)) for row in over],
                add_url=reverse(kind.name_of("Add"), args=[self.pilot.slug]) if may else "",
            )

    class Add(FormOfKindOfPilot, AddOfKind, AddToPilot):
        """A new one."""

        def instance(self) -> Any:
            record = super().instance()
            for name in self.kind.unanswered:
                setattr(record, name, "")
            return record

    class Edit(FormOfKindOfPilot, EditOfKind, EditOfPilot):
        """One of them changed, or withdrawn where it can be."""

    class TakeBack(OfKind, TakeBackOfPilot):
        """One that was added by mistake, taken back by its author or whoever may change it."""

        noun, listed, instead = said("noun"), said("listed"), "Change it instead."

        @classmethod
        def permission(cls, user: Any, record: Any) -> bool:  # type: ignore[override]
            return wrote(user, record) or cls.kind.may_edit(user, record.pilot)

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return [(self.listed[1], self.listed_at)]

        @property
        def listed_at(self) -> str:
            return reverse(self.listed[0], args=[self.pilot.slug])
