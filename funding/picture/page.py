"""The picture of money, of a place or of all: totals, what ends, who pays whom as a diagram and as
rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from funding.flow.by_end import Part, promised_words
from funding.flow.facts import MEANINGS, MeaningRow, rows_by_meaning, year_words
from funding.flow.for_place import Ending
from funding.flow.per_head import PerHead, per_head
from funding.flow.sums import MOST, Totals
from funding.flow.totals import Total
from funding.flow.views import SORTS
from funding.models import Flow
from funding.picture.asked import (
    FLOWS,
    HELD,
    LIKE,
    OVERVIEW,
    PARTS,
    PLACE,
    YEARS,
    Asked,
    Choice,
    Tab,
)
from funding.picture.breakdown import Breakdown, sector_of, source_of, topic_of
from funding.picture.drawing import Picture, draw
from funding.picture.held import Held, held_of
from funding.picture.legs import read_legs
from funding.picture.like import like_of
from funding.picture.overview import Overview, overview_of, parts_by_end
from funding.picture.parts import Parts, parts_of
from funding.picture.selection import Selection
from funding.picture.years import Years, years_of
from geography.measure.population import Population, populations
from interface import paging
from interface.articles import with_article
from interface.paging import BoundedCount, Page, bounded_count
from interface.words import date_words
from records.models import Source

SIZE = 10
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
    """The money for a place and those within it, or all of it, as far as the reader sees it.

    Only what the view that is asked for shows is filled in; ``paid`` are the payments to suppliers,
    counted where nothing else is recorded.
    """

    place: Any
    asked: Asked
    totals: Totals
    columns: list[str]
    rows: list[MeaningRow]
    no_start: BoundedCount
    overview: Overview | None = None
    ending: list[Ending] = field(default_factory=list)
    page: Page | None = None
    picture: Picture = NOT_DRAWN
    drawn: int = 0
    population: Population | None = None
    breakdown: Breakdown | None = None
    parts: Parts | None = None
    years: Years | None = None
    held: Held | None = None
    paid: BoundedCount | None = None
    most: int = MOST
    by_end: list[Part] = field(default_factory=list)

    @property
    def promised(self) -> str:
        """How much is promised, or was where it has all ended, of the year and day that are
        chosen."""
        year = f" for {self.year_words}" if self.year_words else ""
        day = f", counting money running on {self.day_words}" if self.day_words else ""
        return promised_words(self.committed, self.by_end, of=f"{year}{day}")

    @property
    def paid_words(self) -> str:
        """How many payments to suppliers there are, where nothing else is recorded."""
        return self.paid.words("payment") if self.paid else ""

    @property
    def year(self) -> int | None:
        """The financial year that the page is narrowed to."""
        return self.asked.year

    @property
    def year_choices(self) -> list[Choice]:
        """The financial years."""
        return self.asked.year_choices(self.totals.years)

    @property
    def meanings(self) -> list[Choice]:
        """The meanings of which the picture can be."""
        return self.asked.meaning_choices(self.totals)

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
        """Whether there are more flows than are drawn; they are added up and broken down."""
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
        on = {} if self.asked.on is None else {"on": self.asked.on.isoformat()}
        query = urlencode({**self.asked.where, **on})
        return f"{reverse('flows')}?{query}" if query else reverse("flows")

    @property
    def list_url_before(self) -> str:
        """The same, up to where one more filter is named."""
        return f"{self.list_url}{'&' if '?' in self.list_url else '?'}"

    @property
    def ending_title(self) -> str:
        """The head of what ends within a year of the chosen day."""
        return f"Ending within 12 months of {self.day_words}"

    @property
    def each(self) -> PerHead | None:
        """What is promised, for each resident."""
        return per_head(self.committed, self.population)


def build(selection: Selection, params: Mapping[str, Any], today: dt.date) -> FundingPage:
    """The money page of what was selected, in a number of queries that its view fixes."""
    place, asked, summed = selection.place, selection.asked, selection.totals
    shown = _shown_years(summed, asked.year)
    population = populations([place]).get(place.pk) if place and summed.flows else None
    page = FundingPage(
        place=place,
        asked=asked,
        totals=summed,
        columns=[year_words(year) for year in shown],
        rows=rows_by_meaning(summed, years=tuple(shown), population=population),
        population=population,
        no_start=selection.no_start,
    )
    if asked.show == FLOWS:
        page = _with_rows(page, selection, params, today)
    if not summed.flows and not asked.payments:
        page = replace(page, paid=bounded_count(selection.paid))
    if summed.too_many or not summed.flows:
        return page
    if asked.show == OVERVIEW:
        return replace(page, overview=overview_of(selection, page.rows, today))
    if page.committed.known:
        page = replace(page, by_end=parts_by_end(selection, today))
    if asked.show == YEARS:
        return replace(page, years=years_of(asked, summed, page.meaning_name))
    if asked.show == FLOWS:
        return page if page.is_too_large else _with_picture(page, selection)
    return _taken_apart(page, selection, today) if asked.show == PARTS else page


def _with_rows(
    page: FundingPage, selection: Selection, params: Mapping[str, Any], today: dt.date
) -> FundingPage:
    """The page with the rows of its table, and what ends within a year of the chosen day."""
    asked, rows = page.asked, selection.rows
    shown = rows.as_rows(selection.user, on=asked.on).with_short_names().only(*IN_A_ROW)
    page = replace(page, page=paging.page(shown, params, SORTS, size=SIZE, keys=rows))
    if asked.on is None:
        return page
    return replace(page, ending=selection.ending(asked.on, ENDING_SHOWN))


def _with_picture(page: FundingPage, selection: Selection) -> FundingPage:
    """The page with its diagram, of the largest amounts where they are many."""
    legs = read_legs(selection.largest(MOST_DRAWN), selection.user, page.place)
    title = f"{page.picture_title}, in {with_article(page.place)}{page.time_words}"
    picture = draw(legs, title=title)
    return replace(page, picture=picture, drawn=len(legs))


def _taken_apart(page: FundingPage, selection: Selection, today: dt.date) -> FundingPage:
    """The page with its money broken down in the way that is asked for."""
    by = page.asked.by
    if by == PLACE:
        return replace(page, parts=parts_of(selection, today))
    if by == HELD:
        return replace(page, held=held_of(selection))
    if by == LIKE:
        return replace(page, breakdown=like_of(selection))
    return replace(page, breakdown=BREAKDOWNS[by](selection, page.population))


def _shown_years(summed: Totals, year: int | None) -> list[int | None]:
    """The columns of the table: the chosen year and the next ones, or the latest three."""
    years = [a_year for a_year in summed.years if year is None or a_year >= year]
    columns: list[int | None] = []
    columns += years[:COLUMNS_OF_YEARS] if year is not None else years[-COLUMNS_OF_YEARS:]
    unsplit = any(a_year is None and total.flows for (_, a_year), total in summed.by_year.items())
    return [*columns, None] if unsplit and columns else columns
