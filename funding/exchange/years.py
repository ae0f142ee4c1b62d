"""Money with a column for each financial year: one flow, with what falls in each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from funding.exchange.amounts import NOT_KNOWN, Amount
from funding.flow.facts import year_words
from interface.words import pounds
from records.figures import ONE_NUMBER, Qualifier
from registry.import_dates import financial_year
from registry.import_readers import Known, Reader, Unread, plain
from registry.imported import Row
from registry.unsaid import says_nothing

YEARS = "years"
_BESIDE = re.compile(
    r"£|\(£\)|\b(?:amount|allocation|budget|funding|spend|in pounds|gbp|total|year)\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"[\s\-–—−_./n]*|n\s*/?\s*a", re.IGNORECASE)
MIXED = "is below zero, but the rest of the row is not. Give what was handed back its own row"
MORE = "comes to more over its years ({}) than the amount. Correct one of the two"
TWICE = "has two amounts for {}"
NO_YEAR = "stands under a heading that names no financial year"


def year_of(heading: str) -> int | None:
    """The financial year that a heading names, by the year in which it begins; else None."""
    text = " ".join(_BESIDE.sub(" ", heading).split()).strip(" ():-")
    year = financial_year(text) if text else None
    return year if year is not None and year <= 2099 else None


def is_year(heading: str) -> bool:
    """Whether a heading is a financial year: "24/25", "2024-25 (£)"."""
    return year_of(heading) is not None


@dataclass(frozen=True)
class YearAmount(Amount):
    """How much falls in the year of the heading. "?" is a year of which that is not known."""

    year: int | None = None

    def under(self, heading: str) -> Reader:
        return YearAmount(year_of(heading))

    def is_empty(self, text: str, known: Known) -> bool:
        return says_nothing(text) and _DASH.fullmatch(text) is not None

    def read(self, text: str, known: Known) -> Any:
        if self.year is None:
            raise Unread(NO_YEAR)
        if plain(text) in NOT_KNOWN or says_nothing(text):
            return self.year, None, False
        said = super().read(text, known)
        is_about = said is not None and said[2] == Qualifier.ABOUT.value
        return self.year, _one(said), is_about

    def less_than(self, text: str, known: Known) -> str:
        if plain(text) in NOT_KNOWN or says_nothing(text):
            return ""
        said = super().read(text, known)
        if said is None or (said[2] == Qualifier.EXACTLY.value and said[1] is None):
            return ""
        one = _one(said)
        return "not known in that year, which has one amount" if one is None else pounds(one)

    def words(self, value: Any) -> str:
        return year_words(int(value))

    def words_in(self, column: str, said: Mapping[str, Any]) -> str:
        return self.words(said[column])


def _one(said: Any) -> Any:
    """The single amount that a year can keep; None for a range or an open end."""
    if said is None:
        return None
    low, high, qualifier = said
    is_one = high is None and qualifier in ONE_NUMBER
    return low if is_one else None


def put_years(row: Row) -> None:
    """Make parts of what its years say, and of all of them its amount where no column says it."""
    said = row.aside.get(YEARS, ())
    if not said:
        return
    years: dict[int, Any] = {}
    for year, amount, _ in said:
        if year in years:
            row.problems.append((YEARS, TWICE.format(year_words(year))))
            return
        years[year] = amount
    known = [amount for amount in years.values() if amount is not None]
    if "amount" not in row.texts:
        _add_up(row, years, known, is_about=any(is_about for *_, is_about in said))
    low = row.values.get("amount_low")
    is_back = low is not None and low < 0
    if any(amount != 0 and (amount < 0) != is_back for amount in known):
        row.problems.append((YEARS, MIXED))
        return
    _check(row, sum(map(abs, known)))
    row.parts["year"] = [
        {"year": year, "amount": None if amount is None else abs(amount)}
        for year, amount in sorted(years.items())
    ]
    row.fresh["has_years"] = True


def _add_up(row: Row, years: Mapping[int, Any], known: list[Any], *, is_about: bool) -> None:
    """The sum of its years: about that where one of them is, at least that where one is unknown."""
    if not known:
        return
    qualifier = Qualifier.ABOUT if is_about else Qualifier.EXACTLY
    if len(known) < len(years):
        qualifier = Qualifier.AT_LEAST
    row.values |= {
        "amount_low": sum(known),
        "amount_high": None,
        "amount_qualifier": qualifier.value,
    }


def _check(row: Row, spread: Any) -> None:
    low, high, qualifier = (row.values.get(f"amount_{end}") for end in ("low", "high", "qualifier"))
    most = low if high is None else high
    has_most = qualifier in (Qualifier.EXACTLY.value, Qualifier.AT_MOST.value)
    if most is not None and has_most and round(spread, 2) > round(abs(most), 2):
        row.problems.append(("amount", MORE.format(pounds(spread))))
