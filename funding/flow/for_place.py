"""The money of a place: totals by meaning, what ends soon, how much is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce
from django.urls import reverse

from access.kept import kept
from funding.flow.facts import MeaningRow, ends_in, rows_by_meaning
from funding.flow.sums import Totals, of_rows, statement
from funding.models import Flow, Fund
from interface.paging import BoundedCount, up_to
from partnerships.models import Place
from records.dates import DateWithPrecision, months_on
from records.statements import Given

SOON, LATER = 6, 12
ENDING = 4
COUNTED = 100
# More flows than this are not added up on the dashboard.
MOST_ON_DASHBOARD = 1_200
# What is said of a flow that ends; nothing else of it is read.
SAID = (
    *("description", "meaning", "amount_low", "amount_high", "amount_qualifier"),
    *("end", "end_precision", "end_follows"),
)


@dataclass(frozen=True, slots=True)
class Ending:
    """A flow that ends within a year."""

    flow: Any
    when: str
    how_soon: str
    is_soon: bool

    @property
    def name(self) -> str:
        """What ends."""
        flow = self.flow
        return flow.description or flow.fund_name or str(flow.amount)


@dataclass(frozen=True, slots=True)
class Money:
    """The flows for a place and those within, as far as the reader sees them.

    ``later`` is how many end within twelve months; ``ending`` are the first few of them.
    """

    totals: Totals
    rows: list[MeaningRow]
    ending: list[Ending]
    later: BoundedCount
    url: str
    list_url: str

    @property
    def later_url(self) -> str:
        """The list of those that end within twelve months."""
        return f"{self.list_url}&ending={LATER}"

    def __bool__(self) -> bool:
        return self.totals.too_many or self.totals.flows > 0


def flows_in(user: Any, place: Any) -> QuerySet[Flow]:
    """The flows for this place, or for one within it, that the reader sees; without payments."""
    return Flow.objects.visible_to(user).payments().in_place(place)


def money_of(user: Any, place: Place, today: dt.date) -> Money:
    """Totals by meaning and what ends within a year. Two queries."""
    summed = of_rows(_summed(user, place=place))
    ends = _ending_at(user, place=place, **year_from(today))
    later = up_to(ends[0].later if ends else 0, COUNTED)
    return Money(
        totals=summed,
        rows=rows_by_meaning(summed, always=Flow.FIRM),
        ending=endings(ends, today),
        later=later,
        url=reverse("place_funding", args=[place.slug]),
        list_url=f"{reverse('flows')}?place={place.slug}",
    )


@kept
def _summed(user: Any, *, place: Any) -> Any:
    visible = Flow.objects.visible_to(user)
    return statement(flows_in(user, place), visible, place=place, most=MOST_ON_DASHBOARD)


@kept
def _ending_at(user: Any, *, place: Any, today: Given, later: Given) -> Any:
    return ending_first(user, flows_in(user, place), today, later)[:ENDING]


def year_from(today: dt.date) -> dict[str, dt.date]:
    """What ``ending_first`` asks with: a day, and that twelve months on."""
    return {"today": today, "later": months_on(today, LATER)}


def ending_first(user: Any, seen: QuerySet[Flow], today: Any, later: Any) -> Any:
    """Those of these flows that are the first to end within a year, each with how many do; of very
    many the first ``COUNTED`` are counted. One query."""
    in_time = seen.filter(end__range=(today, later)).order_by("end", "id")
    fund = Fund.objects.visible_to(user).filter(pk=OuterRef("fund")).values("name")
    flows = Flow.objects.filter(pk__in=in_time.values("pk")[: COUNTED + 1]).annotate(
        later=Window(Count("*")),
        fund_name=Coalesce(Subquery(fund), Value("")),
    )
    return flows.only(*SAID).order_by("end", "id")


def endings(rows: list[Any], today: dt.date) -> list[Ending]:
    """These flows as a page tells of them."""
    soon = months_on(today, SOON)
    return [
        Ending(
            flow=flow,
            when=str(DateWithPrecision.of(flow, "end")),
            how_soon=ends_in(flow.end, today),
            is_soon=flow.end <= soon,
        )
        for flow in rows
    ]
