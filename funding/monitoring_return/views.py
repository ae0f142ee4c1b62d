"""Returns: the list, and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html

from funding.models import MonitoringReturn
from funding.monitoring_return.figure_file import FIGURES, file_rows
from funding.monitoring_return.filling import Asked, fill, same_elsewhere
from funding.monitoring_return.filters import ReturnFilter
from funding.monitoring_return.permissions import can_keep_return
from interface import exports
from interface.cells import linked, small, status
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty, ListPage, PageAction, PlainPage, RecordPage
from interface.paging import Sort
from interface.words import NOT_KNOWN, date_words
from records.withdraw_views import MayBeWithdrawn

MONEY = ("Money", "/funding/")
RETURNS = ("Returns", "/funding/returns/")


def named(one: MonitoringReturn) -> Any:
    """What is asked, and by which fund."""
    return linked(one.duty.what, one.get_absolute_url(), one.duty.fund.name)


def stands(one: MonitoringReturn) -> Any:
    """How it stands, and why; that it is asked after the end of its money."""
    return status(one.state_words, one.shape) + small(one.because, one.after_words)


def hours_of(one: MonitoringReturn) -> Any:
    """What it took, or what it is expected to take; None where neither is known."""
    if one.took.known:
        return str(one.took)
    return f"{one.hours} expected" if one.hours.known else None


def _words(figure: Any) -> str:
    return str(figure) if figure.known else ""


COLUMNS = (
    NUMBER,
    Column(
        *("what", "What", "What must be reported", attrgetter("duty.what")),
        cell=named,
        head=True,
    ),
    Column("fund", "Fund", "Which fund asks", attrgetter("duty.fund.name")),
    Column(
        *("asked_by", "Asked by", "The bodies whose money it is"),
        lambda one: "; ".join(body.name for body in one.askers),
        blank="none",
    ),
    Column(
        *("sent_from", "Who must send it", "A body, a place or both", attrgetter("reporter")),
        cell=attrgetter("reporter_in_short"),
    ),
    Column("place", "Place", "The place it is for", lambda one: one.place and one.place.name),
    Column.of(MonitoringReturn, "period_start"),
    Column.of(MonitoringReturn, "period_end"),
    Column(
        *("due", "Due", "The day by which it must be sent", attrgetter("due")),
        cell=lambda one: format_html('<span class="nowrap">{}</span>', one.due_words or NOT_KNOWN),
        sort="due",
    ),
    Column(
        *("state", "Status", "Sent, late, still to be sent or not needed"),
        attrgetter("state_words"),
        cell=stands,
    ),
    Column.of(MonitoringReturn, "sent_on"),
    Column(
        *("hours", "Hours expected", "What it is expected to take, in words"),
        lambda one: _words(one.hours),
    ),
    Column("took", "Hours it took", "In words", lambda one: _words(one.took)),
    Column("hours_drawn", "Hours", cell=hours_of, number=True),
    Column.of(MonitoringReturn, "after_end"),
    Column.of(MonitoringReturn, "because"),
    ADDRESS,
)
DUE = Sort("due", "due_key", says=lambda one: f"due {one.due_words or NOT_KNOWN.lower()}")


class Returns(ListPage):
    """What is to be reported to those who give money, and what was."""

    api = True
    model, filters, columns = MonitoringReturn, ReturnFilter, COLUMNS
    sorts = (DUE,)
    orders = {"due": ("first due first", "last due first")}
    title, noun, most_counted = "Returns", "return", 1_000
    template_name = "funding/list.html"
    lead = "Who must report what and by when, how long it takes, and what was sent."
    empty = Empty(
        "No return that you can see is recorded yet.",
        "Those who look after a fund, or report to it, can add returns on the duty’s page.",
    )

    def get_queryset(self) -> QuerySet[MonitoringReturn]:
        rows: QuerySet[MonitoringReturn] = super().get_queryset().listed()
        return rows

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]

    def get_actions(self) -> Sequence[PageAction]:
        return [PageAction("What funds ask for", reverse("reporting_duties"))]


class OfReturn(RecordPage):
    """What every page about one return loads, and the trail to it."""

    model = MonitoringReturn

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        return rows.listed().select_related("duty__fund", "body", "place", "flow", "sent_by")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, RETURNS]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.duty.fund.is_example}


class KeptReturn(MayBeWithdrawn):
    """A withdrawn return leads who keeps it to where that is said; nobody else finds it."""

    keeper = can_keep_return

    @property
    def withdraw_url(self) -> str:
        return reverse("monitoring_return_withdraw", args=[self.record.pk])


class ReturnPage(OfReturn, KeptReturn, PlainPage):
    """One return: who must send it, by when, how it stands, and the figures that it asks for."""

    closed_because = (
        "it sets figures that are asked for beside figures that are known, with no number for a row"
    )
    template_name = "funding/monitoring_return/record.html"
    history = "monitoring_return_history"

    @cached_property
    def keeps(self) -> bool:
        """Whether this reader may say what became of it."""
        return can_keep_return(self.request.user, self.record)

    def title(self) -> str:
        return str(self.record.duty.what)

    @cached_property
    def asked(self) -> list[Asked]:
        """The figures that it asks for, with what the record has of each."""
        asked = fill(self.request.user, [self.record])
        same_elsewhere(self.request.user, self.record, asked)
        return asked

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if "format" in request.GET:
            rows = file_rows(self.asked)
            name, made_up = f"return-{self.record.pk}", self.record.duty.fund.is_example
            if file := exports.of_rows(request, rows, FIGURES, name, made_up=lambda _: made_up):
                return file
        return super().get(request, **kwargs)

    def get_context_data(self) -> dict[str, Any]:
        there = sum(row.is_there for row in self.asked)
        return {**super().get_context_data(), "asked": self.asked, "there": there}

    def facts(self) -> list[dict[str, Any]]:
        one = self.record
        duty, fund = one.duty, one.duty.fund
        owners = ", ".join(body.name for body in one.askers)
        facts = [
            {"label": "Who must send it", "value": one.reporter},
            {"label": "Asked by", "value": owners or None},
            {"label": "Fund", "value": fund.name, "url": fund.get_absolute_url()},
            {"label": "Under the duty", "value": duty.what, "url": duty.get_absolute_url()},
            {"label": "Due", "value": one.due_words or None},
            {"label": "About the time", "value": one.period or None},
            {"label": "Hours expected", "value": _words(one.hours) or None},
            {"label": "Its money ends", "value": str(one.money_end or "") or None},
        ]
        if one.flow:
            money = {"label": "Money", "value": str(one.flow), "url": one.flow.get_absolute_url()}
            facts.insert(4, money)
        if one.state == MonitoringReturn.State.SENT:
            by = one.sent_by
            facts += [
                {"label": "Sent", "value": date_words(one.sent_on) if one.sent_on else None},
                {"label": "Said by", "value": (by.job_title or by.full_name) if by else None},
                {"label": "Hours it took", "value": _words(one.took) or None},
            ]
        return facts

    def long_texts(self) -> list[tuple[str, str, str]]:
        one = self.record
        said = (
            ("because", "Why it is not needed", one.because),
            ("after_end", "Why it is due after the money ends", one.after_end),
            ("note", "What else to know", one.note),
        )
        return [passage for passage in said if passage[2]]

    def get_actions(self) -> Sequence[PageAction]:
        if not self.keeps:
            return ()
        pk = self.record.pk
        return [
            PageAction("Say what became of it", reverse("monitoring_return_state", args=[pk])),
            PageAction("Change", reverse("monitoring_return_edit", args=[pk])),
        ]
