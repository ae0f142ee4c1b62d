"""The money of a place: totals by meaning, what ends soon, how much is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.urls import reverse

from funding.filters import months_on
from funding.models import Flow
from funding.rows import MeaningRow, ends_in, rows_by_meaning
from funding.summing import Totals, totals
from funding.totals import Total
from partnerships.models import Place
from records.dates import DateWithPrecision

SOON, LATER = 6, 12
ENDING = 4
COUNTED = 100
# More flows than this are not added up on the dashboard.
MOST = 1_200
ALWAYS = (Flow.Meaning.COMMITTED.value, Flow.Meaning.PAID.value)


@dataclass(frozen=True, slots=True)
class Ending:
    """A flow that ends within a year."""

    flow: Flow
    when: str
    how_soon: str
    is_soon: bool

    @property
    def name(self) -> str:
        """What ends."""
        flow = self.flow
        return flow.description or (flow.fund.name if flow.fund else "") or str(flow.amount)


@dataclass(frozen=True, slots=True)
class Money:
    """The flows for a place and those within, as far as the reader sees them.

    ``soon`` and ``later`` are how many end within six and within twelve months; ``ending`` are the
    first few of them.
    """

    totals: Totals
    rows: list[MeaningRow]
    ending: list[Ending]
    soon: int
    later: int
    url: str
    list_url: str

    @property
    def committed(self) -> Total:
        """What is promised."""
        return self.totals.of(Flow.Meaning.COMMITTED)

    @property
    def paid(self) -> Total:
        """What was handed over."""
        return self.totals.of(Flow.Meaning.PAID)

    @property
    def soon_url(self) -> str:
        """The list of those that end within six months."""
        return f"{self.list_url}&ending={SOON}"

    @property
    def later_url(self) -> str:
        """The list of those that end within twelve months."""
        return f"{self.list_url}&ending={LATER}"

    def __bool__(self) -> bool:
        return self.totals.too_many or self.totals.flows > 0


def flows_in(user: Any, place: Place) -> QuerySet[Flow]:
    """The flows for this place, or for one within it, that the reader sees."""
    return Flow.objects.visible_to(user).in_place(place)


def money_of(user: Any, place: Place, today: dt.date) -> Money:
    """Totals by meaning and what ends within a year. Three queries."""
    seen = flows_in(user, place)
    found = totals(seen, Flow.objects.visible_to(user), place=place, most=MOST)
    ending, soon, later = ending_of(user, seen, today)
    return Money(
        totals=found,
        rows=rows_by_meaning(found, always=ALWAYS),
        ending=ending,
        soon=soon,
        later=later,
        url=reverse("place_funding", args=[place.slug]),
        list_url=f"{reverse('flows')}?place={place.slug}",
    )


def ending_of(
    user: Any, seen: QuerySet[Flow], today: dt.date, shown: int = ENDING
) -> tuple[list[Ending], int, int]:
    """The first flows to end within a year, and how many end within six and within twelve months.

    Of very many the first ``COUNTED`` are counted. Two queries.
    """
    soon = months_on(today, SOON)
    ending = seen.ending(after=today, by=months_on(today, LATER))
    rows = list(
        ending.filter(pk__in=ending.values("pk")[:COUNTED])
        .with_fund(user)
        .annotate(
            all_soon=Window(Count("pk", filter=Q(end__lte=soon))), all_later=Window(Count("pk"))
        )[:shown]
    )
    made = [
        Ending(
            flow=flow,
            when=str(DateWithPrecision.of(flow, "end")),
            how_soon=ends_in(flow.end, today),
            is_soon=flow.end <= soon,
        )
        for flow in rows
    ]
    return made, (rows[0].all_soon if rows else 0), (rows[0].all_later if rows else 0)
