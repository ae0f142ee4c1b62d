"""Which period an update is about, and when the next one is due."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.pilot.schedule import Period, first_due, next_due, period_before, period_to_report

TODAY = dt.date(2026, 11, 20)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "months", "start", "end"),
    [
        ("2026-11-24", 1, "2026-10-01", "2026-10-31"),
        ("2026-11-24", 3, "2026-07-01", "2026-09-30"),
        ("2026-09-30", 3, "2026-07-01", "2026-09-30"),
        ("2026-11-24", 6, "2026-04-01", "2026-09-30"),
        ("2026-11-24", 12, "2025-04-01", "2026-03-31"),
        ("2024-02-29", 1, "2024-02-01", "2024-02-29"),
        ("2026-01-15", 3, "2025-10-01", "2025-12-31"),
    ],
)
def test_periods_follow_the_financial_year(on: str, months: int, start: str, end: str) -> None:
    assert period_before(day(on), months) == Period(day(start), day(end))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-07-01", "2026-09-30", "July to September 2026"),
        ("2026-10-01", "2026-10-31", "October 2026"),
        ("2025-10-01", "2026-03-31", "October 2025 to March 2026"),
        ("2026-10-01", "2026-11-20", "1 October to 20 November 2026"),
        ("2025-12-05", "2026-01-20", "5 December 2025 to 20 January 2026"),
        (None, "2026-11-20", "up to 20 November 2026"),
    ],
)
def test_periods_in_words(start: str | None, end: str, words: str) -> None:
    assert Period(day(start) if start else None, day(end)).words == words


@pytest.mark.parametrize(
    ("due", "covered", "expected"),
    [
        ("2026-11-24", "2026-06-30", ("2026-07-01", "2026-09-30")),
        # Two quarters missed: one update catches up
        ("2026-05-24", "2026-03-31", ("2026-04-01", "2026-09-30")),
        ("2026-11-24", None, ("2026-07-01", "2026-09-30")),
        # Already reported: an extra update is about what came since
        ("2027-02-24", "2026-09-30", ("2026-10-01", "2026-11-20")),
        ("2027-02-24", "2026-11-20", (None, "2026-11-20")),
        (None, "2026-06-30", ("2026-07-01", "2026-09-30")),
    ],
)
def test_the_form_is_prefilled_with_the_period_that_is_due(
    due: str | None, covered: str | None, expected: tuple[str | None, str]
) -> None:
    found = period_to_report(
        rhythm=3, due=day(due) if due else None, covered_to=covered and day(covered), today=TODAY
    )
    start, end = expected
    assert found == Period(day(start) if start else None, day(end))


def test_without_a_rhythm_the_period_runs_from_the_last_update_to_today() -> None:
    found = period_to_report(rhythm=None, due=None, covered_to=day("2026-08-31"), today=TODAY)
    assert found == Period(day("2026-09-01"), TODAY)
    assert period_to_report(rhythm=None, due=None, covered_to=None, today=TODAY).start is None


@pytest.mark.parametrize(
    ("due", "rhythm", "covered", "then"),
    [
        ("2026-11-24", 3, "2026-09-30", "2027-02-24"),
        ("2026-02-24", 3, "2026-09-30", "2027-02-24"),
        # An extra update in the middle of a period leaves the day as it was
        ("2027-02-24", 3, "2026-11-20", "2027-02-24"),
        ("2026-01-31", 1, "2026-01-31", "2026-02-28"),
        ("2026-02-28", 1, "2026-02-28", "2026-03-31"),
    ],
)
def test_the_next_update_is_due_one_rhythm_later(
    due: str, rhythm: int, covered: str, then: str
) -> None:
    assert next_due(due=day(due), rhythm=rhythm, covered_to=day(covered)) == day(then)


@given(
    due=st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
    covered=st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
    rhythm=st.sampled_from([1, 3, 6, 12]),
)
def test_what_is_covered_is_never_due_again(due: dt.date, covered: dt.date, rhythm: int) -> None:
    then = next_due(due=due, rhythm=rhythm, covered_to=covered)
    assert then >= due
    assert period_before(then, rhythm).end > covered or then == due
    assert first_due(rhythm=rhythm, today=due) > due
