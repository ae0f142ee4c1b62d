"""A date is told, written and bounded no more exactly than it is known."""

from __future__ import annotations

import datetime as dt

import pytest

from records.dates import DateWithPrecision

KNOWN = [
    ("2026-03-31", dt.date(2026, 3, 31), dt.date(2026, 3, 31), "31 March 2026"),
    ("2026-03", dt.date(2026, 3, 1), dt.date(2026, 3, 31), "March 2026"),
    ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "2024"),
    ("2025/26", dt.date(2025, 4, 1), dt.date(2026, 3, 31), "2025 to 2026"),
]


@pytest.mark.parametrize(("text", "first", "last", "words"), KNOWN)
def test_a_date_as_it_is_known(text: str, first: dt.date, last: dt.date, words: str) -> None:
    date = DateWithPrecision.parse(text)
    assert (date.first, date.last, date.isoformat(), str(date)) == (first, last, text, words)


@pytest.mark.parametrize("day", [dt.date(2025, 4, 1), dt.date(2025, 12, 31), dt.date(2026, 3, 31)])
def test_a_financial_year_runs_from_april_whichever_day_of_it_is_kept(day: dt.date) -> None:
    date = DateWithPrecision(day, "financial_year")
    assert (date.first, date.last) == (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
    assert date.isoformat() == "2025/26"
