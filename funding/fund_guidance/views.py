"""Guidance on funds: the list, one piece of it, and saying that it was checked."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html

from funding.fund.part_views import KindOfFund, OfFundPart
from funding.fund.permissions import can_edit_part
from funding.fund_guidance.actions import check_guidance, save_guidance
from funding.fund_guidance.filters import GuidanceFilter
from funding.fund_guidance.forms import GuidanceForm
from funding.models import FundGuidance, FundGuidanceTopic
from interface.cells import linked, not_known, small, status
from interface.columns import Column
from interface.pages import Empty, PageAction
from interface.paging import Sort
from interface.words import NOT_KNOWN, date_words

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
        cell=attrgetter("fund.name"),
    ),
    Column.of(FundGuidance, "edition", cell=lambda row: row.edition or NOT_KNOWN),
    Column.of(FundGuidance, "publisher"),
    Column.of(FundGuidance, "checked_on", cell=checked_cell),
    Column("topics", "Topics", "What it is about", _topics, cell=lambda r: small(_topics(r))),
    Column.of(FundGuidance, "about"),
    Column.of(FundGuidance, "url"),
)


class FundGuidances(KindOfFund):
    """Guidance on the funds that the reader may see."""

    api = True
    model, form, key, path = FundGuidance, GuidanceForm, "fund_guidance", "guidance"
    noun, title, list_name = "guidance", "Guidance on funds", "fund_guidance_list"
    add_title, edit_title = "Add guidance", "Change guidance"
    draft_words, public = "Guidance on a fund", True
    filters, columns, sorts = GuidanceFilter, COLUMNS, (Sort("title", "sort_key", says=str),)
    empty = Empty(
        "No guidance on a fund that you can see is recorded yet.",
        "Those who look after a fund can add its guidance on the fund’s page.",
    )
    routes = {
        **KindOfFund.routes,
        "Check": ("funding/guidance/<int:pk>/check/", "fund_guidance_check"),
    }

    @staticmethod
    def write(by: Any, form: GuidanceForm) -> FundGuidance:  # noqa: ARG004
        return save_guidance(guidance=form.instance, topics=form.cleaned_data["topics"])

    class List(KindOfFund.List):
        noun, file = "piece of guidance,pieces of guidance", "fund-guidance"
        lead = (
            "What funds publish on how to apply, spend and report, and when somebody last checked "
            "it."
        )

        def get_actions(self) -> list[PageAction]:
            return [PageAction("Guidance on money in general", IN_GENERAL)]

    class Page(KindOfFund.Page):
        """One piece of guidance: which version, where, and when it was last checked."""

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
            guidance, url = self.record, self.record.url
            return [
                self.fund_fact,
                {"label": "Published by", "value": guidance.publisher or None},
                {"label": "Version", "value": guidance.edition or None},
                {"label": "Last checked", "value": self._checked()},
                {"label": "Topics", "value": _topics(guidance) or None},
                {"label": "Where it can be read", "value": url or None, "url": url},
            ]

        def _checked(self) -> Any:
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

    class Check(OfFundPart):
        """One press that says: somebody looked today, and this version still stands."""

        permission = can_edit_part
        http_method_names = ("post",)

        def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            check_guidance(by=request.user, guidance=self.record)
            messages.success(request, "Checked today.")
            return redirect(self.record)

    class TakeBack(KindOfFund.TakeBack):
        parts = ((FundGuidanceTopic, "guidance"),)
