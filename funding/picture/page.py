"""The funding picture of a place: totals, what ends, who pays whom as a diagram and as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse

from funding.flow.facts import MEANINGS, MeaningRow, rows_by_meaning, year_words
from funding.flow.of_place import LATER, Ending, ending_of, flows_in
from funding.flow.pages import SORTS, listed
from funding.flow.sums import MOST, Totals, totals
from funding.flow.totals import Total
from funding.models import Flow
from funding.picture.asked import HELD, LIKE, PLACE, Asked, Tab, read
from funding.picture.breakdown import Breakdown, sector_of, source_of, topic_of
from funding.picture.drawing import Picture, draw
from funding.picture.held import Held, held_of
from funding.picture.legs import read_legs
from funding.picture.like import like_of
from funding.picture.parts import Parts, parts_of
from funding.picture.years import Years, years_of
from interface import paging
from interface.articles import with_article
from interface.paging import Page
from partnerships.measure.population import Population, populations
from partnerships.models import Place

SIZE = 25
COLUMNS_OF_YEARS = 3
ENDING_SHOWN = 10
BREAKDOWNS = {"source": source_of, "topic": topic_of, "sector": sector_of}
# More flows than this are not drawn: the largest are.
MOST_DRAWN = 200


@dataclass(frozen=True, slots=True)
class FundingPage:
    """The money for a place and those within it, as far as the reader sees it."""

    place: Place
    asked: Asked
    every: QuerySet[Flow]
    totals: Totals
    columns: list[str]
    rows: list[MeaningRow]
    ending: list[Ending]
    page: Page
    picture: Picture
    drawn: int
    population: Population | None = None
    breakdown: Breakdown | None = None
    parts: Parts | None = None
    years: Years | None = None
    held: Held | None = None
    most: int = MOST

    @property
    def year(self) -> int | None:
        """The financial year that the page is narrowed to."""
        return self.asked.year

    @property
    def tabs(self) -> list[Tab]:
        """The financial years."""
        return self.asked.year_tabs(self.totals.years)

    @property
    def meanings(self) -> list[Tab]:
        """The meanings of which the picture can be."""
        return self.asked.meaning_tabs(self.totals)

    @property
    def ways_apart(self) -> list[Tab]:
        """The ways to take the money apart."""
        return self.asked.apart_tabs()

    @property
    def apart_title(self) -> str:
        """The head of the money taken apart: "Committed, taken apart"."""
        is_of_all = self.asked.by in (PLACE, HELD)
        text = "Taken apart" if is_of_all else f"{self.meaning_name}, taken apart"
        return f"{text}, {self.year_words}" if self.year is not None else text

    @property
    def years_title(self) -> str:
        """The head of the bars: "Committed, by financial year"."""
        return f"{self.meaning_name}, by financial year"

    @property
    def shown_url(self) -> str:
        """The list of what is shown: of this meaning, and in this year."""
        return f"{reverse('flows')}?{urlencode(self.asked.listed)}"

    @property
    def meaning_name(self) -> str:
        """What the amounts of the picture mean, in a word: "Committed"."""
        return str(self._meaning.label).capitalize()

    @property
    def meaning_words(self) -> str:
        """What the amounts of the picture mean: "Committed: promised in writing"."""
        return f"{self.meaning_name}: {MEANINGS[self._meaning]}"

    @property
    def picture_title(self) -> str:
        """The head of the picture: "Where committed money comes from and goes"."""
        label = str(self._meaning.label)
        if self._meaning == Flow.Meaning.IN_KIND:
            return "Where what is given in kind comes from and goes"
        if self._meaning == Flow.Meaning.ESTIMATE:
            return "Where money that is estimated comes from and goes"
        return f"Where {label} money comes from and goes"

    @property
    def _meaning(self) -> Any:
        return Flow.Meaning(self.asked.meaning)

    @property
    def has_each(self) -> bool:
        """Whether any total is known for each resident."""
        return any(row.per_head for row in self.rows)

    @property
    def committed(self) -> Total:
        """What is promised: in the chosen year, or in all."""
        return self._of(Flow.Meaning.COMMITTED)

    @property
    def shown_total(self) -> Total:
        """The total of what the picture shows."""
        return self._of(self.asked.meaning)

    def _of(self, meaning: str) -> Total:
        if self.year is None:
            return self.totals.of(meaning)
        return self.totals.in_year(meaning, self.year)

    @property
    def not_drawn(self) -> int:
        """How many of the rows of this meaning the picture leaves out, being the smaller ones."""
        if self.year is not None or self.totals.too_many:
            return 0
        return max(self.totals.of(self.asked.meaning).flows - self.drawn, 0)

    @property
    def year_words(self) -> str:
        """The chosen year, in words; empty for all of them."""
        return "" if self.year is None else f"April {self.year} to March {self.year + 1}"

    @property
    def caption(self) -> str:
        """What the table of flows shows."""
        text = f"{self.meaning_name}, for {with_article(self.place)} and places within it"
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
    """The money page that these parameters ask for, in a fixed number of queries."""
    visible, seen = Flow.objects.visible_to(user), flows_in(user, place)
    count = paging.bounded_count(seen)
    summed = Totals(too_many=True)
    if not count.more and count.count <= MOST:
        summed = totals(seen, visible, place=place, by_year=True)
    asked = read(params, place, summed)
    every = asked.narrowed(listed(user).in_place(place))
    rows = every if summed.too_many else every.filter(meaning=asked.meaning)
    shown = _shown_years(summed, asked.year)
    population = populations([place]).get(place.pk) if summed.flows else None
    page = FundingPage(
        place=place,
        asked=asked,
        every=(every if asked.is_default else rows).as_rows(user),
        totals=summed,
        columns=[year_words(year) for year in shown],
        rows=rows_by_meaning(summed, years=tuple(shown), population=population),
        population=population,
        ending=ending_of(user, seen, today, ENDING_SHOWN)[0],
        page=paging.page(rows.as_rows(user), params, SORTS, size=SIZE),
        picture=Picture(None, ()),
        drawn=0,
    )
    if summed.too_many or not summed.flows:
        return page
    return _with_picture(page, user, seen, visible, today)


def _with_picture(
    page: FundingPage, user: Any, seen: QuerySet[Flow], visible: QuerySet[Flow], today: dt.date
) -> FundingPage:
    """The page with its diagram, of the largest amounts where they are many, and taken apart."""
    asked = page.asked
    largest = asked.narrowed(seen.filter(meaning=asked.meaning)).order_by(
        F("amount_low").desc(nulls_last=True), "id"
    )
    legs = read_legs(largest[:MOST_DRAWN], visible, user, page.place, asked.year)
    title = f"{page.picture_title}, in {with_article(page.place)}"
    if page.year_words:
        title = f"{title}, {page.year_words}"
    picture = draw(legs, title=title, listed=asked.listed, rows_url="#rows")
    if asked.by == PLACE:
        page = replace(page, parts=parts_of(asked, seen, visible, page.totals, today))
    elif asked.by == HELD:
        page = replace(page, held=held_of(asked, seen, visible, page.totals))
    elif asked.by == LIKE:
        page = replace(page, breakdown=like_of(asked, user, visible))
    else:
        apart = BREAKDOWNS[asked.by](asked, seen, visible, page.population)
        page = replace(page, breakdown=apart)
    years = years_of(asked, page.totals, page.meaning_name)
    return replace(page, picture=picture, drawn=len(legs), years=years)


def _shown_years(summed: Totals, year: int | None) -> list[int | None]:
    """The columns of the table: the chosen year and the next ones, or the latest three."""
    years = [a_year for a_year in summed.years if year is None or a_year >= year]
    columns: list[int | None] = []
    columns += years[:COLUMNS_OF_YEARS] if year is not None else years[-COLUMNS_OF_YEARS:]
    unsplit = any(a_year is None and total.flows for (_, a_year), total in summed.by_year.items())
    return [*columns, None] if unsplit and columns else columns
