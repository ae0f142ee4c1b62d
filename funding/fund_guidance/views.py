"""Guidance on funds: the list, one piece of it, and saying that it was checked."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from access.history import HistoryPage
from funding.fund.part_views import (
    AddToFund,
    EditOfFund,
    OfFundPart,
    PartPage,
    TakeBackOfFund,
    part_draft,
)
from funding.fund.permissions import can_edit_part
from funding.fund_guidance.actions import check_guidance, save_guidance
from funding.fund_guidance.filters import GuidanceFilter
from funding.fund_guidance.forms import GuidanceForm
from funding.models import FundGuidance, FundGuidanceTopic
from funding.part_views import PartForm
from interface.cells import linked, not_known, small, status
from interface.pages import Column, Empty, ListPage, PageAction
from interface.paging import Sort
from interface.words import NOT_KNOWN, date_words

DRAFT = part_draft("fund_guidance", "Guidance on a fund", FundGuidance)
# Guidance on money that is of no one fund stands in the practice library
IN_GENERAL = "/practice/guidance/?kind=funding"


def checked_cell(guidance: FundGuidance) -> Any:
    """When it was last checked, and whether that is too long ago."""
    if guidance.checked_on is None:
        return not_known(None)
    late = status("More than a year ago", "some") if guidance.is_overdue else ""
    return format_html("{} {}", date_words(guidance.checked_on), late)


def _topics(guidance: FundGuidance) -> str:
    return ", ".join(str(link.topic) for link in guidance.topic_links.all())


COLUMNS = (
    Column.of(
        FundGuidance,
        "title",
        label="Guidance",
        cell=lambda row: linked(row.title, row.get_absolute_url(), row.publisher),
        head=True,
        sort="title",
    ),
    Column(
        *("fund", "Fund", "Which fund it is on", attrgetter("fund.name")),
        cell=lambda row: linked(row.fund.name, row.fund.get_absolute_url()),
    ),
    Column.of(FundGuidance, "edition", cell=lambda row: row.edition or NOT_KNOWN),
    Column.of(FundGuidance, "publisher"),
    Column.of(FundGuidance, "checked_on", cell=checked_cell),
    Column("topics", "Topics", "What it is about", _topics, cell=lambda r: small(_topics(r))),
    Column.of(FundGuidance, "about"),
    Column.of(FundGuidance, "url"),
)


class FundGuidanceList(ListPage):
    """Guidance on the funds that the reader may see."""

    public = True
    model, filters, columns = FundGuidance, GuidanceFilter, COLUMNS
    sorts = (Sort("title", "sort_key", says=str),)
    title, noun = "Guidance on funds", "piece of guidance,pieces of guidance"
    file = "fund-guidance"
    lead = (
        "What funds publish on how to apply, spend and report, and when somebody last checked it."
    )
    empty = Empty(
        "No guidance on a fund that you can see is recorded yet.",
        "Those who look after a fund add its guidance on the fund’s page.",
    )

    def get_queryset(self) -> QuerySet[FundGuidance]:
        rows: QuerySet[FundGuidance] = super().get_queryset().listed()
        return rows

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Money", reverse("flows"))]

    def get_actions(self) -> list[PageAction]:
        return [PageAction("Guidance on money in general", IN_GENERAL)]


class GuidancePage(PartPage):
    """One piece of guidance: which version, where, and when it was last checked."""

    model, part, history = FundGuidance, "fund_guidance", "fund_guidance_history"
    template_name = "funding/fund_guidance/record.html"
    texts = {"about": "What it is about"}

    def get_queryset(self) -> QuerySet[Any]:
        return (
            super()
            .get_queryset()
            .select_related("source", "checked_by")
            .prefetch_related("topic_links__topic")
        )

    def facts(self) -> list[dict[str, Any]]:
        guidance = self.record
        return [
            self.fund_fact,
            {"label": "Published by", "value": guidance.publisher or None},
            {"label": "Version", "value": guidance.edition or None},
            {"label": "Last checked", "value": self.checked()},
            {"label": "Topics", "value": _topics(guidance) or None},
            {"label": "Where it can be read", "value": guidance.url or None, "url": guidance.url},
        ]

    def checked(self) -> Any:
        """When and, to who is signed in, by whom."""
        guidance = self.record
        by = guidance.checked_by if self.request.user.is_authenticated else None
        if by is None:
            return checked_cell(guidance)
        return format_html("{} by {}", checked_cell(guidance), by.job_title or by.full_name)

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "may_keep": can_edit_part(self.request.user, self.record),
        }


class _GuidanceForm(PartForm):
    """What adding guidance and changing it share."""

    def save(self, form: GuidanceForm) -> FundGuidance:
        form.instance.source = form.named_source(self.request.user)
        return save_guidance(guidance=form.instance, topics=form.cleaned_data["topics"])


class AddGuidance(_GuidanceForm, AddToFund):
    """One more piece of guidance on a fund."""

    model, form, draft = FundGuidance, GuidanceForm, DRAFT
    title, success_message = "Add guidance", "The guidance is added."


class ChangeGuidance(_GuidanceForm, EditOfFund):
    """What is known of it, put right; another version has yet to be checked."""

    model, form, draft = FundGuidance, GuidanceForm, DRAFT
    title, success_message = "Change guidance", "The guidance is changed."


class CheckGuidance(OfFundPart):
    """One press that says: somebody looked today, and this version still stands."""

    model, permission = FundGuidance, can_edit_part
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        check_guidance(by=request.user, guidance=self.record)
        messages.success(request, "Checked today.")
        return redirect(self.record)


class TakeBackGuidance(TakeBackOfFund):
    """Take back guidance that was added by mistake."""

    model, noun, parts = FundGuidance, "guidance", ((FundGuidanceTopic, "guidance"),)


class GuidanceHistory(OfFundPart, HistoryPage):
    """Who changed what of it, and who checked it."""

    model, public = FundGuidance, True
