"""The practice library as people read it: all kinds, one kind, one step."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from barriers.barrier.loading import BARRIERS
from barriers.models import Category, Practice
from barriers.practice import page_data, use
from barriers.practice.columns import STEPS
from barriers.practice.permissions import can_keep_library, can_keep_steps
from interface import exports
from interface.pages import Page, RecordPage
from interface.words import date_words

# First in the trail of every page of the library
LIBRARY = ("Practice library", "/practice/")


class Library(Page):
    """All kinds of barrier with their steps; the steps as a file with ``?format=``."""

    closed_because = "to come: a step stands under several kinds, and its rows have no number yet"
    public = True
    template_name = "barriers/practice/library.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if "format" in request.GET:
            steps = use.with_opened(Practice.objects.select_related("category", "source"))
            if file := exports.of_rows(request, steps, STEPS, "practice-steps", made_up=None):
                return file
        kinds = page_data.kinds(request.user)
        may_add = can_keep_steps(request.user)
        return self.render_page(kinds=kinds, may_add=may_add)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, (LIBRARY[0], "")]


class PartnershipPage(Page):
    """What the sources say of working in partnership, apart from any barrier."""

    public = True
    template_name = "barriers/practice/partnership.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.render_page()

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, ("Working in partnership", "")]


class KindPage(RecordPage):
    """One kind: steps, guidance, examples, and what is often believed."""

    public = True
    template_name = "barriers/practice/kind.html"
    model, key = Category, "key"

    def get_queryset(self) -> QuerySet[Category]:
        return super().get_queryset().select_related("source")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY]

    def get_context_data(self) -> dict[str, Any]:
        return {
            "page": page_data.on_kind(self.record, self.request.user),
            "origin": use.origin_of(self.request, ""),
            "may_keep": can_keep_library(self.request.user),
        }


class EntryPage(RecordPage):
    """A page of the library of which is counted how often it was opened, and never by whom."""

    public = True

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        page = super().get(request, **kwargs)
        use.count(request, self.record)
        return page

    def get_context_data(self) -> dict[str, Any]:
        signed_in = self.request.user.is_authenticated
        return {
            **super().get_context_data(),
            "opened": use.opened(self.record) if signed_in else None,
        }


class StepPage(EntryPage):
    """One step: whose it is, what in Placebook does it, guidance and examples of it."""

    template_name = "barriers/practice/step.html"
    model, key = Practice, "code"

    def get_queryset(self) -> QuerySet[Practice]:
        return super().get_queryset().select_related("category", "source")

    @property
    def called(self) -> str:
        return f"Step {self.record.code}"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        kind = self.record.category
        return [*super().parent_breadcrumbs(), (kind.name, f"/practice/kinds/{kind.key}/")]

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "page": page_data.of_step(self.record, self.request.user),
            "may_keep": can_keep_steps(self.request.user),
            "ended": f"No longer recommended since {date_words(self.record.ended_on)}."
            if self.record.ended_on
            else "",
        }
