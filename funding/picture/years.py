"""The money of a place of one meaning, year by year, as bars and as rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from funding.flow.facts import year_words
from funding.flow.sums import Totals
from funding.flow.totals import Total
from funding.picture.asked import Asked
from funding.picture.breakdown import Line
from interface.charts.amount_bars import Amount, AmountBars, amount_bars
from interface.words import count_words

MOST_IN_A_ROW = 15


@dataclass(frozen=True, slots=True)
class Years:
    """A line for each financial year; ``unsplit`` is what is in none of them."""

    lines: tuple[Line, ...]
    unsplit: Total
    chart: AmountBars | None


def years_of(asked: Asked, summed: Totals, title: str) -> Years:
    """The years that amounts of this meaning are given to, one after the other."""
    found = {year for meaning, year in summed.by_year if meaning == asked.meaning and year}
    lines = [
        Line(year_words(year), summed.in_year(asked.meaning, year), _url(asked, year))
        for year in _shown(found)
    ]
    unsplit = summed.in_year(asked.meaning, None)
    amounts = [
        Amount(line.label, _words(line.total), line.total.lower, line.total.upper)
        if line.total.known
        else Amount(line.label, _words(line.total), None, None)
        for line in lines
    ]
    chart = amount_bars("years", f"{title}, by financial year", amounts, sentence=_says(lines))
    return Years(tuple(lines), unsplit, chart)


def _shown(found: set[int]) -> list[int]:
    """The years from the first to the last; with long gaps only those that have amounts."""
    if not found:
        return []
    every = range(min(found), max(found) + 1)
    return sorted(found) if len(every) > MOST_IN_A_ROW else list(every)


def _url(asked: Asked, year: int) -> str:
    return f"{reverse('flows')}?{urlencode(replace(asked, year=year).listed)}"


def _words(total: Total) -> str:
    if not total.known:
        return "Not known" if total.flows else "none recorded"
    return f"{total} + {total.unknown} not known" if total.unknown else str(total)


def _says(lines: list[Line]) -> str:
    known = [line for line in lines if line.total.known]
    said = f"{count_words(len(lines), 'financial year')}."
    if len(known) > 1:
        most = max(known, key=lambda line: (line.total.lower, line.label))
        said += f" The most is in {most.label}: {most.total}."
    if unknown := sum(line.total.unknown for line in lines):
        are = "is" if unknown == 1 else "are"
        said += f" {count_words(unknown, 'amount')} in them {are} not known."
    return said
