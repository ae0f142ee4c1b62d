"""The money page of a place: totals by meaning and year, what ends soon, from whom to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from funding.flow.columns import SORTS, listed
from funding.flow.facts import MeaningRow, rows_by_meaning, year_words
from funding.flow.sums import MOST, Totals, totals
from funding.flow.totals import Total
from funding.models import Flow, FlowYear
from funding.place.money import LATER, Ending, ending_of, flows_in
from interface import paging
from interface.paging import BoundedCount, Page
from partnerships.models import Place

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
    problem: str = ""
    most: int = MOST

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
        said = f"Flows for {self.place} and places within it"
        return f"{said}, {self.year_words}" if self.year is not None else said

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
    found = Totals(too_many=True)
    if not count.more and count.count <= MOST:
        found = totals(seen, Flow.objects.visible_to(user), place=place, by_year=True)
    year, problem = _year(params, found)
    every = listed(user).in_place(place)
    if year is not None:
        every = every.filter(_falls_in(year))
    every = every.as_rows(user)
    shown = _shown_years(found, year)
    return FundingPage(
        place=place,
        every=every,
        totals=found,
        year=year,
        tabs=_tabs(place, found, year),
        columns=[year_words(one) for one in shown],
        rows=rows_by_meaning(found, years=tuple(shown)),
        ending=ending_of(user, seen, today, ENDING_SHOWN)[0],
        page=paging.page(every, params, SORTS, size=SIZE),
        count=count if year is None else paging.bounded_count(every),
        problem=problem,
    )


def _year(params: Mapping[str, Any], found: Totals) -> tuple[int | None, str]:
    text = str(params.get("year") or "").strip()
    if not text:
        return None, ""
    if text.isascii() and text.isdecimal() and int(text[:6]) in found.years:
        return int(text[:6]), ""
    return None, "No money is recorded for that year. All years are shown."


def _shown_years(found: Totals, year: int | None) -> list[int | None]:
    """The columns of the table: the chosen year and the next ones, or the latest three."""
    years = [one for one in found.years if year is None or one >= year]
    columns: list[int | None] = []
    columns += years[:COLUMNS_OF_YEARS] if year is not None else years[-COLUMNS_OF_YEARS:]
    unsplit = any(one is None and total.flows for (_, one), total in found.by_year.items())
    return [*columns, None] if unsplit and columns else columns


def _tabs(place: Place, found: Totals, year: int | None) -> list[Tab]:
    if not found.years:
        return []
    here = reverse("place_funding", args=[place.slug])
    years = found.years[-5:]
    return [
        Tab("All years", here, year is None),
        *(Tab(year_words(one), f"{here}?year={one}", one == year) for one in years),
    ]


def _falls_in(year: int) -> Q:
    """Flows whose profile or whole period lies in a financial year."""
    first, last = dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
    profile = FlowYear.objects.filter(flow=OuterRef("pk"))
    whole = Q(start__gte=first, start__lte=last, end__gte=first, end__lte=last)
    return Q(Exists(profile.filter(year=year))) | (whole & ~Q(Exists(profile)))
