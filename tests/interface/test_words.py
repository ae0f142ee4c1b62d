"""Values in words: what is not known is never 0, and nothing is made more exact than it is."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interface import words


def test_a_wrapped_text_flows_again_and_keeps_its_own_lines() -> None:
    cold, damp = "One home in six is cold. " * 6, "Damp and " * 20
    told = f"THE CHALLENGE\n\n{cold.strip()}\nStatus: live.\n- {damp}cold\n- Dry"
    wrapped = words.tidy(told)
    assert max(map(len, wrapped.splitlines())) <= words.WIDTH
    assert words.flowing(wrapped) == told


def test_lines_that_are_marked_stay_apart() -> None:
    marked = f"[Not for everyone] {'x' * 70}\n[Not for everyone] and on\nwhich"
    assert words.flowing(marked) == marked


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cde", "“cde”"),
        ("it's", "“it's”"),
        ("two\r\nlines\x00", "“two lines ”"),
        ("c" * 60, f"“{'c' * 60}”"),
        ("c" * 61, f"“{'c' * 60}…”"),
    ],
)
def test_what_somebody_gave_is_quoted_in_one_line_and_not_at_length(text: str, said: str) -> None:
    assert words.quoted(text) == said


def test_a_day_has_no_leading_zero() -> None:
    assert words.date_words(dt.date(2023, 3, 1)) == "1 March 2023"


def test_a_moment_is_said_in_london_time() -> None:
    summer = dt.datetime(2026, 7, 1, 13, 10, tzinfo=dt.UTC)
    assert words.date_words(summer) == "1 July 2026, 2:10pm"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (12, 0, "midday"), (9, 0, "9am"), (0, 5, "12:05am"), (23, 59, "11:59pm")],
)
def test_times_are_said_as_people_write_them(hour: int, minute: int, said: str) -> None:
    assert words.time_words(dt.datetime(2026, 1, 1, hour, minute, tzinfo=dt.UTC)) == said


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("day", "1 March 2023"),
        ("month", "March 2023"),
        ("year", "2023"),
        ("financial_year", "financial year 2022 to 2023"),
    ],
)
def test_a_date_is_never_more_exact_than_its_source(precision: str, said: str) -> None:
    assert words.with_precision(dt.date(2023, 3, 1), precision) == said


def test_a_financial_year_begins_on_1_april() -> None:
    assert words.with_precision(dt.date(2023, 4, 1), "financial_year").endswith("2023 to 2024")
    assert words.with_precision(dt.date(2023, 3, 31), "financial_year").endswith("2022 to 2023")


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("350000", "£350,000"),
        ("12.5", "£12.50"),
        ("5000000", "£5 million"),
        ("5250000", "£5.25 million"),
        ("5234567", "£5,234,567"),
        ("999999.99", "£999,999.99"),
        ("-40", "−£40"),
        ("0", "£0"),
    ],
)
def test_money_is_short_where_that_loses_nothing(amount: str, said: str) -> None:
    assert words.pounds(Decimal(amount)) == said


@given(st.decimals(min_value=0, max_value=10**13, places=2))
def test_money_in_words_is_exactly_the_amount(amount: Decimal) -> None:
    said = words.pounds(amount)
    number, _, million = said.removeprefix("£").replace(",", "").partition(" ")
    assert Decimal(number) * (1_000_000 if million else 1) == amount


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_in_words_is_exactly_the_number(value: Decimal) -> None:
    assert Decimal(words.number(value).replace(",", "").replace("−", "-")) == value


@pytest.mark.parametrize("say", [words.number, words.pounds, words.date_words])
def test_what_is_not_known_is_said_so(say) -> None:
    assert say(None) == "Not known"


def test_zero_is_a_number_and_not_unknown() -> None:
    assert words.number(0) == "0"
    assert words.count_words(0, "pilot") == "no pilots"


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [
        (1, "pilot", "1 pilot"),
        (3, "pilot", "3 pilots"),
        (2, "body", "2 bodies"),
        (2, "day", "2 days"),
        (12000, "place", "12,000 places"),
    ],
)
def test_counts_agree_with_their_noun(count: int, noun: str, said: str) -> None:
    assert words.count_words(count, noun) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_read_as_a_sentence(items: list[str], said: str) -> None:
    assert words.list_words(items) == said


def test_a_sentence_ends_once_in_a_brief() -> None:
    said = "Asked.. Why?. Wait... 1.5. It was done.\nNext.."
    assert words.ended_once(said) == "Asked. Why? Wait... 1.5. It was done.\nNext."
