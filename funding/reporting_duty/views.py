"""What funds ask their recipients to report: the list, and one duty."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from funding.fund.part_views import KindOfFund
from funding.fund.permissions import can_edit_part
from funding.models import DutyFigure, ReportingDuty
from funding.permissions import reports_anything
from funding.reporting_duty.filters import DutyFilter
from funding.reporting_duty.forms import DutyForm
from interface.cells import linked, status
from interface.columns import Column, Type
from interface.pages import Empty, PageAction
from interface.paging import Sort
from interface.words import NOT_KNOWN, capitalised, date_words
from records.dates import DateWithPrecision, known_day
from records.switches import is_used

FIGURES = 100


def of_words(duty: ReportingDuty) -> str:
    """Of whom it is asked: "Some recipients: councils"; empty where that is not known."""
    known = duty.of != ReportingDuty.Of.NOT_KNOWN
    return ": ".join(filter(None, [capitalised(duty.get_of_display()) * known, duty.of_said]))


def often_words(duty: ReportingDuty) -> str:
    """How often; empty where that is not known."""
    known = duty.often != ReportingDuty.Often.NOT_KNOWN
    return capitalised(duty.get_often_display()) * known


def next_words(duty: ReportingDuty) -> Any:
    """When the next one is due, or that it is no longer asked; empty where that is not known."""
    if duty.has_ended:
        return status("No longer asked for", "done")
    return str(duty.next_due or "")


COLUMNS = (
    Column.of(
        ReportingDuty,
        "what",
        cell=lambda duty: linked(duty.what, duty.get_absolute_url()),
        head=True,
        sort="what",
    ),
    Column(
        *("fund", "Fund", "Which fund asks", attrgetter("fund.name")),
        cell=attrgetter("fund.name"),
    ),
    Column.of(ReportingDuty, "of", cell=lambda duty: of_words(duty) or NOT_KNOWN),
    Column.of(ReportingDuty, "of_said"),
    Column.of(ReportingDuty, "often", cell=lambda duty: often_words(duty) or NOT_KNOWN),
    Column(
        *("next_due", "Next due", "Counted from the first day, where that is known"),
        attrgetter("next_due"),
        cell=lambda duty: next_words(duty) or NOT_KNOWN,
        type=Type.REDUCED_DATE,
    ),
    known_day("first_due", "First due", "As far as known"),
    known_day("last_due", "Last due", "As far as known"),
    Column(
        *("hours", "Hours", "What one return takes", lambda duty: str(duty.hours)),
        cell=attrgetter("hours"),
        number=True,
        type=Type.TEXT,
    ),
    Column.of(ReportingDuty, "where_to"),
    Column.of(ReportingDuty, "link"),
    Column.of(ReportingDuty, "about"),
    Column.of(ReportingDuty, "ended"),
    Column.of(ReportingDuty, "ended_because"),
)


class Duties(KindOfFund):
    """What every fund that the reader sees asks to be reported."""

    api = True
    model, form, key, path = ReportingDuty, DutyForm, "reporting_duty", "duties"
    noun, title, list_name = "reporting duty", "Reporting duties", "reporting_duties"
    draft_words, public = "Reporting duty of a fund", True
    filters, columns, sorts = DutyFilter, COLUMNS, (Sort("what", "sort_key", says=str),)
    empty = Empty(
        "No reporting duty that you can see is recorded yet.",
        "Those who look after a fund can add its reporting duties on the fund’s page.",
    )

    class List(KindOfFund.List):
        noun = "reporting duty,reporting duties"
        lead = (
            "What funds ask their recipients to report: how often, by when, and how long it takes."
        )

    class Page(KindOfFund.Page):
        template_name = "funding/reporting_duty/record.html"
        texts = {"about": ""}

        def get_queryset(self) -> QuerySet[Any]:
            return super().get_queryset().select_related("source")

        def lead(self) -> str:
            duty = self.record
            if duty.ended is None:
                return ""
            return f"No longer asked for from {date_words(duty.ended)}: {duty.ended_because}"

        def facts(self) -> list[dict[str, Any]]:
            duty = self.record
            return [
                self.fund_fact,
                {"label": "Asked of", "value": of_words(duty) or None},
                {"label": "How often", "value": often_words(duty) or None},
                {"label": "Next due", "value": str(duty.next_due or "") or None},
                {"label": "First due", "value": DateWithPrecision.of(duty, "first_due")},
                {"label": "Last due", "value": DateWithPrecision.of(duty, "last_due")},
                {"label": "Hours for each", "value": str(duty.hours) if duty.hours.known else None},
                {"label": "Where it is sent", "value": duty.where_to or None},
                {"label": "Its form or web page", "value": duty.link or None, "url": duty.link},
            ]

        def get_actions(self) -> Sequence[PageAction]:
            duty, user = self.record, self.request.user
            ways = list(super().get_actions())
            if can_edit_part(user, duty) and is_used("returns"):
                url = reverse("monitoring_returns_make", args=[duty.pk])
                ways.insert(0, PageAction("Make its returns", url))
            return ways

        def get_context_data(self) -> dict[str, Any]:
            """With the figures that it asks for, and where its returns are listed."""
            duty, user = self.record, self.request.user
            asked = urlencode({"fund": duty.fund.slug, "duty": duty.pk})
            may_list = user.is_authenticated and is_used("returns")
            return {
                **super().get_context_data(),
                "figures": list(duty.figures.select_related("shared")[:FIGURES]),
                "may_edit": can_edit_part(user, duty),
                "returns_url": f"{reverse('monitoring_returns')}?{asked}" if may_list else "",
                "may_report": reports_anything(user),
            }

    class TakeBack(KindOfFund.TakeBack):
        parts = ((DutyFigure, "duty"),)

    class History(KindOfFund.History):
        """Who changed what of a duty and of the figures that it asks for."""
