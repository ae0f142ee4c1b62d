"""The funding picture of a place: totals, what ends, who pays whom as a diagram and as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from funding.flow.facts import MEANINGS, MeaningRow, rows_by_meaning, year_words
from funding.flow.for_place import LATER, Ending, ending_of
from funding.flow.sums import MOST, Totals
from funding.flow.totals import Total
from funding.flow.views import SORTS
from funding.models import Flow
from funding.picture.asked import HELD, LIKE, PLACE, Asked, Tab
from funding.picture.breakdown import Breakdown, sector_of, source_of, topic_of
from funding.picture.drawing import Picture, draw
from funding.picture.held import Held, held_of
from funding.picture.legs import read_legs
from funding.picture.like import like_of
from funding.picture.parts import Parts, parts_of
from funding.picture.selection import Selection
from funding.picture.years import Years, years_of
from geography.measure.population import Population, populations
from interface import paging
from interface.articles import with_article
from interface.paging import BoundedCount, Page
from interface.words import date_words
from partnerships.models import Place
from records.models import Source

SIZE = 25
COLUMNS_OF_YEARS = 3
ENDING_SHOWN = 10
BREAKDOWNS = {"source": source_of, "topic": topic_of, "sector": sector_of}
# More flows than this are not drawn: the largest are.
MOST_DRAWN = 200
# What a row of the table says of a flow; nothing else of it is read.
IN_A_ROW = (
    *("description", "meaning", "kind", "parent", "fund", "receiver_said", "source_said"),
    *("amount_low", "amount_high", "amount_qualifier", "updated_at"),
    *("start", "start_precision", "end", "end_precision"),
    *(f"{side}__{name}" for side in ("giver", "receiver") for name in ("name", "slug", "sector")),
    *("programme__name", "programme__slug", *Source.said("source")),
)
NOT_DRAWN = Picture(None, ())


@dataclass(frozen=True, slots=True)
class FundingPage:
    """The money for a place and those within it, as far as the reader sees it."""

    place: Place
    asked: Asked
    totals: Totals
    columns: list[str]
    rows: list[MeaningRow]
    ending: list[Ending]
    page: Page
    no_start: BoundedCount
    picture: Picture = NOT_DRAWN
    drawn: int = 0
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
        """The head of the money broken down: "Committed, broken down"."""
        is_of_all = self.asked.by in (PLACE, HELD)
        text = "Money broken down" if is_of_all else f"{self.meaning_name}, broken down"
        return f"{text}{self.time_words}"

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
    def is_too_large(self) -> bool:
        """Whether there are more flows than are drawn and taken apart; they are added up."""
        return self.totals.of_year(self.year).flows > self.most

    @property
    def year_words(self) -> str:
        """The chosen year, in words; empty for all of them."""
        return "" if self.year is None else f"April {self.year} to March {self.year + 1}"

    @property
    def day_words(self) -> str:
        """The chosen day, in words; empty for all that is recorded."""
        return "" if self.asked.on is None else date_words(self.asked.on)

    @property
    def time_words(self) -> str:
        """The chosen year and day, as the end of a title."""
        year = f", {self.year_words}" if self.year_words else ""
        return f"{year}, running on {self.day_words}" if self.day_words else year

    @property
    def caption(self) -> str:
        """What the table of flows shows."""
        text = f"{self.meaning_name}, for {with_article(self.place)} and places within it"
        return f"{text}{self.time_words}"

    @property
    def list_url(self) -> str:
        """The same flows in the list of all money."""
        on = "" if self.asked.on is None else f"&on={self.asked.on.isoformat()}"
        return f"{reverse('flows')}?place={self.place.slug}{on}"

    @property
    def ending_title(self) -> str:
        """The head of what ends: soon, or within a year of the chosen day."""
        return f"Ending within 12 months of {self.day_words}" if self.day_words else "Ending soon"

    @property
    def ending_url(self) -> str:
        """The list of what ends within a year; none where that is a year from another day."""
        return "" if self.day_words else f"{self.list_url}&ending={LATER}"


def build(selection: Selection, params: Mapping[str, Any], today: dt.date) -> FundingPage:
    """The money page of what was selected, in a fixed number of queries."""
    place, asked, summed = selection.place, selection.asked, selection.totals
    shown = _shown_years(summed, asked.year)
    population = populations([place]).get(place.pk) if summed.flows else None
    rows = selection.rows.as_rows(selection.user, on=asked.on).only(*IN_A_ROW)
    in_time = selection.seen if asked.on is None else selection.seen.in_force(asked.on)
    page = FundingPage(
        place=place,
        asked=asked,
        totals=summed,
        columns=[year_words(year) for year in shown],
        rows=rows_by_meaning(summed, years=tuple(shown), population=population),
        population=population,
        ending=ending_of(selection.user, in_time, asked.on or today, ENDING_SHOWN)[0],
        page=paging.page(rows, params, SORTS, size=SIZE, keys=selection.rows),
        no_start=selection.no_start,
    )
    if summed.too_many or not summed.flows:
        return page
    return _with_picture(page, selection, today)


def _with_picture(page: FundingPage, selection: Selection, today: dt.date) -> FundingPage:
    """The page with its years and its diagram, of the largest amounts where they are many, and
    taken apart."""
    asked = page.asked
    page = replace(page, years=years_of(asked, page.totals, page.meaning_name))
    if page.is_too_large:
        return page
    legs = read_legs(
        selection.largest[:MOST_DRAWN], selection.onward, selection.user, page.place, asked.year
    )
    title = f"{page.picture_title}, in {with_article(page.place)}{page.time_words}"
    picture = draw(legs, title=title, listed=asked.listed, rows_url="#rows")
    if asked.by == PLACE:
        page = replace(page, parts=parts_of(selection, today))
    elif asked.by == HELD:
        page = replace(page, held=held_of(selection))
    elif asked.by == LIKE:
        page = replace(page, breakdown=like_of(selection))
    else:
        page = replace(page, breakdown=BREAKDOWNS[asked.by](selection, page.population))
    return replace(page, picture=picture, drawn=len(legs))


def _shown_years(summed: Totals, year: int | None) -> list[int | None]:
    """The columns of the table: the chosen year and the next ones, or the latest three."""
    years = [a_year for a_year in summed.years if year is None or a_year >= year]
    columns: list[int | None] = []
    columns += years[:COLUMNS_OF_YEARS] if year is not None else years[-COLUMNS_OF_YEARS:]
    unsplit = any(a_year is None and total.flows for (_, a_year), total in summed.by_year.items())
    return [*columns, None] if unsplit and columns else columns
