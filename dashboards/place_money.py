"""The money of a place: totals by meaning, what ends soon, how much is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from funding.filters import months_on
from funding.models import Flow
from funding.rows import MeaningRow, ends_in, rows_by_meaning
from funding.summing import Totals, totals
from funding.totals import Total
from partnerships.models import Place
from records.dates import DateWithPrecision

SOON, LATER = 6, 12
ENDING = 50
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
    """The flows for a place and those within, as far as the reader sees them."""

    totals: Totals
    rows: list[MeaningRow]
    ending: list[Ending]
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
    def soon(self) -> int:
        """How many flows end within six months."""
        return sum(one.is_soon for one in self.ending)

    @property
    def soon_url(self) -> str:
        """The list of those that end within six months."""
        return f"{self.list_url}&ending={SOON}"

    @property
    def later_url(self) -> str:
        """The list of those that end within twelve months."""
        return f"{self.list_url}&ending={LATER}"

    @property
    def ending_more(self) -> bool:
        """Whether more end than are counted."""
        return len(self.ending) >= ENDING

    def __bool__(self) -> bool:
        return self.totals.too_many or self.totals.flows > 0


def flows_in(user: Any, place: Place) -> QuerySet[Flow]:
    """The flows for this place, or for one within it, that the reader sees."""
    return Flow.objects.visible_to(user).in_place(place)


def money_of(user: Any, place: Place, today: dt.date) -> Money:
    """Totals by meaning and what ends within a year. Three queries."""
    seen = flows_in(user, place)
    found = totals(seen, Flow.objects.visible_to(user), place=place)
    return Money(
        totals=found,
        rows=rows_by_meaning(found, always=ALWAYS),
        ending=ending_of(user, seen, today),
        url=reverse("place_funding", args=[place.slug]),
        list_url=f"{reverse('flows')}?place={place.slug}",
    )


def ending_of(user: Any, seen: QuerySet[Flow], today: dt.date) -> list[Ending]:
    """The flows that end within a year, the soonest first. Two queries."""
    rows = seen.ending(after=today, by=months_on(today, LATER)).with_fund(user)[:ENDING]
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
