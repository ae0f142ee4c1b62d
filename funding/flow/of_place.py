"""The money of a place: totals by meaning, what ends soon, how much is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce
from django.urls import reverse

from funding.flow.facts import MeaningRow, ends_in, rows_by_meaning, year_words
from funding.flow.pages import SORTS, listed
from funding.flow.sums import MOST, Totals, totals
from funding.flow.totals import Total
from funding.models import Flow, FlowYear, Fund
from interface import paging
from interface.articles import with_article
from interface.paging import BoundedCount, Page
from partnerships.measure.population import Population, populations
from partnerships.models import Place
from records.dates import DateWithPrecision, months_on

SOON, LATER = 6, 12
ENDING = 4
COUNTED = 100
# More flows than this are not added up on the dashboard.
MOST_ON_DASHBOARD = 1_200
ALWAYS = (Flow.Meaning.COMMITTED.value, Flow.Meaning.PAID.value)


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
    """Totals by meaning and what ends within a year. Two queries."""
    seen = flows_in(user, place)
    summed = totals(seen, Flow.objects.visible_to(user), place=place, most=MOST_ON_DASHBOARD)
    ending, soon, later = ending_of(user, seen, today)
    return Money(
        totals=summed,
        rows=rows_by_meaning(summed, always=ALWAYS),
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

    Of very many the first ``COUNTED`` are counted. One query.
    """
    soon = months_on(today, SOON)
    in_time = seen.filter(end__range=(today, months_on(today, LATER))).order_by("end", "id")
    fund = Fund.objects.visible_to(user).filter(pk=OuterRef("fund")).values("name")
    flows = Flow.objects.filter(pk__in=in_time.values("pk")[:COUNTED]).annotate(
        later=Window(Count("*")),
        soon=Window(Count("pk", filter=Q(end__lte=soon))),
        fund_name=Coalesce(Subquery(fund), Value("")),
    )
    rows: list[Any] = list(flows.order_by("end", "id")[:shown])
    made = [
        Ending(
            flow=flow,
            when=str(DateWithPrecision.of(flow, "end")),
            how_soon=ends_in(flow.end, today),
            is_soon=flow.end <= soon,
        )
        for flow in rows
    ]
    return made, (rows[0].soon if rows else 0), (rows[0].later if rows else 0)


SIZE = 50
COLUMNS_OF_YEARS = 3
ENDING_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Tab:
    """One financial year, as a link."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class FundingPage:
    """The money for a place and those within it, as far as the reader sees it."""

    place: Place
    every: QuerySet[Flow]
    totals: Totals
    year: int | None
    tabs: list[Tab]
    columns: list[str]
    rows: list[MeaningRow]
    ending: list[Ending]
    page: Page
    count: BoundedCount
    population: Population | None = None
    problem: str = ""
    most: int = MOST

    @property
    def has_each(self) -> bool:
        """Whether any total is known for each resident."""
        return any(row.per_head for row in self.rows)

    @property
    def committed(self) -> Total:
        """What is promised: in the chosen year, or in all."""
        if self.year is None:
            return self.totals.of(Flow.Meaning.COMMITTED)
        return self.totals.in_year(Flow.Meaning.COMMITTED, self.year)

    @property
    def year_words(self) -> str:
        """The chosen year, in words; empty for all of them."""
        return "" if self.year is None else f"April {self.year} to March {self.year + 1}"

    @property
    def caption(self) -> str:
        """What the table of flows shows."""
        text = f"Flows for {with_article(self.place)} and places within it"
        return f"{text}, {self.year_words}" if self.year is not None else text

    @property
    def list_url(self) -> str:
        """The same flows in the list of all money."""
        return f"{reverse('flows')}?place={self.place.slug}"

    @property
    def ending_url(self) -> str:
        """The list of what ends within a year."""
        return f"{self.list_url}&ending={LATER}"


def build(user: Any, place: Place, params: Mapping[str, Any], today: dt.date) -> FundingPage:
    """The money page that these parameters ask for; ``year`` narrows it to a financial year."""
    seen = flows_in(user, place)
    count = paging.bounded_count(seen)
    summed = Totals(too_many=True)
    if not count.more and count.count <= MOST:
        summed = totals(seen, Flow.objects.visible_to(user), place=place, by_year=True)
    year, problem = _year(params, summed)
    every = listed(user).in_place(place)
    if year is not None:
        every = every.filter(_falls_in(year))
    every = every.as_rows(user)
    shown = _shown_years(summed, year)
    population = populations([place]).get(place.pk) if summed.flows else None
    return FundingPage(
        place=place,
        every=every,
        totals=summed,
        year=year,
        tabs=_tabs(place, summed, year),
        columns=[year_words(year) for year in shown],
        rows=rows_by_meaning(summed, years=tuple(shown), population=population),
        population=population,
        ending=ending_of(user, seen, today, ENDING_SHOWN)[0],
        page=paging.page(every, params, SORTS, size=SIZE),
        count=count if year is None else paging.bounded_count(every),
        problem=problem,
    )


def _year(params: Mapping[str, Any], summed: Totals) -> tuple[int | None, str]:
    text = str(params.get("year") or "").strip()
    if not text:
        return None, ""
    if text.isascii() and text.isdecimal() and int(text[:6]) in summed.years:
        return int(text[:6]), ""
    return None, "No money is recorded for that year. All years are shown."


def _shown_years(summed: Totals, year: int | None) -> list[int | None]:
    """The columns of the table: the chosen year and the next ones, or the latest three."""
    years = [a_year for a_year in summed.years if year is None or a_year >= year]
    columns: list[int | None] = []
    columns += years[:COLUMNS_OF_YEARS] if year is not None else years[-COLUMNS_OF_YEARS:]
    unsplit = any(a_year is None and total.flows for (_, a_year), total in summed.by_year.items())
    return [*columns, None] if unsplit and columns else columns


def _tabs(place: Place, summed: Totals, year: int | None) -> list[Tab]:
    if not summed.years:
        return []
    here = reverse("place_funding", args=[place.slug])
    years = summed.years[-5:]
    return [
        Tab("All years", here, year is None),
        *(Tab(year_words(a_year), f"{here}?year={a_year}", a_year == year) for a_year in years),
    ]


def _falls_in(year: int) -> Q:
    """Flows whose profile or whole period lies in a financial year."""
    first, last = dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
    profile = FlowYear.objects.filter(flow=OuterRef("pk"))
    whole = Q(start__gte=first, start__lte=last, end__gte=first, end__lte=last)
    return Q(Exists(profile.filter(year=year))) | (whole & ~Q(Exists(profile)))
