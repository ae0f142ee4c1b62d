"""Dates of files are read as people and programs write them, as exact as they are known."""

from __future__ import annotations

import pytest

from registry.import_dates import DAY_FIRST, MONTH_FIRST, ORDER, SERIAL, Day
from registry.import_readers import Known, Unknown, Unread


def read(text: str, **meant: str) -> str:
    """A date with its precision."""
    said = Day(is_partial=True).read(text, Known({**meant}))
    assert said is not None
    return " ".join(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01-Apr-25", "2025-04-01 day"),
        ("12th Mar 24", "2024-03-12 day"),
        ("1st April 2025", "2025-04-01 day"),
        ("Tue, 1 Apr 2025", "2025-04-01 day"),
        ("March 12, 2024", "2024-03-12 day"),
        ("31/03/2024 00:00:00", "2024-03-31 day"),
        ("31/3/24", "2024-03-31 day"),
        ("31.03.2026", "2026-03-31 day"),
        ("03/31/2024", "2024-03-31 day"),
        ("04/04/2025", "2025-04-04 day"),
        ("20240331", "2024-03-31 day"),
        ("2024-03-31T23:30:00Z", "2024-04-01 day"),
        ("2024-01-31T23:30:00Z", "2024-01-31 day"),
        ("2026-03-31T23:30:00", "2026-03-31 day"),
        ("Apr-25", "2025-04-01 month"),
        ("Nov 26", "2026-11-01 month"),
        ("Mar-2026", "2026-03-01 month"),
        ("2009-10", "2009-10-01 month"),
        ("2024", "2024-01-01 year"),
        ("FY25/26", "2025-04-01 financial_year"),
        ("2025-2026", "2025-04-01 financial_year"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, said: str) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    ("text", "said", "kept"),
    [
        ("Spring 2026", "2026-01-01 year", "2026"),
        ("Spring 26", "2026-01-01 year", "2026"),
        ("Q3 2025", "2025-01-01 year", "2025"),
        ("winter 2025/26", "2025-04-01 financial_year", "2025 to 2026"),
        ("late March 2026", "2026-03-01 month", "March 2026"),
    ],
)
def test_a_part_of_a_year_is_kept_as_its_year_and_told(text: str, said: str, kept: str) -> None:
    assert read(text) == said
    assert Day(is_partial=True).less_than(text, Known()) == kept


@pytest.mark.parametrize("text", ["last autumn", "31/02/2024", "11/12", "by March 2026", "1.2e3"])
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(Unread):
        read(text)


def test_an_order_that_cannot_be_told_is_asked_of_the_column() -> None:
    with pytest.raises(Unknown):
        read("03/04/2025")
    assert Day().asked_as("03/04/2025") == ORDER
    assert read("03/04/2025", **{ORDER: DAY_FIRST}) == "2025-04-03 day"
    assert read("03/04/2025 14:05", **{ORDER: MONTH_FIRST}) == "2025-03-04 day"
    assert read("31/03/2024", **{ORDER: MONTH_FIRST}) == "2024-03-31 day"
    ask, offered, guess = Day().asking(ORDER, "03/04/2025")
    assert (ask, guess) == ("which comes first in dates such as 03/04/2025?", DAY_FIRST)
    assert [words for _, words in offered] == [
        "The day: it is 3 April 2025",
        "The month: it is 4 March 2025",
    ]


def test_a_number_is_a_day_once_somebody_says_so() -> None:
    with pytest.raises(Unknown):
        read("45383")
    assert Day().asked_as("45383") == SERIAL
    assert Day().asking(SERIAL, "45383")[1] == [(SERIAL, "Yes: 45383 is 1 April 2024")]
    assert read("45383", **{SERIAL: SERIAL}) == "2024-04-01 day"
    assert read("45382.979", **{SERIAL: SERIAL}) == "2024-03-31 day"


def test_what_names_no_day_is_told_where_a_day_is_needed_or_is_not_known() -> None:
    with pytest.raises(Unread, match="names no day"):
        Day().read("Nov 26", Known())
    assert Day(is_whole=True).read("Nov 26", Known()) is None
    assert Day(is_whole=True).less_than("Nov 26", Known()) == "not known, since it names no day"


def test_an_end_is_the_last_day_and_none_where_it_is_said_that_there_is_none() -> None:
    end = Day(is_partial=True, ends=True)
    assert end.read("Mar-26", Known()) == ("2026-03-31", "month")
    assert end.read("ongoing", Known()) is None
